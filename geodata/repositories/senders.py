"""Who sends the files of which job, and who may know that one arrived."""

from config.roles import Action, Level, Object, roles
from geodata import territories
from geodata.perimetre import NotAllowed, Perimetre
from geodata.rights import FRANCE, decide, require

BROUGHT_AS: dict[str, tuple[Object, ...]] = {
    "diagnostics_360": (Object.IMPORTS, Object.PLACES),
    "relocation_requests": (Object.IMPORTS, Object.PLACES),
    "secure_capacity": (Object.SECURE_PLACES,),
}
"""The objects that a sender must write, one of them being enough, for the jobs where it is not « imports » alone."""


def objects_of(job: str) -> tuple[Object, ...]:
    """The objects of which a sender of files of `job` must write one; the first names the job in the journal."""
    return BROUGHT_AS.get(job, (Object.IMPORTS,))


def brought_as(perimetre: Perimetre, job: str) -> str:
    """The object as which this visitor brings files of `job`: one that it writes in a département or for France.

    Raises `NotAllowed` when there is none.
    """
    objects = objects_of(job)
    for obj in objects:
        places = (FRANCE, *territories.CODES)
        if any(decide(perimetre, obj, Action.WRITE, departement=place).allowed for place in places):
            return obj.value
    require(perimetre, objects[0], Action.WRITE)
    raise NotAllowed(decide(perimetre, objects[0], Action.WRITE, departement=FRANCE).sentence)


def sends_files(perimetre: Perimetre) -> bool:
    """Whether this visitor brings files of some job."""
    for job in ("", *BROUGHT_AS):
        try:
            brought_as(perimetre, job)
        except NotAllowed:
            continue
        return True
    return False


def hidden(perimetre: Perimetre) -> list[str]:
    """The jobs of secret objects that this visitor neither sends nor reads."""
    return [
        job
        for job, objects in BROUGHT_AS.items()
        if all(roles().objects[obj].level >= Level.N3 and not _knows(perimetre, obj) for obj in objects)
    ]


def _knows(perimetre: Perimetre, obj: Object) -> bool:
    return any(
        decide(perimetre, obj, action, departement=FRANCE, level=Level.N3).allowed
        for action in (Action.READ, Action.WRITE)
    )
