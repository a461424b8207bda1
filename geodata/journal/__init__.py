"""The journal: writes, readings of restricted objects, files taken away, refusals, changes of rights.

A line is added by `record` in the transaction of what it tells, chained by hash to the one before, and refused to
UPDATE and DELETE by the database. `verify` finds what was changed all the same; `protection` says what is never in it.
"""

from geodata.journal.events import consulted, exported, fetched, refusals, refused
from geodata.journal.record import Channel, Event, record
from geodata.journal.verify import Head, Verdict, head, verify
from geodata.journal.version import last_write, last_written_at

__all__ = [
    "Channel",
    "Event",
    "Head",
    "Verdict",
    "consulted",
    "exported",
    "fetched",
    "head",
    "last_write",
    "last_written_at",
    "record",
    "refusals",
    "refused",
    "verify",
]
