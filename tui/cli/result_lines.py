"""Rows of the store as lines: coloured on a terminal, plain in a pipe, or separated by tabs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui.view_model.dates import format_date
from tui.view_model.facts import period_words
from tui.view_model.lines import SIGNS, source_name
from tui.view_model.styled_text import Fragment

if TYPE_CHECKING:
    from store import ArticleRow, EntityRow, EventRow, RelationRow, RoleRow

COLUMNS = (
    "record", "id", "date", "type", "name", "object", "status", "source", "count", "since", "until",
    "sentence", "article",
)  # fmt: skip
"""The columns of the lines with tabs."""

type Line = tuple[list[Fragment], list[Fragment]]
"""The fragments of a line, and those at its end, which stay when it is cut."""


def entity_line(row: EntityRow) -> Line:
    times = "mention" if row.total == 1 else "mentions"
    start: list[Fragment] = [(f"  {row.type:8} ", "accent"), (row.name, "strong")]
    if row.note:
        start.append((f"  ({row.note})", "dim"))
    return start, [(f"  {row.total:,} {times}", "dim"), (f"  {row.key}", "rule")]


def role_line(row: RoleRow) -> Line:
    body = f", {row.of}" if row.of else ""
    start: list[Fragment] = [
        (" !" if row.is_unsure else "  ", "warn"), (f"{row.person}: ", "plain"),
        (f"{row.full}{body}", "strong"), (period_words(row), "dim"),
    ]  # fmt: skip
    return start, [(f"  {_articles(row.articles)}{_when(row)}", "dim")]


def _when(row: RoleRow) -> str:
    """Return between which dates articles say so."""
    if row.first is None or row.last is None:
        return ""
    return f", {row.first}" if row.first == row.last else f", {row.first} to {row.last}"


def relation_line(row: RelationRow) -> Line:
    words = row.predicate.replace("_", " ")
    start: list[Fragment] = [
        (f"  {row.subject} ", "plain"), (words, "accent"), (f" {row.object or ''}", "plain"),
        (period_words(row), "dim"),
    ]  # fmt: skip
    return start, [(f"  {_articles(row.articles)}", "dim")]


def stated_line(row: RoleRow | RelationRow, sentence: str) -> Line:
    """Return the sentence that states an office or relation, and the article that it is from."""
    number = f"  #{row.said.number}" if row.said else ""
    return [(f"      {sentence}", "dim")], [(number, "rule")]


def event_line(row: EventRow) -> Line:
    sign, role = SIGNS.get(row.type, ("  ", "plain"))
    unsure = "!" if row.is_unsure else " "
    day = format_date(row.from_, row.to, row.precision)
    start: list[Fragment] = [
        (f"  {day:17} ", "date"), (f"{sign} ", role), (f"{row.type:9}", "plain"),
        (unsure, "warn"), (row.label, "strong"),
    ]  # fmt: skip
    told = f" +{row.articles - 1}" if row.articles > 1 else ""
    state = "" if row.modality == "asserted" else f" [{row.modality}]"
    return start, [(state, "warn"), (f"  #{row.id}{told}", "dim")]


def article_line(row: ArticleRow) -> Line:
    day = (row.published or "")[:10] or "undated"
    start: list[Fragment] = [
        (f"  #{row.number:<6} ", "dim"), (f"{day:10} ", "date"), (row.title, "strong"),
    ]  # fmt: skip
    source = f"  ({source_name(row.source)})" if row.source else ""
    return start, [(source, "dim"), (f" +{row.copies}" if row.copies else "", "accent")]


def _articles(count: int) -> str:
    return "1 article" if count == 1 else f"{count:,} articles"


# Lines with tabs, one for each record.


def tab_lines(
    entities: Sequence[EntityRow],
    roles: Sequence[RoleRow],
    relations: Sequence[RelationRow],
    events: Sequence[EventRow],
    articles: Sequence[ArticleRow],
    said: Callable[[RoleRow | RelationRow], str],
) -> Iterator[str]:
    """`said` gives the sentence that states an office or relation.

    Yield the columns, then a line for each record; a tab or line break in a cell is a space."""
    yield "\t".join(COLUMNS)
    for entity in entities:
        row: tuple[object, ...] = (entity.key, "", entity.type, entity.name, "", "", "")
        yield _tabs("entity", *row, entity.total)
    for role in roles:
        when = f"{role.first}/{role.last}" if role.first else ""
        status = " ".join(filter(None, (role.standing, "unsure" if role.is_unsure else "")))
        row = role.person_key, when, role.role, role.person, role.of, status, ""
        yield _tabs("role", *row, role.articles, *_fact(role, said))
    for each in relations:
        row = each.subject_key, "", each.predicate, each.subject, each.object, "", ""
        yield _tabs("relation", *row, each.articles, *_fact(each, said))
    for event in events:
        day = format_date(event.from_, event.to, event.precision)
        status = f"{event.modality} unsure" if event.is_unsure else event.modality
        row = event.id, day, event.type, event.label, event.place, status, "; ".join(event.sources)
        yield _tabs("event", *row, event.voices)
    for article in articles:
        row = article.number, article.published, "", article.title, "", article.kind, article.source
        yield _tabs("article", *row, article.events)


def _fact(
    row: RoleRow | RelationRow, said: Callable[[RoleRow | RelationRow], str]
) -> tuple[object, ...]:
    return row.since, row.until, said(row), row.said.number if row.said else ""


def _tabs(*cells: object) -> str:
    return tab_line(*cells, *[""] * (len(COLUMNS) - len(cells)))


def tab_line(*cells: object) -> str:
    """Return cells with tabs between them; a tab or line break in a cell is a space."""
    return "\t".join(" ".join(str("" if cell is None else cell).split()) for cell in cells)
