"""A database or a folder that cannot be used, told to whoever operates the server rather than to a developer."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from geodata.readiness import DatabaseNotReady

_FULL = "Le disque est plein : libérer de la place, puis recommencer. Rien n’a été enregistré."
_READ_ONLY = "La base est en lecture seule : vérifier les droits du fichier et de son dossier (VIGIE_DATA_DIR)."
_FILES = {
    errno.ENOENT: "« {} » n’existe pas.",
    errno.ENOTDIR: "« {} » n’est pas dans un dossier : vérifier ce chemin.",
    errno.EEXIST: "« {} » existe déjà et n’est pas un dossier : vérifier VIGIE_DATA_DIR.",
    errno.EISDIR: "« {} » est un dossier : donner le nom d’un fichier.",
    **dict.fromkeys(
        (errno.EACCES, errno.EPERM, errno.EROFS), "« {} » n’est pas accessible : vérifier les droits du dossier."
    ),
}
# What SQLite says; other servers word it in their own way.
_SQLITE = {
    "disk is full": _FULL,
    "readonly": _READ_ONLY,
    "unable to open": "La base ne peut pas être ouverte : vérifier VIGIE_DATABASE_URL et les droits du dossier.",
    "locked": "La base est occupée par un autre import : recommencer dans un instant.",
    "not a database": "Ce fichier n’est pas une base de Vigie : vérifier VIGIE_DATABASE_URL.",
    "malformed": "Le fichier de la base est abîmé : restaurer une sauvegarde dans une base vide.",
}


class StorageUnavailable(DatabaseNotReady):
    """The database or the data folder cannot be read or written; the message is a French sentence."""


@contextmanager
def storage_explained() -> Iterator[None]:
    """Raise `StorageUnavailable` in the place of an error of the disk or of the connection; a bug stays a bug."""
    try:
        yield
    except OSError as failure:
        sentence = _FULL if failure.errno in (errno.ENOSPC, errno.EDQUOT) else _FILES.get(failure.errno or 0)
        if sentence is None:
            raise
        raise StorageUnavailable(sentence.format(failure.filename or "fichier")) from failure
    except ArgumentError as failure:
        raise StorageUnavailable("VIGIE_DATABASE_URL n’est pas une adresse de base SQLAlchemy.") from failure
    except DatabaseError as failure:
        raise _explained(failure) from failure


def _explained(failure: DatabaseError) -> Exception:
    said = str(failure.orig)
    for words, sentence in _SQLITE.items():
        if words in said:
            return StorageUnavailable(sentence)
    if "No space left" in said:
        return StorageUnavailable(_FULL)
    if isinstance(failure, OperationalError):
        # Its words may hold the address of the server: they stay in the cause, for the log.
        return StorageUnavailable("La base de données ne répond pas : vérifier VIGIE_DATABASE_URL et le serveur.")
    return failure
