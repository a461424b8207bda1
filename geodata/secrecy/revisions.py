"""Publications one after the other: what an earlier one told stays known, and its sums still hold."""

from dataclasses import dataclass, field

from geodata.secrecy.complementary import suppress
from geodata.secrecy.tables import Key, TableBuilder


@dataclass(frozen=True)
class Memory:
    """All that was published of one table so far, as an attacker who kept everything knows it.

    `joint`: the cells of every version, each under one name as long as its number does not move. `names`: what the
    cells of the last version are called there. `told`: names published once. `withheld`: names that never were.
    """

    versions: int = 0
    last: TableBuilder = field(default_factory=TableBuilder)
    joint: TableBuilder = field(default_factory=TableBuilder)
    names: dict[Key, Key] = field(default_factory=dict)
    told: frozenset[Key] = frozenset()
    withheld: frozenset[Key] = frozenset()
    hidden: frozenset[Key] = frozenset()
    """The cells of the last version that were withheld."""


def publish_next(
    before: Memory | None, version: TableBuilder, *, coalition: int = 0, hidden_besides: frozenset[Key] = frozenset()
) -> Memory:
    """Hide what a new version asks for, given all that was published `before`.

    A number that was told and did not move is told again, for hiding it would protect nothing; `hidden_besides` is
    hidden but for these. The sums of every version are solved together. Where nothing protects them any more, all that
    was not told is hidden.
    """
    before = before or Memory()
    moved = version.moved_since(before.last)
    names = {key: (before.versions, key) if key in moved else before.names[key] for key in version}
    gone = before.withheld.difference(names.values())
    joined = before.joint.joined(version, names)
    joint = joined.without({name for name in gone if not joined.is_small(name)})
    gone = gone.intersection(joint)
    besides = (gone | {names[key] for key in hidden_besides}) - before.told
    out = suppress(joint.build(before.told), coalition=coalition, hidden_besides=besides)
    return Memory(
        versions=before.versions + 1,
        last=version,
        joint=joint,
        names=names,
        told=before.told | {names[key] for key in version.shown_keys()} - out,
        withheld=gone | out,
        hidden=frozenset(key for key, name in names.items() if name in out),
    )
