"""What was read from an article, in lines: who, what happened, who said what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tui.panes.when import when

if TYPE_CHECKING:
    from store import Reading


def facts(reading: Reading, text: str) -> Iterator[str]:
    """The lines; what stands in brackets is code points of the text."""
    yield from _entities(reading)
    yield from _events(reading)
    yield from _statements(reading, text)


def _entities(reading: Reading) -> Iterator[str]:
    """Those with a name, as in the entity pane, and the offices that they hold here."""
    names = {entity.id: entity.name for entity in reading.entities}
    offices: dict[str, list[str]] = {}
    for role in reading.roles:
        of = names.get(role.of or "")
        offices.setdefault(role.person, []).append(f"{role.role}, {of}" if of else role.role)
    named = [entity for entity in reading.entities if entity.is_named]
    yield f"entities ({len(named)})"
    for entity in named:
        times = "1 mention" if len(entity.mentions) == 1 else f"{len(entity.mentions)} mentions"
        held = "; ".join(dict.fromkeys(offices.get(entity.id, ())))
        yield f"  {entity.type:8} {entity.name}  {times}{f'  ({held})' if held else ''}"


def _events(reading: Reading) -> Iterator[str]:
    names = {entity.id: entity.name for entity in reading.entities}
    yield f"events ({len(reading.events)})"
    for event in reading.events:
        state = "" if event.modality == "asserted" else f" [{event.modality}]"
        said = "; ".join(names[source] for source in event.according_to)
        words = f", according to {said}" if said else ""
        where = ", ".join(dict.fromkeys(f"{each.start}-{each.end}" for each in event.evidence))
        day = when(event.from_, event.to, event.precision)
        yield f"  {day:17} {event.type:9} {event.label}{state}{words}  [{where}]"


def _statements(reading: Reading, text: str) -> Iterator[str]:
    names = {entity.id: entity.name for entity in reading.entities}
    told = [each for each in reading.statements if each.content is not None]
    yield f"statements ({len(told)})"
    for each in told:
        start, end = each.content or (0, 0)
        source = names.get(each.source or "") or _cut(text, each.source_span) or "somebody"
        yield f"  {source}: {_cut(text, (start, end))}  [{start}-{end}]"


def _cut(text: str, span: tuple[int, int] | None) -> str:
    return " ".join(text[slice(*span)].split()) if span else ""
