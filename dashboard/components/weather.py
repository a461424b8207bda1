"""The weather of a mesure: a picture and always its words, for pictures alone were misread."""

from geodata.progress.states import ValueStatus, Weather

# Pictures that common fonts hold: others are drawn as empty squares on machines without a font of emojis.
SYMBOLS = {
    Weather.SECURED: "☀",
    Weather.REACHABLE: "☼",
    Weather.SUPPORT_NEEDED: "☁",
    Weather.COMPROMISED: "☂",
}
MISSING = "Non renseignée"


def said(weather: Weather | None, status: ValueStatus | None = None) -> str:
    """The weather in words, with its picture, and whether it waits for validation.

    >>> said(Weather.REACHABLE), said(None)
    ('☼\\xa0Objectifs atteignables', 'Non renseignée')
    """
    if weather is None:
        return MISSING
    waiting = {ValueStatus.PROVISIONAL: " (à valider)", ValueStatus.REFUSED: " (refusée)"}
    return f"{SYMBOLS[weather]}\N{NO-BREAK SPACE}{weather.label}" + (waiting.get(status, "") if status else "")
