"""From a row to the term that filters by it, and from a term to the words of the filter bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.panes.lines import TYPE_WORDS
from tui.panes.when import when
from tui.safe import one_line

if TYPE_CHECKING:
    from store import Bucket, Heading, Term


def term_of(pane: str, row: Any, *, exclude: bool) -> Term | None:
    """What `f` and `x` filter by: the entity, the article (its source with `x`), the type."""
    from store import Term

    match pane:
        case "entities":
            return Term("entity", row.key, exclude)
        case "articles" if not exclude:
            return Term("article", str(row.number))
        case "articles":
            return Term("source", row.source, exclude) if row.source else None
        case _:
            return Term("type", row.type, exclude)


def bucket_term(bucket: Bucket) -> Term:
    """What a bucket of the histogram filters by; that of what is in no other has no days."""
    from store import Term

    if bucket.from_ is None:
        return Term("is", bucket.label.replace(" ", "-"))
    return Term("date", f"{bucket.from_}..{bucket.to}")


def heading_term(heading: Heading, zoom: str, *, exclude: bool) -> Term:
    """What a heading of the timeline filters by. One that stands for what is known less well
    than to a day, week or month leaves out what is known as well as that."""
    from store import Term

    if heading.length == "undated":
        return Term("is", "undated", exclude)
    if heading.length == "open":
        return Term("query", "is:no-decade -is:undated", exclude)
    if heading.length == zoom:
        return Term("date", f"{heading.from_}..{heading.to}", exclude)
    return Term("query", f"event:{heading.from_}..{heading.to} is:no-{zoom}", exclude)


def words(term: Term, names: Mapping[str, str]) -> str:
    """The term as the filter bar shows it; `names` gives an entity's name by its key."""
    match term.field:
        case "entity":
            label = names.get(term.value, term.value)
        case "article":
            label = f"article #{term.value}"
        case "date" | "pub":
            from_, _, to = term.value.partition("..")
            label = f"{'published ' if term.field == 'pub' else ''}{when(from_, to)}"
        case "kind":
            label = f"only {TYPE_WORDS.get(term.value, term.value.lower())}"
        case "type":
            label = f"type:{term.value.lower()}"
        case "query":
            label = term.value
        case _:
            label = f"{term.field}:{term.value}"
    return one_line(("not " if term.exclude else "") + label)[:200]
