"""`dateline show` of an event or an entity, by the id that `search` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from tui.cli.output import line, print_line
from tui.cli.result_lines import Line, event_line, relation_line, role_line, stated_line
from tui.view_model.facts import stated
from tui.view_model.row_words import row_words
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import Card, EventRow, RelationRow, RoleRow, Views

_MOST = 20
"""Names and relations of a card that are shown."""


def row_record(views: Views, said: str) -> dict[str, Any] | None:
    """Return the event or the entity with this id as a record of `export`; an entity with its
    offices and relations. None if it is the id of neither.
    """
    from store import Filter, RecordBuilder, plain_record

    records = RecordBuilder(views, Filter())
    if event := event_of(views, said):
        return plain_record(records.event(event))
    card = card_of(views, said)
    at = None if card is None else views.ranks.entity(Filter(), card.key)
    if card is None or at is None:
        return None
    (row,) = views.entities(Filter(), offset=at, limit=1)
    return plain_record(records.entity(row)) | {
        "roles": [fact_record(views, each) for each in card.roles],
        "relations": [fact_record(views, each) for each in card.relations],
    }


def event_of(views: Views, said: str) -> EventRow | None:
    """Return the event with the id that `search` prints, with or without #."""
    return views.event(said.removeprefix("#")) if ":" in said else None


def card_of(views: Views, said: str) -> Card | None:
    """Return the card of the entity with the key that `search` prints."""
    return views.cards.of(said) if "/" in said else None


def fact_record(views: Views, row: RoleRow | RelationRow) -> dict[str, Any]:
    """Return an office or a relation with the sentence that states it, and its offsets."""
    fields: dict[str, Any] = to_builtins(row)
    number, start, end = fields.pop("said") or (None, None, None)
    return fields | {"number": number, "start": start, "end": end, "sentence": stated(views, row)}


def print_event(views: Views, row: EventRow) -> None:
    """Print an event and the sentences that report it, each with where it stands."""
    print_line(*event_line(row))
    line(f"  {', '.join(row_words('timeline', row))}")
    for name, values in (
        ("actors", row.actors),
        ("recipients", row.recipients),
        ("place", (row.place,) if row.place else ()),
        ("according to", row.sources),
    ):
        if values:
            print_line([(f"  {name}: ", "dim"), (", ".join(values), "plain")])
    for each in views.evidence(row.id):
        quote = " ".join(views.article(each.number).text[each.start : each.end].split())
        where = (
            f"#{each.number}  {(each.published or 'undated')[:10]}  {each.source or 'no source'}"
        )
        line("")
        print_line([(f"  {where}", "dim"), (f"  [{each.start}-{each.end}]", "rule")])
        line(f"  {quote}")


def print_card(views: Views, card: Card) -> None:
    """Print what an entity is: its names, offices and relations, and who is beside it."""
    print_line([(card.name, "strong"), (f"  {card.type}", "accent"), (f"  {card.key}", "dim")])
    seen = f", {card.first[:10]} to {card.last[:10]}" if card.first and card.last else ""
    copies = f" and {plural(card.copies, 'copy', 'copies')}" if card.copies else ""
    told = f"{plural(card.articles, 'article')}{copies}{seen}; {plural(card.events, 'event')}"
    line(f"{plural(card.mentions, 'mention')} in {told}")
    names = [f"{name} {count:,}" for name, count in card.aliases[:_MOST]]
    if names:
        line(f"names: {', '.join(names)}")
    if card.roles:
        print_line([("offices", "accent")])
    for role in card.roles[:_MOST]:
        _print_fact(views, role, role_line(role))
    if card.relations:
        print_line([("relations", "accent")])
    for relation in card.relations[:_MOST]:
        _print_fact(views, relation, relation_line(relation))
    if card.with_whom:
        print_line([("in the same sentences", "accent")])
        for each in card.with_whom[:_MOST]:
            print_line([(f"  {each.name}", "plain")], [(f"  {each.shown:,}  {each.key}", "dim")])


def _print_fact(views: Views, row: RoleRow | RelationRow, line_of_row: Line) -> None:
    """Print an office or a relation, and the sentence that states it."""
    print_line(*line_of_row)
    if words := stated(views, row):
        print_line(*stated_line(row, words))
