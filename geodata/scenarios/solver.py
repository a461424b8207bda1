"""HiGHS as scenarios use it: silent, exact, the same answer each time."""

import highspy

_EXACT = (("mip_rel_gap", 0.0), ("mip_abs_gap", 0.0), ("threads", 1), ("random_seed", 0))


class _Silent(highspy.Highs):
    """The first solver of a process writes its licence on the standard output, where a file may be going."""

    def enableCallbacks(self) -> None:
        self.silent()
        super().enableCallbacks()


def solver() -> highspy.Highs:
    """An empty program, whose optimum will be proven: no gap is tolerated."""
    highs = _Silent()
    for option, value in _EXACT:
        highs.setOptionValue(option, value)
    return highs
