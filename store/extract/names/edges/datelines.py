"""Where an article was filed: "COLOMBO, Aug 26 (Reuters) -", "QUITO 1996-08-29"."""

from __future__ import annotations

import re

from store.extract.gazetteer import cities
from store.extract.names.draft import Draft, Name

_LONGEST = 4
_MONTH = re.compile(
    r"(?:Jan|Feb|March|Mar|Apr|April|May|June|July|Aug|Sept?|Oct|Nov|Dec)(?:\.|[a-z]+)?$"
)
_AFTER = frozenset("( - – — _ --".split())


def find_datelines(draft: Draft) -> None:
    """Words in capitals at the head of a paragraph, with a date, an agency or a dash after
    them, are places; the model reads them badly."""
    words = draft.words
    starts = draft.starts()
    added: list[Name] = []
    for index, word in enumerate(words):
        if word.isupper() and len(word) > 2 and (index == 0 or "\n" in words[index - 1]):
            end = _end_of_capitals(words, index)
            if end - index <= _LONGEST and _is_filed(draft, starts, index, end):
                added.append(
                    Name(index, end, "GPE", draft.text(index, end), sure=True, is_dateline=True)
                )
    if added:
        taken = {i for name in added for i in range(name.start, name.end)}
        draft.names = [
            name for name in draft.names if not taken.intersection(range(name.start, name.end))
        ]
        draft.add(added)


def _end_of_capitals(words: list[str], start: int) -> int:
    end = start
    while end < len(words) and words[end].isupper() and words[end].strip(".").isalpha():
        end += 1
    return end


def _is_filed(draft: Draft, starts: dict[int, Name], start: int, end: int) -> bool:
    """What follows the place, and perhaps its country, is a date; or the place is known and
    what follows is an agency or a dash."""
    words = draft.words
    after = words[end : end + 8]
    if after[:1] == [","]:
        following = starts.get(end + 1)
        country = following if following and following.type == "GPE" else None
        after = words[country.end : country.end + 8] if country else after[1:]
        after = after[1:] if after[:1] == [","] else after
        if country and after[:1] and after[0] in _AFTER:
            return True
    if not after:
        return False
    if _MONTH.match(after[0]) or re.match(r"(?:19|20)\d\d", after[0]):
        return True
    return after[0] in _AFTER and draft.text(start, end) in cities()
