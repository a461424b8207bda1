"""Two people wrote the same record: the second one is told, with both texts, and nothing is lost."""


class Conflict(Exception):
    """Somebody wrote since the record was read; the message is a French sentence for whoever comes second.

    `theirs`: what is kept now. `mine`: what was about to be written. `version`: the one to write upon from now on.
    """

    def __init__(self, sentence: str, *, theirs: str = "", mine: str = "", version: int = 0) -> None:
        super().__init__(sentence)
        self.theirs = theirs
        self.mine = mine
        self.version = version
