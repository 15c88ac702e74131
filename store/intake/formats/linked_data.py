"""What a page says of its article in JSON-LD, as search engines read it."""

from __future__ import annotations

import json
import re
from collections import deque
from typing import Any

_SCRIPT = re.compile(
    r"<script[^<>]{0,200}?application/ld\+json[^<>]{0,200}>(.*?)</script", re.IGNORECASE | re.DOTALL
)
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_LOOKED_AT = 500
"""Values that are looked at for an article."""

Linked = dict[str, Any]


def linked_article(markup: str) -> Linked:
    """The first object whose type is an article's; empty where there is none."""
    for script in _SCRIPT.findall(markup):
        try:
            waiting = deque([json.loads(script.strip(), strict=False)])
        except (ValueError, RecursionError):
            continue
        for _ in range(_LOOKED_AT):
            if not waiting:
                break
            here = waiting.popleft()
            if isinstance(here, dict) and _is_article(here.get("@type")):
                return here
            waiting.extend(_children(here))
    return {}


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
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [each for each in inner if isinstance(each, dict | list)][:_LOOKED_AT]
