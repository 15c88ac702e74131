"""Headlines in capitals: the names that the article has in ordinary case are names there too."""

from __future__ import annotations

from collections.abc import Iterator

from store.extract.names.draft import Draft, Name

_FEWEST = 3
"""Words in capitals from which a line counts as one."""
_LONGEST = 5
_REPEATED = ("PERSON", "ORG", "GPE", "LOC", "FAC")


def add_in_capitals(draft: Draft) -> None:
    """Known places and people, and every name and surname of the article."""
    lines = list(_lines(draft))
    if not lines:
        return
    wanted = _wanted(draft)
    marks = draft.covered()
    added: list[Name] = []
    for start, end in lines:
        at = start
        while at < end:
            name = None if marks[at] else _at(draft, at, end, wanted)
            if name is not None and not any(marks[at : name.end]):
                added.append(name)
            at = name.end if name else at + 1
    draft.add(added)


def _lines(draft: Draft) -> Iterator[tuple[int, int]]:
    """Token ranges of the lines in capitals."""
    start = 0
    words = draft.words
    for index in range(len(words) + 1):
        if index == len(words) or "\n" in words[index]:
            letters = [word for word in words[start:index] if word.isalpha()]
            if len(letters) >= _FEWEST and all(word.isupper() for word in letters):
                yield start, index
            start = index + 1


def _wanted(draft: Draft) -> dict[tuple[str, ...], Name]:
    wanted: dict[tuple[str, ...], Name] = {}
    for name in draft.names:
        if name.type in _REPEATED and not name.chars and not name.text.isupper():
            pieces = tuple(word.upper() for word in draft.words[name.start : name.end])
            wanted.setdefault(pieces, name)
            if name.type == "PERSON" and len(pieces) > 1 and len(pieces[-1]) > 2:
                wanted.setdefault(pieces[-1:], name)
    return wanted


def _at(draft: Draft, at: int, end: int, wanted: dict[tuple[str, ...], Name]) -> Name | None:
    for length in range(min(_LONGEST, end - at), 0, -1):
        model = wanted.get(tuple(draft.words[at : at + length]))
        if model is not None:
            text = draft.text(at, at + length)
            return Name(at, at + length, model.type, text, known=model.known, sure=model.sure)
    word = draft.words[at]
    place = draft.gazetteer.place(word) if len(word) > 3 else None
    if place is not None and place.iso:
        return Name(at, at + 1, "GPE", word, known=place, sure=True)
    if len(word) > 3 and word != "MALE" and draft.gazetteer.capital(word) is not None:
        return Name(at, at + 1, "GPE", word, sure=True)
    return None
