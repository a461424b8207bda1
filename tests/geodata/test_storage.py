"""What stands in the way of the archive is told in a sentence to whoever operates it; a bug stays a bug."""

import errno
import os
import sqlite3

import pytest
from sqlalchemy.exc import IntegrityError, OperationalError

from geodata.storage import StorageUnavailable, storage_explained


def os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number), "/srv/vigie/base")


def sql_error(words: str) -> OperationalError:
    return OperationalError("INSERT", {}, sqlite3.OperationalError(words))


@pytest.mark.parametrize(
    ("failure", "words"),
    [
        (os_error(errno.ENOSPC), "Le disque est plein"),
        (os_error(errno.EROFS), "n’est pas accessible"),
        (os_error(errno.EACCES), "/srv/vigie/base"),
        (os_error(errno.ENOTDIR), "n’est pas dans un dossier"),
        (sql_error("database or disk is full"), "Le disque est plein"),
        (sql_error("attempt to write a readonly database"), "lecture seule"),
        (sql_error("database is locked"), "occupée par un autre import"),
        (sql_error("could not extend file: No space left on device"), "Le disque est plein"),
        (sql_error("connection to 10.0.0.1 failed"), "ne répond pas"),
    ],
)
def test_a_failure_of_the_disk_or_of_the_base_is_a_french_sentence(failure: Exception, words: str) -> None:
    with pytest.raises(StorageUnavailable, match=words), storage_explained():
        raise failure


def test_the_address_of_the_server_is_not_told() -> None:
    with pytest.raises(StorageUnavailable) as told, storage_explained():
        raise sql_error("connection to 10.0.0.1 failed")

    assert "10.0.0.1" not in str(told.value)


@pytest.mark.parametrize(
    "bug", [os_error(errno.EBADF), IntegrityError("INSERT", {}, Exception("NOT NULL")), KeyError("x")]
)
def test_a_bug_stays_a_bug(bug: Exception) -> None:
    with pytest.raises(type(bug)), storage_explained():
        raise bug
