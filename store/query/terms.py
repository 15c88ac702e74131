"""Splits a query into its terms, which all have to hold."""

from __future__ import annotations

import re

_TERM = re.compile(r'-?(?:[A-Za-z]+:)?(?:"[^"]*"[~*]?|\([^()]*\)|[^\s()"]+)')
_WORDS = frozenset({"AND", "NOT"})


def terms_of(query: str) -> list[str]:
    """Return the terms of a query as they were typed; none if it is not a plain list of terms, as
    with OR or brackets in brackets.
    """
    found = _TERM.findall(query)
    is_list = "".join(found) == "".join(query.split()) or " ".join(found) == " ".join(query.split())
    if not is_list or "OR" in found or _WORDS.intersection(found):
        return []
    return found
