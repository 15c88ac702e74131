"""From a row to the term that filters by it, and from a term to the words of the filter bar."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tui.panes.when import when
from tui.safe import one_line

if TYPE_CHECKING:
    from store import Term


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


def span_term(from_: str | None, to: str | None, zoom: str) -> Term:
    """What a bucket of the histogram filters by; that of what is in no bucket has no ends."""
    from store import Term

    if from_ is None and to is None:
        return Term("is", f"no-{zoom}")
    return Term("date", f"{from_ or ''}..{to or ''}")


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
            label = f"only {term.value.lower()}"
        case "query":
            label = term.value
        case _:
            label = f"{term.field}:{term.value}"
    return one_line(("not " if term.exclude else "") + label)[:200]
