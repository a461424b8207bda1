"""Invented weather, syntheses and comments: one thinks of it about as often as one advances."""

from collections.abc import Iterator
from datetime import date

from config.plan import plan
from etl.demonstration.scale import generator
from etl.demonstration.steering.applicability import followed
from etl.demonstration.steering.commitment import ADVANCE, Commitment
from etl.demonstration.steering.wording import COMMENTS, NEXT, OPENINGS, PRIVATE
from geodata.progress.states import CommentKind, CommentScope, Weather
from geodata.repositories.progress_comments import NewComment
from geodata.repositories.progress_syntheses import NewSynthesis

FIRST_YEAR = 2015
"""Nobody wrote a synthesis a few months after the plan."""


def syntheses(commitment: Commitment, year: int) -> Iterator[NewSynthesis]:
    """The weather of the mesures that a département chose to speak of at the end of a year."""
    if commitment.silent or year < FIRST_YEAR:
        return
    for mesure in followed():
        draw = generator(f"synthesis {mesure.number} {commitment.code} {year}")
        wrote, doubt = draw.random() < 0.25 + 0.6 * commitment.pace, draw.normal(0, 0.15)
        weather = _weather(commitment.by(year) / ADVANCE[year] + doubt)
        text = f"{draw.choice(OPENINGS[weather])} {NEXT[mesure.number]}"
        if wrote:
            yield NewSynthesis(plan().code, mesure.number, commitment.code, weather, text, date(year, 12, 20))


def comments(commitment: Commitment, year: int) -> Iterator[NewComment]:
    """A few comments a year, one in six for the préfecture alone."""
    if commitment.silent:
        return
    draw, mesures, kinds = generator(f"comments {commitment.code} {year}"), followed(), list(COMMENTS)
    for _ in range(int(draw.poisson(0.5 + 2 * commitment.pace))):
        mesure, kind = mesures[int(draw.integers(len(mesures)))], kinds[int(draw.integers(len(kinds)))]
        scope = CommentScope.NATIONAL if draw.random() < 0.4 else CommentScope.CDPD
        text = str(draw.choice(COMMENTS[kind]))
        if draw.random() < 1 / 6:
            kind, scope, text = CommentKind.BRAKES, CommentScope.PRIVATE, str(draw.choice(PRIVATE))
        yield NewComment(plan().code, mesure.number, commitment.code, kind, scope, text)


def _weather(ease: float) -> Weather:
    """From the share of the way that a département walks, beside that of a wholly committed one."""
    limits = ((0.40, Weather.COMPROMISED), (0.58, Weather.SUPPORT_NEEDED), (0.80, Weather.REACHABLE))
    return next((weather for limit, weather in limits if ease < limit), Weather.SECURED)
