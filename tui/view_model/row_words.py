"""The marks of a row in words, for the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tui.safe import one_line
from tui.view_model.lines import TYPE_WORDS
from tui.view_model.styled_text import plural

if TYPE_CHECKING:
    from store import ArticleRow, EntityRow, EventRow, Heading, Marks

QUAD_WORDS = {
    "+ ": "verbal cooperation",
    "++": "material cooperation",
    "- ": "verbal conflict",
    "--": "material conflict",
}
"""The quad classes of PLOVER, by their marks."""
STATE_WORDS = {
    "claimed": "claimed",
    "planned": "planned",
    "hypothetical": "hypothetical",
    "negated": "did not happen",
}
_KIND_WORDS = {
    "copy": "copy of another article",
    "update": "update of another article",
    "excerpt": "excerpt of another article",
    "same": "same text from another source",
}


def row_words(pane: str, row: Any) -> list[str]:
    """Return what the marks of a row mean, the most important first; safe text."""
    from store import Heading

    if isinstance(row, Heading):
        return _heading(row)
    match pane:
        case "articles":
            words = _article(row)
        case "entities":
            words = _entity(row)
        case _:
            words = _event(row)
    return [*_marks(row.marks), *words]


def _marks(marks: Marks) -> list[str]:
    """Return what people said of a row."""
    words = [word for word in ("starred", "checked") if getattr(marks, word)]
    words += [f"#{one_line(tag)}" for tag in marks.tags]
    if marks.noted:
        words.append("has a note")
    return [*words, "corrected"] if marks.edited else words


def _article(row: ArticleRow) -> list[str]:
    words = []
    if row.kind:
        words.append(_KIND_WORDS[row.kind])
    if row.copies:
        words.append(f"{plural(row.copies, 'copy', 'copies')} under it")
    if not row.published:
        words.append("undated")
    if row.title_is_sentence:
        words.append("no headline: its first sentence")
    return words


def _entity(row: EntityRow) -> list[str]:
    kind = TYPE_WORDS.get(row.type, row.type.lower())
    if row.shown == row.total:
        return [kind, plural(row.total, "mention")]
    return [kind, f"{row.shown} of {plural(row.total, 'mention')}"]


def _event(row: EventRow) -> list[str]:
    from tui.view_model.lines import SIGNS

    sign = SIGNS.get(row.type)
    kind = one_line(row.type.lower())
    words = [f"{kind}: {QUAD_WORDS[sign[0]]}" if sign else kind]
    if (state := STATE_WORDS.get(row.modality)) is not None:
        said = row.modality == "claimed" and row.sources
        words.append(f"{state} by {one_line(row.sources[0])}" if said else state)
    if row.is_unsure:
        words.append("unsure")
    if row.disputed:
        words.append("disputed: V shows how")
    words += _date(row)
    told = plural(row.sentences, "sentence") if row.articles == 1 else plural(row.voices, "voice")
    return [*words, f"{told} in {plural(row.articles, 'article')}"]


def _date(row: EventRow) -> list[str]:
    """Return what the date does not say by itself."""
    if row.from_ is None and row.to is None:
        return ["undated"]
    if row.date_basis == "as_of":
        return ["by the date of the article"]
    if row.date_basis != "stated":
        return ["date inferred"]
    if row.from_ is None:
        return ["before that day"]
    return ["since that day"] if row.to is None else []


def _heading(row: Heading) -> list[str]:
    if row.length in ("story", "no story"):
        return [f"{row.shown} of {plural(row.total, 'article')}", "Enter shows only these"]
    return [f"{row.shown} of {plural(row.total, 'event')} begin in this span"]
