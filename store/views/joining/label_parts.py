"""What the label of an event says that tells it from the whole or from another part: who voted,
whose vote it was, that only a share was won, how many of what, that others did the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from store.views.words.word_tables import stems_of_word, word_lists, words_to_stem

WON = frozenset({"win", "election"})
"""Modes of what happens in several places on one day, each an event of its own."""
CHAMBERS = frozenset({"house", "senate"})
SIDES = frozenset({"republican", "democratic"})
SHARE, SOME, OTHERS, LANDS, VOTES = "share", "some", "others", "lands", "votes"
IN_ATTACK, IN_THE_ATTACK, WITH_OTHERS = "in attack", "in the attack", "with others"
ONLY_APART = frozenset({OTHERS, WITH_OTHERS, LANDS, VOTES, IN_ATTACK, IN_THE_ATTACK})
"""Marks that only rule out that two events are one: that both have them says little."""
"""Marks of a label. Those that begin with a number are of counts: "6:charg"."""
_COUNTED = 3
"""Words after a number, one of which says what is counted."""
_WON = 5
"""Words after the verb, one of which says what is won."""
_GAINED = 6
"""Words after a verb like "scored", one of which says that it was a win."""
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve".split(), 1
    )
} | {
    word: f"{number}."
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1
    )
}
_AMOUNT = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d\d\d\b)")
_YEARS = range(1800, 2100)
_BREAK = re.compile(r"[,;:()–—]|\s-")
_OTHERS = re.compile(r"\band (?:\w+ ){0,3}others?\b")
"""What follows a name if more than that one do the same: "Ann Lee and several other members"."""
_IN = re.compile(r"\b(?:in|during) (the )?((?:[\w.'’-]+ ?){1,7})")
_PRIMARIES = "primaries"


def parts_of(label: str, verb: str, *, is_won: bool, is_counted: bool) -> tuple[str, ...]:
    """Return the marks of a label, sorted. `verb` is the trigger of the event as it is written;
    `is_won` says that it is a vote or a win, `is_counted` that the label has numbers."""
    found: set[str] = set()
    if _is_sided(label):
        found.update(_sides(words_to_stem(label) or ()))
    if is_counted or " one " in label:
        found.update(_counts(words_to_stem(_THOUSANDS.sub("", label)) or ()))
    if is_won and verb and _is_of_share(label, verb):
        found.add(SHARE)
    if verb and " of " in label and _is_of_some(label, verb):
        found.add(SOME)
    if "other" in label and _OTHERS.search(label):
        found.add(WITH_OTHERS)
        if verb and _OTHERS.search(label.lower().partition(verb.lower())[0]):
            found.add(OTHERS)
    if is_won and verb.lower() == _PRIMARIES:
        found.add(VOTES)
    found.update(_of_attack(label, verb))
    return tuple(sorted(found))


@cache
def _table() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in word_lists("parts").items()}


@cache
def _sided() -> tuple[str, ...]:
    return tuple(CHAMBERS.union(*(_table()[side] for side in SIDES)))


def _is_sided(label: str) -> bool:
    """Return whether a label may name a chamber or a party; others are not looked at closely."""
    said = label.lower()
    return any(word in said for word in _sided())


def _stem(word: str) -> str:
    found = stems_of_word(word)
    return found[0] if found else ""


def _sides(words: Sequence[str]) -> Iterator[str]:
    """Yield the chambers and the parties that a label names, but for those of an office: "the House
    speaker"."""
    for place, word in enumerate(words):
        if not word[:1].isupper():
            continue
        stem, said = _stem(word), word.lower()
        for name in SIDES:
            if stem in _table()[name]:
                yield name
        if said in CHAMBERS and not _is_of_name(words, place):
            yield said


def _is_of_name(words: Sequence[str], place: int) -> bool:
    """Return whether a word belongs to the White House or to an office."""
    before, after = words[place - 1 : place], words[place + 1 : place + 2]
    return before == ["White"] or bool(after and _stem(after[0]) in _table()["office"])


def _is_of_share(label: str, verb: str) -> bool:
    """Return whether only a share is won: "won a majority of the delegates"."""
    _, found, after = label.partition(verb)
    words = words_to_stem(_BREAK.split(after, 1)[0]) if found else None
    return not _table()[SHARE].isdisjoint(map(_stem, (words or ())[:_WON]))


def is_win_in_words(label: str, verb: str) -> bool:
    """Return whether a label tells in other words that somebody won a vote: "scored a victory in
    the primary", "prevailed in the caucuses"."""
    _, found, after = label.partition(verb) if verb else ("", "", "")
    if not found or not _is_voted().search(label):
        return False
    if _stem(verb) in _table()["wins"]:
        return True
    words = _BREAK.split(after, 1)[0].lower().split()[:_GAINED]
    return _stem(verb) in _table()["gains"] and not _table()["victory"].isdisjoint(words)


@cache
def _is_voted() -> re.Pattern[str]:
    return re.compile("|".join(sorted(_table()["ballot"])), re.IGNORECASE)


def _is_of_some(label: str, verb: str) -> bool:
    """Return whether some of many do what the verb says: "a group of senators voted"."""
    before, found, _ = label.partition(verb) if verb else ("", "", "")
    words = words_to_stem(before) if found else None
    some = _table()[SOME]
    return any(of == "of" and _stem(word) in some for word, of in pairwise(words or ()))


def _of_attack(label: str, verb: str) -> Iterator[str]:
    """Yield whether a label tells of harm done in an attack ("was killed in the Arvik attack"), and
    whether it is land without a name that was taken."""
    stem = _stem(verb)
    if stem in word_lists("attacks")["harm"] and (" in " in label or " during " in label):
        after = label.partition(verb)[2]
        for the, where in _IN.findall(after):
            if any(_stem(word) in _table()["attack"] for word in where.split()):
                yield from (IN_ATTACK, IN_THE_ATTACK) if the else (IN_ATTACK,)
    if stem in _table()["take"] and not _table()[LANDS].isdisjoint(label.lower().split()):
        yield LANDS


def _counts(words: Sequence[str]) -> Iterator[str]:
    """Yield each number with each word that may say what is counted."""
    for place, word in enumerate(words):
        number = _NUMBERS.get(word.lower()) or word
        if number is word and not (_AMOUNT.fullmatch(word) and int(word) not in _YEARS):
            continue
        if place and _stem(words[place - 1]) in _table()["month"]:
            continue
        for counted in words[place + 1 : place + 1 + _COUNTED]:
            stem = _stem(counted)
            if stem in _table()["varying"] or counted[:1].isdigit():
                break
            yield f"{number}:{stem}"
