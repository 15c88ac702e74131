"""Explain a row of the timeline in words for an analyst.

The explanation uses a reading made with `explain`: the sentences, the trigger, the time that the
date was resolved against, how each participant was found, and the rules behind the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from store.reading import Entity, Event, Reading, Span, TimeExpression

_KINDS = {
    "name": "named",
    "acronym": "named by its acronym",
    "demonym": "named by its people",
    "metonym": "a capital for its government",
    "nominal": "described",
    "pronoun": "a pronoun",
}
_BASES = {
    "published": "relative to the day of publication, {published}",
    "text": "relative to another date in the text",
    "self": "a full date",
}
_DATES = {
    "inherited": "The date is that of another event, which it belongs to or is told with.",
    "as_of": "It was so on that day; the text does not say since when.",
}


class RuleHelp(msgspec.Struct, frozen=True):
    """A rule that had an effect, and its description."""

    id: str
    says: str


class Why(msgspec.Struct, frozen=True):
    """The explanation of an event."""

    label: str
    sentences: tuple[str, ...]
    """The sentences of the event."""
    type: str
    """The trigger and its type in the codebook."""
    date: str
    participants: tuple[str, ...]
    source: str | None
    """The source; None if the article itself reports the event."""
    rules: tuple[RuleHelp, ...]


def why(reading: Reading, verb: Span) -> Why | None:
    """Explain the event whose verb overlaps a range of code points, or return None if there is
    none.

    The reading must be made with `explain`.
    """
    return why_at(each_why(reading), verb)


def each_why(reading: Reading) -> Iterator[tuple[Span, Why]]:
    """Yield the explanation of each event, once for each of its verbs and with that.

    The reading must be made with `explain`.
    """
    for event in reading.events:
        found = _explained(reading, event)
        for piece in event.evidence:
            yield piece.verb, found


def why_at(found: Iterable[tuple[Span, Why]], verb: Span) -> Why | None:
    """Return the first explanation whose verb overlaps a range of code points."""
    return next((each for at, each in found if _overlap(at, verb)), None)


def _explained(reading: Reading, event: Event) -> Why:
    time = _time_of(reading, event)
    times = () if time is None or isinstance(time.rules, msgspec.UnsetType) else time.rules
    own = () if isinstance(event.rules, msgspec.UnsetType) else event.rules
    return Why(
        label=event.label,
        sentences=tuple(_words(reading, Span(p.start, p.end)) for p in event.evidence),
        type=_type(reading, event),
        date=_date(reading, event, time),
        participants=tuple(_participants(reading, event)),
        source=_source(reading, event),
        rules=tuple(RuleHelp(each, _says(each)) for each in dict.fromkeys((*own, *times))),
    )


def _type(reading: Reading, event: Event) -> str:
    words = ", ".join(dict.fromkeys(f"“{_words(reading, p.verb)}”" for p in event.evidence))
    kind = f"{event.type} ({event.mode})" if event.mode else event.type
    return f"{words}: {kind}, {event.modality}."


def _time_of(reading: Reading, event: Event) -> TimeExpression | None:
    """Return the time expression in the event's sentences that has its days."""
    inside = (
        time
        for time in reading.times
        for piece in event.evidence
        if piece.start <= time.start < piece.end
    )
    days = event.from_, event.to
    return next((t for t in inside if (t.from_, t.to) == days and any(days)), None)


def _date(reading: Reading, event: Event, time: TimeExpression | None) -> str:
    if event.date_basis is None:
        return "The text gives no date for it."
    days = " to ".join(dict.fromkeys(day or "(open)" for day in (event.from_, event.to)))
    if time is None or event.date_basis != "stated":
        how = _DATES.get(event.date_basis, "The date is in another sentence.")
        return f"{days}. {how}{_elsewhere(reading, event, time)}"
    words = _words(reading, Span(time.start, time.end))
    basis = _BASES.get(time.basis or "", "a bound, or an amount of time")
    return f"“{words}” is {days}: {basis.format(published=(reading.published or '')[:10])}."


def _elsewhere(reading: Reading, event: Event, time: TimeExpression | None) -> str:
    """Return the sentence that gives an inferred date, if it is none of the event's own."""
    if time is not None or event.date_basis == "as_of" or not event.evidence:
        return ""
    days = event.from_, event.to
    same = [each for each in reading.times if (each.from_, each.to) == days]
    verb = event.evidence[0].verb
    nearest = min(same, key=lambda each: abs(each.start - verb.start), default=None)
    if nearest is None:
        return ""
    sentences = (s for s in reading.sentences if s.start <= nearest.start < s.end)
    return "".join(f" It is in “{_words(reading, s)}”" for s in sentences)


def _participants(reading: Reading, event: Event) -> list[str]:
    entities = {entity.id: entity for entity in reading.entities}
    return [
        f"{role}: {entities[each].name}, {_found(reading, event, entities[each])}"
        for role, ids in (
            ("who", event.actors),
            ("to whom", event.recipients),
            ("where", (event.place,) if event.place else ()),
        )
        for each in ids
    ]


def _found(reading: Reading, event: Event, entity: Entity) -> str:
    """Describe how an entity occurs in the sentences of an event."""
    for piece in event.evidence:
        for mention in entity.mentions:
            if piece.start <= mention.start < piece.end:
                words = _words(reading, Span(mention.start, mention.end))
                return f"{_KINDS[mention.kind]}: “{words}”"
    return "from another sentence"


def _source(reading: Reading, event: Event) -> str | None:
    entities = {entity.id: entity.name for entity in reading.entities}
    return ", ".join(entities[each] for each in event.according_to) or None


def _says(identity: str) -> str:
    """Return what a rule does, in a sentence."""
    from store.extract.rules import RULES  # loads spaCy, which the readers of a `Why` need not

    known = RULES.get(identity)
    return known.says() if known else ""


def _words(reading: Reading, span: Span) -> str:
    return " ".join(reading.text[span.start : span.end].split())


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
