"""What a job is: where its rows come from, and the steps that they take."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from etl.rows.template import Template
from geodata.database import Session
from geodata.perimetre import Perimetre
from geodata.repositories.loading import Loaded


@dataclass(frozen=True)
class Source:
    """Who produces a file, under which title, how often."""

    title: str
    producer: str
    cadence: str


@dataclass(frozen=True)
class Tidied:
    """The rows of a file once checked.

    `rows`: one fact per row, typed, indexed by the line of the received file. `rejects`: index the line, columns
    `content` (the row as received, a dict of texts, or None when keeping it would endanger someone) and `reason` (a
    French sentence saying what to correct). Every line read is in exactly one of the two.
    `locates_a_shelter`: the file must not be kept, for it gives the place of a shelter. `notes`: French sentences.
    """

    rows: pd.DataFrame
    rejects: pd.DataFrame
    notes: list[str] = field(default_factory=list)
    locates_a_shelter: bool = False


@dataclass(frozen=True)
class Job:
    """A source and the way of its rows: `read` (text only, no guess on types), `tidy`, `locate`, `load`.

    `read(path)` returns text cells indexed by line number, or raises `RejectedFile`. `locate`, for associations alone,
    adds a point to each row. `load(session, perimetre, rows, import_id)` writes in the caller's transaction.
    `shelter`: what to tell the sender of a row that locates a shelter, where the job has better words than the guard's.
    `keeps_file=False`: nothing of the file received is kept but its rows, for they are secret. Who may send it is said
    by `geodata.repositories.senders.brought_as`.
    """

    id: str
    label: str
    source: Source
    read: Callable[[Path], pd.DataFrame]
    tidy: Callable[[pd.DataFrame], Tidied]
    load: Callable[[Session, Perimetre, pd.DataFrame, int], Loaded]
    template: Template | None = None
    locate: Callable[[pd.DataFrame], pd.DataFrame] | None = None
    shelter: str = ""
    keeps_file: bool = True
