"""Short names of companies and clubs: "Avia" for "Avia Group International Inc", "the Celtics"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from store.extract.gazetteer import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import BUSINESS, CAMPS, COMMON_FIRST, GIVEN_NAMES, LEGAL
from store.extract.rules import rule
from store.identity.folding import fold

_CLUB_TYPES = frozenset({"ORG", "FAC", "PRODUCT", "WORK", "NORP"})
_LONGEST_TOWN = 3


@rule("names.join_short_names")
def join_short_names(draft: NamesDraft) -> None:
    """Link a short name to its company or club, whatever its type, and add missed ones."""
    longer = {**_clubs(draft), **_companies(draft)}
    if not longer:
        return
    surnames = full_surnames(draft)
    families = _families(draft)
    for name in draft.names:
        called = fold(name.text)
        body = longer.get(called)
        if body is None or body is name or name.known or name.titled or called in GIVEN_NAMES:
            continue
        if draft.before(name.start) in ("in", "In") and name.type == "GPE":
            continue
        is_free = not name.sure and (called not in surnames or called in families)
        if name.type == "ORG" or is_free:
            name.type, name.short_for, name.sure = "ORG", body, True
    _add_missed(draft, {short: body for short, body in longer.items() if " " in short})


def _companies(draft: NamesDraft) -> dict[str, Name]:
    """Map folded short names to companies named in full."""
    longer: dict[str, Name] = {}
    for name in draft.names:
        if name.type == "ORG" and " " in name.text:
            words = name.words()
            for length in _short_lengths(words):
                longer.setdefault(fold(" ".join(words[:length])), name)
    return longer


def _short_lengths(words: list[str]) -> Iterator[int]:
    """Yield how many of its first words may stand for a company.

    They are all but the generic words, and the first one alone before a legal form.
    """
    for length in range(1, len(words)):
        if all(word.strip(".").casefold() in BUSINESS for word in words[length:]):
            yield length
            break
    if words[-1].strip(".").casefold() in LEGAL and words[0].casefold() not in COMMON_FIRST:
        yield 1
    if words[-1] == "Party" and len(words) == 2 and words[0].casefold() not in CAMPS:
        yield 1


def _clubs(draft: NamesDraft) -> dict[str, Name]:
    """Map folded nicknames to clubs of a town, if the nickname also occurs alone."""
    alone = {n.text for n in draft.names if n.type in _CLUB_TYPES and not n.known}
    longer: dict[str, Name] = {}
    for name in draft.names:
        if name.type not in _CLUB_TYPES or name.known or " " not in name.text:
            continue
        words = name.words()
        for length in range(min(_LONGEST_TOWN, len(words) - 1), 0, -1):
            nickname = " ".join(words[length:])
            if nickname in alone and " ".join(words[:length]) in cities():
                name.type, name.sure = "ORG", True
                longer.setdefault(fold(nickname), name)
                break
    return longer


def _families(draft: NamesDraft) -> set[str]:
    """Return the surnames of several persons with different titles or first names.

    Alone, such a name is more likely that of their company.
    """
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for name in draft.names:
        if name.type == "PERSON" and " " in name.text:
            first, *_, last = name.words()
            bearers[fold(last)].add(fold(first))
    return {surname for surname, firsts in bearers.items() if len(firsts) > 1}


def _add_missed(draft: NamesDraft, longer: dict[str, Name]) -> None:
    """Add short names of several words that the model missed."""
    firsts = {short.split()[0] for short in longer}
    marks = draft.covered()
    added: list[Name] = []
    for index, word in enumerate(draft.words):
        if not marks[index] and word[:1].isupper() and fold(word) in firsts:
            found = _short_at(draft, index, longer)
            if found is not None and not any(marks[found.start : found.end]):
                added.append(found)
    draft.add(added)


def _short_at(draft: NamesDraft, index: int, longer: dict[str, Name]) -> Name | None:
    for short, body in longer.items():
        end = index + len(short.split())
        if end <= len(draft.words) and fold(" ".join(draft.words[index:end])) == short:
            text = draft.text(index, end)
            return Name(index, end, "ORG", text, sure=True, short_for=body)
    return None
