"""What the reports of a row contradict each other in, with their sentences side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from store.reading import Entity, Event, Evidence, Reading, Span
from store.views.differences.contradictions import (
    Contradiction,
    ContradictionKind,
    ContradictionSide,
    contradictions,
)
from store.views.indexing.row_facts import RowMember
from store.views.joining.event_signs import EventFigure
from store.views.moments import ordinal
from store.views.words.figures import Figure, amounts, figures
from store.views.words.rivals import rivals
from store.views.words.tolls import CASUALTIES, MAGNITUDE, tolls
from store.views.words.voices import voice_name

_STATUS = {"asserted": "reported", "claimed": "claimed", "negated": "denied"}
_CURRENCIES = {"dollar": "$", "euro": "€", "pound": "£", "yen": "¥"}


class Saying(Struct, frozen=True):
    """A sentence that takes a side. Offsets are code points of the article's text."""

    number: int
    source: str | None
    published: str | None
    start: int
    end: int
    lit: tuple[Span, ...]
    """The words that give the answer, if the sentence has them."""
    voice: str | None
    """Whose word it is (see `EvidenceRow.voice`)."""


class Side(Struct, frozen=True):
    """One of the answers, with the sentences that give it."""

    value: str
    """As people write it: `13`, `$1.5 billion`, `2024-07-04`, a name, `denied`."""
    sayings: tuple[Saying, ...]
    voices: int


class Disagreement(Struct, frozen=True):
    """A question to which the reports of one event have several answers."""

    kind: ContradictionKind
    about: str
    """What is counted ("dead", "magnitude"), the role of a name, or the kind again."""
    sides: tuple[Side, ...]
    """The answers, the one that most voices give first."""


def disagreements(
    members: Sequence[RowMember],
    event_of: Callable[[RowMember], tuple[Event, Reading] | None],
    name_of: Callable[[str], str],
) -> tuple[Disagreement, ...]:
    """Return what the members of a row contradict each other in.

    `event_of` returns the event of a member with the reading that has it, and `name_of` the name of
    an entity by its key.
    """
    return tuple(_Sayings(members, event_of, name_of).of(each) for each in contradictions(members))


class _Sayings:
    def __init__(
        self,
        members: Sequence[RowMember],
        event_of: Callable[[RowMember], tuple[Event, Reading] | None],
        name_of: Callable[[str], str],
    ) -> None:
        self._members = members
        self._event_of = event_of
        self._name_of = name_of

    def of(self, contradiction: Contradiction) -> Disagreement:
        sides = [self._side(contradiction, side) for side in contradiction.sides]
        sides.sort(key=lambda side: -side.voices)
        return Disagreement(contradiction.kind, contradiction.about, tuple(sides))

    def _side(self, contradiction: Contradiction, side: ContradictionSide) -> Side:
        members = [self._members[place] for place in side.members]
        sayings: list[Saying] = []
        for member in members:
            found = self._event_of(member)
            if found is not None:
                sayings += _sayings(member.number, *found, contradiction, side.value)
        return Side(
            value=self._shown(contradiction, side.value),
            sayings=tuple(sayings),
            voices=len({member.voice for member in members}),
        )

    def _shown(self, contradiction: Contradiction, value: str | float) -> str:
        if isinstance(value, float):
            return shown_figure(value, contradiction.about)
        match contradiction.kind:
            case "status":
                return _STATUS[value]
            case "date":
                first, last = (date.fromordinal(int(day)) for day in value.split(".."))
                return first.isoformat() if first == last else f"{first}..{last}"
            case _:
                return self._name_of(value)


def shown_figure(value: float, unit: str) -> str:
    """Return a number as people write it: `1,145`, `7.2`, `$1.5 billion`, `51.2%`."""
    sign = _CURRENCIES.get(unit, "")
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if value >= size:
            return f"{sign}{value / size:,g} {word}"
    number = f"{value:,.2f}".rstrip("0").rstrip(".") if value % 1 else f"{value:,.0f}"
    if unit == "magnitude":
        number = f"{value:.1f}"
    return f"{sign}{number}{'%' if unit.startswith('percent') else ''}"


def _sayings(
    number: int, event: Event, reading: Reading, contradiction: Contradiction, value: str | float
) -> Iterator[Saying]:
    """Yield the sentences of an event that give an answer; the first one if none has its words."""
    pieces: list[Evidence] = list(event.evidence)
    if contradiction.about in CASUALTIES | {MAGNITUDE}:
        pieces += _more(event, reading)
    lit = _rival_words(event, reading, contradiction, value)
    for piece in pieces:
        words = _lit(piece, reading, contradiction, value)
        if words:
            lit.setdefault(Span(piece.start, piece.end), words)
    if not lit:
        lit = {Span(piece.start, piece.end): () for piece in event.evidence[:1]}
    for sentence in lit:
        yield Saying(
            number=number,
            source=reading.source,
            published=reading.published,
            start=sentence.start,
            end=sentence.end,
            lit=lit[sentence],
            voice=voice_name(event, reading),
        )


def _rival_words(
    event: Event, reading: Reading, contradiction: Contradiction, value: str | float
) -> dict[Span, tuple[Span, ...]]:
    """Return the sentences that set this answer against another, with the words that give it."""
    found = rivals(reading).get(reading.events.index(event), ())
    asked = contradiction.about, value
    return {each.sentence: (each.lit,) for each in found if (each.about, each.value) == asked}


def _more(event: Event, reading: Reading) -> Iterator[Evidence]:
    """Yield the sentences that go on with a toll."""
    known = tolls(reading, lambda start, end: amounts(reading.text[start:end]))
    toll = known.get(reading.events.index(event))
    for start, end in toll.more if toll is not None else ():
        yield Evidence(start=start, end=end, verb=Span(start, start))


def _lit(
    piece: Evidence, reading: Reading, contradiction: Contradiction, value: str | float
) -> tuple[Span, ...]:
    """Return the words of a sentence that give an answer."""
    if isinstance(value, float):
        asked = EventFigure(contradiction.about, value, is_loose=False)
        return tuple(
            Span(each.start, each.end)
            for each in figures(reading.text, piece.start, piece.end)
            if each.unit == asked.unit and _is_same(each, asked)
        )
    match contradiction.kind:
        case "status":
            return (piece.verb,)
        case "date":
            days = tuple(map(int, value.split("..")))
            return tuple(
                Span(time.start, time.end)
                for time in reading.times
                if piece.start <= time.start < piece.end
                and (ordinal(time.from_), ordinal(time.to)) == days
            )
        case _:
            return _mentions(piece, reading.entities, value)


def _is_same(figure: Figure, asked: EventFigure) -> bool:
    return figure.agrees(Figure(asked.unit, asked.value, asked.is_loose, 0, 0))


def _mentions(piece: Evidence, entities: Sequence[Entity], key: str) -> tuple[Span, ...]:
    spans = {
        Span(mention.start, mention.end)
        for entity in entities
        if entity.key == key
        for mention in entity.mentions
        if piece.start <= mention.start < piece.end
    }
    return tuple(sorted(spans))
