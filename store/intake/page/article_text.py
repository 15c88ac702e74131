"""The text that a page's JSON-LD gives as its article's, beside the text that was found on it.

Publishers write it for search engines: often whole, at times cut, with or without its paragraphs.
It is a witness: it tells what of the found text is not the article, and stands in where a page
shows its article only to browsers that run its scripts.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from store.intake.fragments import looks_like_markup, text_of_markup, tidied
from store.intake.page.ends import with_lead, without_byline, without_end
from store.intake.page.metadata import About, Linked, folded, name_in, start
from store.intake.page.pruning import pruned
from store.intake.page.tree import without_tables

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONG_ENOUGH = 250
"""Code points: what is shorter is a summary."""
_RUN = 8
"""Letters of a run; as runs of words do not serve in languages that have no spaces."""
_SAME, _OTHER = 0.9, 0.3
_LONGER = 1.25
_LONGEST_END = 0.5
_BARRED = re.compile(r"(?:\.{3}|…)$")


def beside_published(lines: list[str], body: object, *, is_surely: bool = True) -> list[str]:
    """The lines without what stands before and behind the published text, or that text itself
    where the lines are less than it, or, if it `is_surely` this article's, something else."""
    published = _body(body)
    if len(published) < _LONG_ENOUGH or _BARRED.search(published):
        return lines
    said = _runs(published)
    found = _runs("".join(lines))
    known = len(said & found) / max(1, len(said))
    if known >= _SAME:
        return _between(lines, said, published)
    share = len(said & found) / max(1, len(found))
    is_beginning = share >= _SAME and len(said) >= _LONGER * len(found)
    if is_beginning or (is_surely and known < _OTHER and share < _OTHER):
        return [line for line in published.split("\n") if line.strip()]
    return lines


def _body(body: object) -> str:
    if not isinstance(body, str):
        return ""
    return tidied(text_of_markup(body) if looks_like_markup(body) else body)


def _runs(text: str) -> set[str]:
    letters = folded(text)
    return {letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1)}


def _between(lines: list[str], said: set[str], published: str) -> list[str]:
    """From the first to the last line that is published; all behind them where the published
    text may have been cut: it does not end where a line ends, or much goes on behind it."""
    known = [at for at, line in enumerate(lines) if _is_in(line, said)]
    if not known:
        return lines
    first, last = known[0], known[-1]
    kept, behind = lines[first : last + 1], lines[last + 1 :]
    is_whole = folded(kept[-1])[-_RUN:] == folded(published)[-_RUN:]
    is_end = is_whole and sum(map(len, behind)) <= _LONGEST_END * sum(map(len, kept))
    return kept if is_end else [*kept, *behind]


def _is_in(line: str, said: set[str]) -> bool:
    runs = _runs(line)
    return bool(runs) and len(runs & said) >= _SAME * len(runs)


# The text of a page's article: trafilatura finds it, and here it becomes paragraphs.

_LAYOUT = re.compile(r"^\|.{600}", re.MULTILINE)
"""A row of a table with so much in it is no row: the page is laid out by tables."""
_HEAD = 3
"""Lines at the top of the text among which its title may stand."""
_LONGEST_LABEL = 40
_SHORT = 60
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_LEAST = 100
"""Code points: where trafilatura is less sure than that, it says nothing of where a text ends."""
_LABELS = 0.4
"""Of the lines of comments and offers so many at least are labels: a name, "Send"."""
_MORE = 1.5
"""So many times as many as among the article's own lines, which may have subheadings."""
_LONGEST_TAIL = 2
"""How many times as long as the article what is left out behind it may be."""


def article_text(tree: HtmlElement, page: About, linked: Linked) -> str:
    """The article's paragraphs, a blank line apart, without its title; empty where the page
    has no article."""
    alone = pruned(tree, page)
    found = _extracted(alone, page.url) if alone is not None else ""
    if len(found) >= _LEAST:
        tree = alone
    else:
        found = _extracted(tree, page.url)
    if _LAYOUT.search(found):
        found = _extracted(without_tables(tree), page.url) or found
    found = _as_published(found, linked.get("articleBody"))
    lines = _lines(found)
    if _may_have_a_tail(lines):
        surely = _lines(_extracted(tree, page.url, favor_precision=True, fast=True))
        lines = _without_tail(lines, surely)
    is_its_own = _is_titled(page, name_in(linked.get("headline")) or "")
    lines = beside_published(lines, linked.get("articleBody"), is_surely=is_its_own)
    lines = without_end(_without_title(lines, page.titles), tree)
    lines = with_lead(without_byline(lines, page.author), tree, page, linked)
    return tidied("\n\n".join(lines))


def _extracted(tree: HtmlElement, url: str | None, **how: Any) -> str:
    """What trafilatura takes for the article, in the composed form of Unicode."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, url=url, include_comments=False, **how)
    return unicodedata.normalize("NFC", getattr(found, "text", None) or "")


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _is_titled(page: About, headline: str) -> bool:
    """Does the page itself have that title too? JSON-LD may be of other articles."""
    known = start(headline)
    return bool(known) and sum(start(title).startswith(known) for title in page.titles) > 1


def _as_published(found: str, body: object) -> str:
    """The publisher's own text from JSON-LD, where that is what was found: it still has its
    paragraphs."""
    if isinstance(body, str) and body.split() == found.split():
        return body
    return found


def _may_have_a_tail(lines: list[str]) -> bool:
    """Is there a short line that is no sentence, as "Comments" or "More news" is? A whole second
    look at the page is spared where there is none."""
    behind = lines[len(lines) // 3 :]
    return any(len(line) <= _SHORT and not _is_sentence(line) for line in behind)


def _without_tail(lines: list[str], surely: list[str]) -> list[str]:
    """The lines up to the last one that is `surely` the article's, which trafilatura found when
    it was asked to be strict: comments, offers and other articles' titles stand behind it. Its
    gaps in the middle are not believed, nor an end that no label follows, nor one with hardly any
    labels behind it: that is the article's last section."""
    if sum(map(len, surely)) < _LEAST:
        return lines
    known = set(surely)
    end = max((at for at, line in enumerate(lines, 1) if line in known), default=0)
    kept, tail = lines[:end], lines[end:]
    if not kept or not tail or kept[-1] != surely[-1]:
        return lines
    share = _labelled(tail)
    is_labelled = _is_label(tail[0]) and share >= max(_LABELS, _MORE * _labelled(kept))
    is_bearable = sum(map(len, tail)) <= _LONGEST_TAIL * sum(map(len, kept))
    return kept if is_labelled and is_bearable else lines


def _labelled(lines: list[str]) -> float:
    """The share of labels among lines; a single one behind an article heads its last section."""
    labels = sum(map(_is_label, lines))
    return labels / len(lines) if labels > 1 or len(lines) == 1 else 0


def _is_label(line: str) -> bool:
    return len(line) <= _SHORT or not _is_sentence(line)


def _is_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line.rstrip()))


def _without_title(lines: list[str], titles: tuple[str, ...]) -> list[str]:
    """The lines behind the title, and behind a label that stands over it."""
    known = {folded(title) for title in titles}
    for at, line in enumerate(lines[:_HEAD]):
        if folded(line) in known:
            return lines[at + 1 :]
        if len(line) > _LONGEST_LABEL:
            break
    return lines
