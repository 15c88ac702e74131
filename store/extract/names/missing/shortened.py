"""A body's name cut short: "the Commission" after "the European Commission"."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name

_HEADS = frozenset(
    "Coalition Commission Council Committee Assembly Parliament Congress Senate Board Bank Fund "
    "Agency Authority Ministry Department Bureau Office Court Tribunal Union League Alliance "
    "Organization Organisation Association Federation Confederation Party Front Movement Army "
    "Brigade Brigades Command Corps Guard Fleet Force University Institute Foundation Centre "
    "Center Church Society Company Corporation Group Exchange Treasury Administration Service "
    "Conference Summit Mission".split()
)


def add_shortened(draft: Draft) -> None:
    """ "the" and one capitalised word: the last longer organisation that it ends is meant.
    With none it is an organisation of its own, inside a sentence."""
    longer: dict[str, Name] = {}
    ends = {name.end - 1: name for name in draft.names if name.type == "ORG"}
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(draft.words):
        if word not in _HEADS:
            continue
        name = ends.get(index)
        if name is not None and name.end - name.start > 1:
            longer[word] = name
        elif name is not None and word in longer:
            name.short_for = longer[word]
        elif (name or not marks[index]) and _stands_alone(draft, index):
            short = name or Name(index, index + 1, "ORG", word)
            short.short_for = longer.get(word)
            if name is None and (short.short_for or _is_named(draft, index)):
                added.append(short)
    draft.add(added)


def _is_named(draft: Draft, index: int) -> bool:
    """In the middle of a sentence the capital alone says that it is a name."""
    return draft.words[index - 1] == "the" and not draft.doc[index - 1].is_sent_start


def _stands_alone(draft: Draft, index: int) -> bool:
    words = draft.words
    following = words[index + 1] if index + 1 < len(words) else ""
    return index > 0 and words[index - 1] in ("the", "The") and not following[:1].isupper()
