"""Sentences around a mention as lines, and what the dialogs of merge and split show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct
from rich.cells import cell_len

from tui.safe import one_line
from tui.view_model.lines import TYPE_LETTERS, TYPE_WORDS
from tui.view_model.styled_text import MORE, Fragment, fit, plural
from tui.view_model.targets import entity_of, events_of

if TYPE_CHECKING:
    from store import EntityRef, EventRef, MentionRow, Views

_EACH = 3
"""Sentences of each name in the dialog of a merge."""
_MOST = 2_000
"""Mentions that the dialog of a split lists."""
_SOURCE = 12
"""Cells for the name of a source."""


class Sentence(Struct, frozen=True):
    """A sentence of an article, and the words in it that matter."""

    id: str
    number: int
    start: int
    end: int
    """The words that matter, in code points of the article."""
    text: str
    """The sentence."""
    at: int
    """Where those words start in the sentence, in code points."""
    published: str | None = None
    source: str | None = None


class MergePage(Struct, frozen=True):
    """What a merge would do, before it is done."""

    into: EntityRef
    others: tuple[EntityRef, ...]
    warnings: tuple[str, ...]
    touches: str
    lines: tuple[Sentence | str, ...]
    """Three sentences of each name, under its name."""


def mention_sentence(row: MentionRow) -> Sentence:
    """Return the sentence of a mention."""
    return Sentence(
        id=f"{row.number}:{row.start}",
        number=row.number,
        start=row.start,
        end=row.end,
        text=row.sentence,
        at=row.start - row.sentence_start,
        published=row.published,
        source=row.source,
    )


def mention_sentences(views: Views, key: str) -> list[Sentence]:
    """Return the sentences of all mentions of an entity. Runs in the store thread."""
    return [mention_sentence(row) for row in views.corrections.mention_rows(key, limit=_MOST)]


def merge_page(views: Views, keys: Sequence[str], at: int) -> MergePage:
    """Return what merging these entities into the one at index `at` would do.

    Runs in the store thread.
    """
    from store import Merge

    refs = [entity_of(views, key) for key in keys]
    into, others = refs[at], [ref for place, ref in enumerate(refs) if place != at]
    warnings = [
        line for ref in others for line in views.corrections.merge_warnings(ref.key, into.key)
    ]
    mentions = articles = 0
    for ref in others:
        touched = views.corrections.touches(Merge(ref.key, into))
        mentions, articles = mentions + touched.mentions, articles + touched.articles
    return MergePage(
        into=into,
        others=tuple(others),
        warnings=tuple(dict.fromkeys(warnings)),
        touches=f"{plural(mentions, 'mention')} in {plural(articles, 'article')}",
        lines=tuple(_lines_of(views, [*others, into])),
    )


def _lines_of(views: Views, refs: Sequence[EntityRef]) -> Iterator[Sentence | str]:
    for ref in refs:
        yield f"{TYPE_LETTERS.get(ref.type, '?')} {ref.name}  {TYPE_WORDS.get(ref.type, '')}"
        yield from map(mention_sentence, views.corrections.mention_rows(ref.key, limit=_EACH))


def event_place(ref: EventRef) -> str:
    """Return what tells the events behind one row apart: the article and the trigger."""
    return f"{ref.article}:{ref.start}"


def event_sentences(views: Views, row_id: str) -> list[Sentence]:
    """Return a sentence of each event behind a row of the timeline. Runs in the store thread."""
    refs = {event_place(ref) for ref in events_of(views, row_id)}
    found: dict[str, Sentence] = {}
    for row in views.evidence(row_id):
        place = f"{row.article_id}:{row.verb_start}"
        if place in refs:
            text = views.article(row.number).text[row.start : row.end]
            found[place] = Sentence(
                id=place,
                number=row.number,
                start=row.verb_start,
                end=row.verb_end,
                text=text,
                at=row.verb_start - row.start,
                published=row.published,
                source=row.source,
            )
    return list(found.values())


def survivor(views: Views, keys: Sequence[str]) -> int:
    """Return the index of the entity that the others become an alias of.

    A name of several words wins over one word ("Barack Obama" over "Obama"), else the one that is
    mentioned most. Runs in the store thread.
    """
    from store import Hide

    names = [entity_of(views, key).name for key in keys]
    mentions = [views.corrections.touches(Hide(key)).mentions for key in keys]
    return max(range(len(keys)), key=lambda at: (" " in names[at], mentions[at]))


def sentence_line(row: Sentence, width: int) -> list[Fragment]:
    """Return date, source, and the sentence around the words that matter."""
    head = f" {one_line((row.published or 'undated')[:10])} "
    source = f"{fit(one_line(row.source or '-'), _SOURCE)} " if width >= 60 else ""
    room = width - cell_len(head) - cell_len(source)
    return [(head, "date"), (source, "dim"), *around(row.text, row.at, row.end - row.start, room)]


def around(text: str, at: int, length: int, width: int) -> list[Fragment]:
    """Return `width` cells of a text, with the `length` code points from `at` on in them."""
    lead = len(text) - len(text.lstrip())
    text, at = one_line(text[lead:]), at - lead
    words = text[at : at + length]
    if cell_len(words) >= width:
        return [(fit(words, width), "strong")]
    room = width - cell_len(words)
    start = 0
    if cell_len(text[: at + length]) > max(room * 2 // 3, 1) + cell_len(words):
        start = max(at - room * 2 // 5, 0)
        spare = max(width - cell_len(text[start:]) - 1, 0)
        start = max(start - (spare if text.isascii() else spare // 2), 0)
        start = text.find(" ", start, at) + 1 or at
    before = (MORE if start else "") + text[start:at]
    after = fit(text[at + length :], max(width - cell_len(before) - cell_len(words), 0))
    return [(before, "plain"), (words, "strong"), (after, "plain")]
