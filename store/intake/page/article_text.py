"""The article text of a page: found by trafilatura and compared with the page's JSON-LD.

Publishers write the text in JSON-LD for search engines. It is often complete, sometimes cut, and
may lack its paragraphs. It shows which of the found lines are not part of the article, and replaces
the text of pages that show it only with scripts.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from store.intake.fragments import looks_like_markup, normalised, text_of_markup
from store.intake.page.ends import with_lead, without_byline, without_end
from store.intake.page.metadata import About, Linked, folded, name_in, start
from store.intake.page.pruning import pruned
from store.intake.page.tree import without_tables

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LONG_ENOUGH = 250
"""Code points. A shorter text is a summary."""
_RUN = 8
"""Letters per run. Runs of words would not work for languages without spaces."""
_SAME, _OTHER = 0.9, 0.3
_LONGER = 1.25
_LONGEST_END = 0.5
_BARRED = re.compile(r"(?:\.{3}|…)$")


def trim_to_published(lines: list[str], body: object, *, is_surely: bool = True) -> list[str]:
    """Return the lines without what comes before and after the published text.

    The published text itself is returned if the lines are less than it, or, if it `is_surely` this
    article's, something else.
    """
    published = _body(body)
    if len(published) < _LONG_ENOUGH or _BARRED.search(published):
        return lines
    published_runs = _runs(published)
    found = _runs("".join(lines))
    known = len(published_runs & found) / max(1, len(published_runs))
    if known >= _SAME:
        return _between(lines, published_runs, published)
    share = len(published_runs & found) / max(1, len(found))
    is_beginning = share >= _SAME and len(published_runs) >= _LONGER * len(found)
    if is_beginning or (is_surely and known < _OTHER and share < _OTHER):
        return [line for line in published.split("\n") if line.strip()]
    return lines


def _body(body: object) -> str:
    if not isinstance(body, str):
        return ""
    return normalised(text_of_markup(body) if looks_like_markup(body) else body)


def _runs(text: str) -> set[str]:
    letters = folded(text)
    return {letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1)}


def _between(lines: list[str], published_runs: set[str], published: str) -> list[str]:
    """Return the lines from the first to the last that is published. All lines after them are kept
    if the published text may have been cut.
    """
    known = [at for at, line in enumerate(lines) if _is_in(line, published_runs)]
    if not known:
        return lines
    first, last = known[0], known[-1]
    kept, behind = lines[first : last + 1], lines[last + 1 :]
    is_whole = folded(kept[-1])[-_RUN:] == folded(published)[-_RUN:]
    is_end = is_whole and sum(map(len, behind)) <= _LONGEST_END * sum(map(len, kept))
    return kept if is_end else [*kept, *behind]


def _is_in(line: str, published_runs: set[str]) -> bool:
    runs = _runs(line)
    return bool(runs) and len(runs & published_runs) >= _SAME * len(runs)


# Finding the text with trafilatura.

_LAYOUT = re.compile(r"^\|.{600}", re.MULTILINE)
"""Code points. A table row with more is part of a page layout, not of a table."""
_HEAD = 3
"""The title may be among so many lines at the top of the text."""
_LONGEST_LABEL = 40
_SHORT = 60
_SENTENCE_END = re.compile(r"[.!?…:;。！？][\"'”’»)\]]*$")
_LEAST = 100
"""Code points. With a shorter strict result, trafilatura gives no evidence of where a text ends."""
_LABELS = 0.4
"""The minimum share of labels (a name, "Send") among lines of comments and offers."""
_MORE = 1.5
"""The ratio to the share of labels among the article's own lines, which may have subheadings."""
_LONGEST_TAIL = 2
"""The maximum length of what is cut after an article, relative to the article."""


def article_text(tree: HtmlElement, page: About, linked: Linked) -> str:
    """Return the article's paragraphs, separated by blank lines and without the title. The result
    is empty if the page has no article.
    """
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
    lines = trim_to_published(lines, linked.get("articleBody"), is_surely=is_its_own)
    lines = without_end(_without_title(lines, page.titles), tree)
    lines = with_lead(without_byline(lines, page.author), tree, page, linked)
    return normalised("\n\n".join(lines))


def _extracted(tree: HtmlElement, url: str | None, **how: Any) -> str:
    """Return the text that trafilatura extracts, in Unicode NFC."""
    from trafilatura import bare_extraction

    found = bare_extraction(tree, url=url, include_comments=False, **how)
    return unicodedata.normalize("NFC", getattr(found, "text", None) or "")


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _is_titled(page: About, headline: str) -> bool:
    """Return whether the page has that title too. JSON-LD may describe other articles."""
    known = start(headline)
    return bool(known) and sum(start(title).startswith(known) for title in page.titles) > 1


def _as_published(found: str, body: object) -> str:
    """Return the text of JSON-LD if it equals the found text, since it has its paragraphs."""
    if isinstance(body, str) and body.split() == found.split():
        return body
    return found


def _may_have_a_tail(lines: list[str]) -> bool:
    """Return whether there is a short line that is not a sentence, such as "Comments". Without one,
    a second extraction of the page is not needed.
    """
    behind = lines[len(lines) // 3 :]
    return any(len(line) <= _SHORT and not _is_sentence(line) for line in behind)


def _without_tail(lines: list[str], surely: list[str]) -> list[str]:
    """Return the lines up to the last one that strict extraction found (`surely`). Comments, offers
    and titles of other articles come after it.

    Gaps in the middle are ignored, and so is an end without a label after it, or with few labels,
    which is the article's last section.
    """
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
    """Return the share of labels among lines. A single label is a heading of the last section."""
    labels = sum(map(_is_label, lines))
    return labels / len(lines) if labels > 1 or len(lines) == 1 else 0


def _is_label(line: str) -> bool:
    return len(line) <= _SHORT or not _is_sentence(line)


def _is_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line.rstrip()))


def _without_title(lines: list[str], titles: tuple[str, ...]) -> list[str]:
    """Return the lines after the title and after a label above it."""
    known = {folded(title) for title in titles}
    for at, line in enumerate(lines[:_HEAD]):
        if folded(line) in known:
            return lines[at + 1 :]
        if len(line) > _LONGEST_LABEL:
            break
    return lines
