"""`dateline show --differences`: an article beside its original, word by word."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.cli.output.printing import data, line, paragraphs
from tui.story.differences import compared

if TYPE_CHECKING:
    from store import ArticleRow, Views


def print_differences(views: Views, number: int, form: str) -> None:
    """Beside its original, or where it is one, beside each of its copies. Raises `Trouble`
    where there is nothing to compare."""
    from store import Trouble

    found = compared(views, number)
    if found is None:
        raise Trouble(f"Article {number} has no copy or update, and is none.")
    others = [found]
    if number == found.original.number:
        more = (compared(views, number, step) for step in range(1, found.of))
        others += [each for each in more if each is not None]
    for each in others:
        if form == "json":
            data(json.dumps(_record(views, each.original, each.other), ensure_ascii=False))
            continue
        line(f"- original {_who(each.original)}")
        line(f"+ {each.other.kind} {_who(each.other)}")
        line("")
        paragraphs(each.text)
        line("")


def _who(row: ArticleRow) -> str:
    day, source = (row.published or "undated")[:10], row.source or "no source"
    return f"#{row.number}  {day}  {source}  {row.title}"


def _record(views: Views, original: ArticleRow, other: ArticleRow) -> dict[str, object]:
    """Offsets are code points; either span may be empty."""
    from store import differences

    old, new = views.article(original.number).text, views.article(other.number).text
    return {
        "original": original.id,
        "other": other.id,
        "kind": other.kind,
        "differences": [
            {
                "original": [there.start, there.end],
                "other": [here.start, here.end],
                "gone": old[there.start : there.end],
                "new": new[here.start : here.end],
            }
            for there, here in differences(old, new)
        ],
    }
