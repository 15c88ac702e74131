"""The date of an event, as the dialog that corrects it shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from tui.view_model.dates import format_date
from tui.view_model.mentions import Sentence, event_sentences
from tui.view_model.styled_text import plural
from tui.view_model.targets import events_of

if TYPE_CHECKING:
    from store import DateBasisRow, EventRow, Views, WrittenDate

FORMS = "2024-07-19, 2024-07, 2024-W27, 2024-07-06..08, before 2024-07-01, ~2024, ?, last thursday"


class DatePage(Struct, frozen=True):
    """What is known of the date of an event."""

    label: str
    number: int
    now: str
    """The date as the timeline shows it."""
    basis: tuple[str, ...]
    """Lines: the machine's value, the words that gave it, what they were resolved against."""
    sentence: Sentence | None
    published: str | None
    """The date of the article, against which relative dates are resolved."""
    words: str | None = None
    """The words that date it."""
    same: int = 0
    """Events of this article that the same words date."""

    def of_several(self, count: int) -> DatePage:
        """Return the page for several events, of which this is the first."""
        return replace(self, label=f"{count} events", basis=(), sentence=None)


def date_page(views: Views, row: EventRow) -> DatePage:
    """Return what is known of the date of an event. Runs in the store thread."""
    basis = views.corrections.date_basis(row.number, row.event_id)
    sentences = event_sentences(views, row.id)
    here = next((each for each in sentences if each.number == row.number), None)
    words = views.corrections.date_words(row.number, row.event_id)
    return DatePage(
        label=row.label,
        number=row.number,
        now=format_date(row.from_, row.to, row.precision),
        basis=() if basis is None else tuple(_basis_lines(views, row, basis)),
        sentence=here,
        published=views.article(row.number).published,
        words=words,
        same=_same(views, row, words),
    )


def _basis_lines(views: Views, row: EventRow, basis: DateBasisRow) -> Iterator[str]:
    """Yield the machine's value and how it came to be; and who corrected it, if anybody did."""
    machine = format_date(basis.from_, basis.to, basis.precision)
    if basis.words is None:
        yield f"Machine: {machine}; no words of the sentence date it."
    else:
        yield f"Machine: {machine}, from “{basis.words}”{_resolved(basis)}."
    if basis.rules:
        yield f"Rules: {', '.join(basis.rules)}"
    for edit in views.corrections.edits(events_of(views, row.id)):
        if edit.field in ("date", "join_event"):
            yield f"{edit.by} corrected it to {edit.corrected} on {edit.at[:10]}."


def _resolved(basis: DateBasisRow) -> str:
    match basis.basis:
        case "published":
            return f", counted from the article’s date, {(basis.published or 'unknown')[:10]}"
        case "text":
            return ", counted from another date in the text"
        case _:
            return ""


def _same(views: Views, row: EventRow, words: str | None) -> int:
    """Return how many events of the article the same words date."""
    from store import SetDate, WrittenDate

    if words is None:
        return 0
    act = SetDate(events_of(views, row.id), WrittenDate(), words)
    return views.corrections.touches(act).events


def preview(written: WrittenDate) -> str:
    """Return a date as the timeline will show it, with the day of the week of a single day."""
    shown = format_date(written.from_, written.to, written.precision)
    if written.from_ is not None and written.from_[:10] == (written.to or "")[:10]:
        return f"{date.fromisoformat(written.from_[:10]):%A} {shown}"
    return shown


def scope_words(page: DatePage) -> list[tuple[str, str]]:
    """Return the scopes of a correction of this date, each with its words."""
    scopes = [("row", "this row")]
    if page.words is not None and page.same > 1:
        scopes.append(("words", f"“{page.words}” in this article, {plural(page.same, 'event')}"))
    scopes.append(("article", f"the article's own date, {(page.published or 'undated')[:10]}"))
    return scopes
