"""What a few préfectures of the small France have said of the plan, for the pages of steering."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from geodata.perimetre import perimetre
from geodata.progress.milestones import ActionState
from geodata.progress.states import CommentKind, CommentScope, ValueKind, Weather
from geodata.repositories import progress_actions, progress_comments, progress_proposals, progress_syntheses
from geodata.repositories import progress_values as values
from geodata.repositories.progress_actions import NewActionState
from geodata.repositories.progress_comments import NewComment
from geodata.repositories.progress_proposals import NewProposal
from geodata.repositories.progress_rows import Entry
from geodata.repositories.progress_syntheses import NewSynthesis
from geodata.repositories.progress_values import NewValue

PLAN = "2014-2016"
MESURE, INDICATOR, ACTION = 2, "M02-1", "2.4"
SYNTHESIS = "Les formations ont repris <b>partout</b>."
PRIVATE = "Le service manque d’effectifs."
SPEAKING = ("01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "48", "971")
END = date(2016, 12, 31)
THEN = Entry(datetime(2017, 1, 20, 9, tzinfo=UTC), demonstration=True)


def tell(session: Session) -> None:
    """Twelve départements give the figures of mesure 2; Lozère (48) lags and says why, those of the Ain (01) wait."""
    for rank, code in enumerate(SPEAKING):
        ids = _figures(session, code, current=10.0 if code == "48" else 50.0 + rank)
        if code != "01":
            values.validate(session, perimetre(f"prefet:{code}"), ids, accepted=True, entry=THEN)
    who = perimetre("prefecture:48")
    weather = NewSynthesis(PLAN, MESURE, "48", Weather.SUPPORT_NEEDED, SYNTHESIS, END)
    progress_syntheses.record(session, who, [weather], entry=THEN)
    state = NewActionState(PLAN, ACTION, "48", ActionState.UNDER_WAY, END)
    progress_actions.record(session, who, [state], entry=THEN)
    for scope, text in ((CommentScope.PRIVATE, PRIVATE), (CommentScope.NATIONAL, "Un kit commun aiderait.")):
        comment = NewComment(PLAN, MESURE, "48", CommentKind.BRAKES, scope, text)
        progress_comments.record(session, who, [comment], entry=THEN)
    proposal = NewProposal(PLAN, INDICATOR, "48", END, ValueKind.CURRENT, 12.0, "Sessions oubliées.", "émargements")
    progress_proposals.propose(session, who, proposal, entry=THEN)


def _figures(session: Session, code: str, current: float) -> list[int]:
    told = (
        (ValueKind.INITIAL, date(2014, 6, 1), 0.0),
        (ValueKind.TARGET, END, 100.0),
        (ValueKind.CURRENT, END, current),
    )
    rows = [NewValue(PLAN, INDICATOR, code, on, kind, value, source="émargements") for kind, on, value in told]
    return values.record(session, perimetre(f"prefecture:{code}"), rows, entry=THEN)
