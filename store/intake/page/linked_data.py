"""What a page says of its article in JSON-LD, as search engines read it."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from typing import Any

_SCRIPT = re.compile(
    r"<script[^<>]{0,200}?application/ld\+json[^<>]{0,200}>(.*?)</script", re.IGNORECASE | re.DOTALL
)
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_LOOKED_AT = 500
"""Values that are looked at for an article."""
_COMPARED = 40

Linked = dict[str, Any]


def linked_article(markup: str, titles: Sequence[str] = ()) -> Linked:
    """The object whose type is an article's and whose headline is one of the page's titles,
    else the first; empty where there is none."""
    articles = [each for script in _SCRIPT.findall(markup) for each in _articles(script)]
    known = [start(title) for title in titles]
    for article in articles:
        headline = name_in(article.get("headline"))
        if headline and start(headline) in known:
            return article
    return articles[0] if articles else {}


def start(title: str) -> str:
    """By what titles are known to be the same: sites cut them, and put their name behind."""
    return re.sub(r"[\W_]+", "", title.casefold())[:_COMPARED]


def _articles(script: str) -> Iterator[Linked]:
    try:
        waiting = deque([json.loads(script.strip(), strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(_LOOKED_AT):
        if not waiting:
            return
        here = waiting.popleft()
        if isinstance(here, dict) and _is_article(here.get("@type")):
            yield here
        else:
            waiting.extend(_children(here))


def name_in(value: Any) -> str | None:
    """The name of a person or publisher, or the names of several."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, dict):
        return name_in(value.get("name"))
    if isinstance(value, list):
        names = [name for each in value if (name := name_in(each))]
        return ", ".join(dict.fromkeys(names)) or None
    return None


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and _ARTICLE.search(each) for each in kinds)


def _children(value: Any) -> list[Any]:
    inner: Collection[Any] = value if isinstance(value, list) else ()
    if isinstance(value, dict) and value.get("@type") != "ItemList":  # those are other articles
        inner = value.values()
    return [each for each in inner if isinstance(each, dict | list)][:_LOOKED_AT]
