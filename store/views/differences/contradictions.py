"""What the reports of one event contradict each other in: dates, numbers, places, names, status.

Everything is found in the signs of the events. A voice contradicts itself only where it sets two
values against each other (see `rivals`), and in the magnitude of an earthquake, of which one
article may report several measurements: a total and its parts are no contradiction, and neither is
a detail that only one report has.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from store.views.joining.event_kinds import is_exact, is_within
from store.views.joining.event_signs import EventFigure, EventSign, hashed, is_anonymous
from store.views.moments import unpack
from store.views.words.figures import number_of
from store.views.words.rivals import NAME
from store.views.words.tolls import CASUALTIES, MAGNITUDE

if TYPE_CHECKING:
    from store.views.indexing.row_facts import RowMember

type ContradictionKind = Literal["date", "number", "place", "name", "status"]


_SIZES = (1, 1e2, 1e3, 1e6, 1e9, 1e12)
"""What a number is multiplied by: "1.5 million"."""


class ContradictionSide(NamedTuple):
    """One answer, and the members that give it, by their place in the row."""

    value: str | float
    """An entity key, an ISO date, a number, or the status."""
    members: tuple[int, ...]


class Contradiction(NamedTuple):
    """A question to which a row has several answers."""

    kind: ContradictionKind
    about: str
    """What is counted, the role of a name, or the kind again."""
    sides: tuple[ContradictionSide, ...]


class _Told(NamedTuple):
    place: int
    voice: int
    sign: EventSign


def contradictions(members: Sequence[RowMember]) -> list[Contradiction]:
    """Return what the members of a row contradict each other in."""
    told = [
        _Told(place, each.voice, each.sign)
        for place, each in enumerate(members)
        if each.sign is not None
    ]
    rivals = list(_of_rivals(told))
    if len({each.voice for each in told}) < 2:
        return [*_measured(told), *rivals]
    known = {each.about for each in rivals}
    return [
        *_of_status(told),
        *_of_dates(told),
        *(each for each in _of_figures(told) if each.about not in known),
        *rivals,
        *_of_places(told),
        *_of_names(told),
    ]


def _between_voices(sides: dict[str, list[_Told]]) -> bool:
    """Return whether some two sides have no voice in common."""
    voices = [{each.voice for each in side} for side in sides.values()]
    return any(not one & other for one, other in combinations(voices, 2))


def _sides(sides: dict[str, list[_Told]]) -> tuple[ContradictionSide, ...]:
    """Return the sides, those with most voices first."""
    found = [
        ContradictionSide(value, tuple(each.place for each in those))
        for value, those in sides.items()
    ]
    voices = {value: len({each.voice for each in those}) for value, those in sides.items()}
    return tuple(sorted(found, key=lambda side: (-voices[str(side.value)], side.members)))


# Status and dates.


def _of_status(told: Sequence[_Told]) -> Iterator[Contradiction]:
    sides: dict[str, list[_Told]] = defaultdict(list)
    for each in told:
        if each.sign.modality in ("asserted", "claimed", "negated"):
            sides[each.sign.modality].append(each)
    if "negated" in sides and len(sides) > 1 and _between_voices(sides):
        yield Contradiction("status", "status", _sides(sides))


def _of_dates(told: Sequence[_Told]) -> Iterator[Contradiction]:
    sides: dict[str, list[_Told]] = defaultdict(list)
    for each in told:
        when = unpack(each.sign.moment)
        if is_exact(each.sign.moment) and each.sign.is_stated:
            sides[f"{when.first}..{when.last}"].append(each)
    days = [tuple(map(int, value.split(".."))) for value in sides]
    apart = any(one[0] > other[1] or other[0] > one[1] for one, other in combinations(days, 2))
    if apart and _between_voices(sides):
        yield Contradiction("date", "date", _sides(sides))


# Numbers.


def _of_figures(told: Sequence[_Told]) -> Iterator[Contradiction]:
    units: dict[str, dict[int, list[tuple[EventFigure, _Told]]]] = {}
    for each in told:
        for figure in each.sign.figures:
            if figure.unit in CASUALTIES | {MAGNITUDE} or _is_of_label(figure, each.sign):
                units.setdefault(figure.unit, {}).setdefault(each.voice, []).append((figure, each))
    for unit, voices in sorted(units.items()):
        if unit == MAGNITUDE:
            yield from _measured(told)
        elif _contradict(unit, [[figure for figure, _ in those] for those in voices.values()]):
            yield _of_unit(unit, voices)


def _is_of_label(figure: EventFigure, sign: EventSign) -> bool:
    """Return whether the label has a figure. Others of its sentence may be of something else."""
    told = {number_of(each) for each in sign.numbers}
    return any(
        figure.value == round(number * size, 2)
        for number in told
        if number is not None
        for size in _SIZES
    )


def _measured(told: Sequence[_Told]) -> Iterator[Contradiction]:
    """Yield different measurements of one thing, even in one report."""
    sides: dict[float, list[_Told]] = defaultdict(list)
    for each in told:
        for figure in each.sign.figures:
            if figure.unit == MAGNITUDE and each.sign.modality in ("asserted", "claimed"):
                sides[figure.value].append(each)
    if len(sides) > 1:
        found = [
            ContradictionSide(value, tuple(dict.fromkeys(each.place for each in those)))
            for value, those in sides.items()
        ]
        found.sort(key=lambda side: (-len(side.members), side.value))
        yield Contradiction("number", MAGNITUDE, tuple(found))


def _contradict(unit: str, voices: Sequence[Sequence[EventFigure]]) -> bool:
    """Return whether two voices have no number in common, and each has one that is the total."""
    if unit not in CASUALTIES and any(len({f.value for f in those}) > 1 for those in voices):
        return False
    return any(not _agree(one, other) for one, other in combinations(voices, 2))


def _agree(one: Sequence[EventFigure], other: Sequence[EventFigure]) -> bool:
    """Return whether two voices have a number in common or totals that can both be right."""
    if not {each.value for each in one}.isdisjoint(each.value for each in other):
        return True
    return _total(one).agrees(_total(other))


def _total(figures: Sequence[EventFigure]) -> EventFigure:
    return max(figures, key=lambda figure: figure.value)


def _of_unit(unit: str, voices: dict[int, list[tuple[EventFigure, _Told]]]) -> Contradiction:
    """Return the totals of the voices, each side with the reports that have its number."""
    sides: list[tuple[EventFigure, list[int]]] = []
    for those in voices.values():
        total = _total([figure for figure, _ in those])
        places = [each.place for figure, each in those if figure.agrees(total)]
        same = next((known for figure, known in sides if figure.agrees(total)), None)
        if same is None:
            sides.append((total, places))
        else:
            same += places
    sides.sort(key=lambda side: (-len(side[1]), side[0].value))
    found = (ContradictionSide(f.value, tuple(dict.fromkeys(those))) for f, those in sides)
    return Contradiction("number", unit, tuple(found))


def _of_rivals(told: Sequence[_Told]) -> Iterator[Contradiction]:
    """Yield the values that reports set against each other, with all reports that have one."""
    asked: dict[str, list[float | str]] = {}
    for each in told:
        for about, value in each.sign.rivals:
            asked.setdefault(about, []).append(value)
    for about, values in asked.items():
        sides = [
            ContradictionSide(value, tuple(e.place for e in told if _gives(e.sign, about, value)))
            for value in dict.fromkeys(values)
        ]
        sides.sort(key=lambda side: -len(side.members))
        if len(sides) > 1:
            yield Contradiction("name" if about == NAME else "number", about, tuple(sides))


def _gives(sign: EventSign, about: str, value: float | str) -> bool:
    return (about, value) in sign.rivals or any(
        each.unit == about and each.value == value for each in sign.figures
    )


# Places and names.


def _of_places(told: Sequence[_Told]) -> Iterator[Contradiction]:
    """Yield the places of one event of which none is in another, where no report that gives one
    names the other."""
    sides: dict[str, list[_Told]] = defaultdict(list)
    for each in told:
        if each.sign.place in each.sign.places:
            sides[each.sign.place].append(each)
    apart = any(
        not (is_within(one, other) or _name(sides[one], other) or _name(sides[other], one))
        for one, other in combinations(sides, 2)
    )
    if apart and _between_voices(sides):
        yield Contradiction("place", "place", _sides(sides))


def _of_names(told: Sequence[_Told]) -> Iterator[Contradiction]:
    """Yield a role that two reports give to two things of one kind, where neither report names the
    other's."""
    for role in ("actor", "recipient"):
        sides: dict[str, list[_Told]] = defaultdict(list)
        for each in told:
            parties = each.sign.actors if role == "actor" else each.sign.recipients
            if len(parties) == 1 and not is_anonymous(parties[0]):
                sides[parties[0]].append(each)
        apart = any(
            _are_rivals(one, sides[one], other, sides[other])
            for one, other in combinations(sides, 2)
        )
        if apart and _between_voices(sides):
            yield Contradiction("name", role, _sides(sides))


def _are_rivals(one: str, ours: Sequence[_Told], other: str, theirs: Sequence[_Told]) -> bool:
    if one.partition("/")[0] != other.partition("/")[0] or is_within(one, other):
        return False
    if {each.sign.verb for each in ours}.isdisjoint(each.sign.verb for each in theirs):
        return False
    return not (_name(ours, other) or _name(theirs, one))


def _name(told: Sequence[_Told], key: str) -> bool:
    return any(
        hashed(key) in each.sign.names or key in (*each.sign.actors, *each.sign.recipients)
        for each in told
    )
