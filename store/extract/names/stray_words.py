"""Words of the sentence that the model took into a name, or left out of it."""

from __future__ import annotations

from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import is_organization_head
from store.extract.names.words import PARTICLES
from store.extract.rules import rule

# Words around a name: "For Lee", "George Lee years", "Secretary of State Lee".

_SMALL_TYPES = frozenset({"PERSON", "GPE", "LAW"})
_SMALL = frozenset(
    "for in on at with by from like unlike said says when while if as but and or so why how what "
    "despite after before since because although though whether until did does is was will can "
    "would should".split()
)
"""Words that begin a sentence, but no name of a person, place or law."""
_PROPER = frozenset({"NNP", "NNPS"})
_COMMON = frozenset({"NN", "NNS", "RB", "JJ"})
_HALL = ("Hall", "of")


@rule("names.cut_small_words")
def cut_small_words(draft: NamesDraft) -> None:
    """Begin a name behind the small word that begins its sentence: "For Lee", "In Roe v. Wade"."""
    for name in draft.names:
        is_long = name.type in _SMALL_TYPES and name.end - name.start > 1 and not name.chars
        if not is_long or not is_small(draft, name.start):
            continue
        if draft.words[name.start + 1][:1].isupper():
            draft.reset(name, name.start + 1, name.end)


def is_small(draft: NamesDraft, at: int) -> bool:
    """Whether it is a small word with a capital, as at the beginning of a sentence."""
    word = draft.words[at]
    is_listed = word[:1].isupper() and word.casefold() in _SMALL
    return is_listed and draft.doc[at].tag_ not in _PROPER


@rule("names.cut_nouns")
def cut_nouns(draft: NamesDraft) -> None:
    """End a person before common words: "the George Lee years", "Lee long ago"."""
    for name in draft.names:
        end = name.end
        while end - 1 > name.start and _is_common(draft, end - 1):
            end -= 1
        if name.type == "PERSON" and end < name.end and not name.chars and _is_capital(draft, end):
            draft.reset(name, name.start, end)


def _is_common(draft: NamesDraft, at: int) -> bool:
    word = draft.words[at]
    is_lower = word.islower() and word.isalpha() and len(word) > 2 and word not in PARTICLES
    return is_lower and draft.doc[at].tag_ in _COMMON


def _is_capital(draft: NamesDraft, end: int) -> bool:
    return draft.words[end - 1][:1].isupper()


_OF_STATE = frozenset({"secretary", "secretaries", "undersecretary", "sec."})


@rule("names.cut_portfolios")
def cut_portfolios(draft: NamesDraft) -> None:
    """Begin a person behind what the office is of: "Secretary of State Ann Lee"."""
    words = draft.words
    for name in draft.names:
        at = name.start
        if name.end - at < 2 or words[at] != "State" or draft.before(at) != "of" or name.chars:
            continue
        if words[at - 2].casefold() in _OF_STATE and words[at + 1].istitle():
            draft.reset(name, at + 1, name.end)
            name.type, name.titled, name.title = "PERSON", True, "secretary"


@rule("names.cut_honors")
def cut_honors(draft: NamesDraft) -> None:
    """Begin a person behind an honour: "Hall of Famer Ann Lee"."""
    words = draft.words
    for name in draft.names:
        at = name.start
        if name.end - at > 3 and tuple(words[at : at + 2]) == _HALL and words[at + 2] == "Famer":
            draft.reset(name, at + 3, name.end)
            name.type = "PERSON"


# Points and ages behind names in a list: "Stewart 9, Labonty 8, Gordon 4".

_SCORED = frozenset({"PERSON", "ORG", "GPE", "PRODUCT"})
_NEAR = 7
"""How many tokens before and after a count another one is looked for."""
_ENDS = frozenset([",", ";", "."])


@rule("names.cut_counts")
def cut_counts(draft: NamesDraft) -> None:
    """End a name before its points or age, where others of a list have theirs."""
    for name in draft.names:
        at = name.end - 1
        is_long = name.type in _SCORED and at > name.start and not name.chars
        if is_long and _is_count(draft, at) and _is_among_counts(draft, at):
            draft.reset(name, name.start, at)


def _is_count(draft: NamesDraft, at: int) -> bool:
    """Whether it is a number between a capitalised word and a comma, or an age between commas."""
    words = draft.words
    if not 0 < at < len(words) - 1 or not words[at].isdigit() or len(words[at]) > 2:
        return False
    before = words[at - 2] if words[at - 1] == "," else words[at - 1]
    return before[:1].isupper() and words[at + 1] in _ENDS


def _is_among_counts(draft: NamesDraft, at: int) -> bool:
    around = (*range(at - _NEAR, at), *range(at + 1, at + _NEAR + 1))
    return any(_is_count(draft, other) for other in around if 0 <= other < len(draft.words))


# What the model left out: "for a New Europe" behind "Centre".

_PURPOSE = frozenset({"for", "on", "against"})
_DETERMINERS = frozenset({"a", "the"})
_LONGEST_PURPOSE = 6


@rule("names.grow_purposes")
def grow_purposes(draft: NamesDraft) -> None:
    """Extend a body to what it is for: "the European Centre for a Modern Ukraine".

    The words begin with a capitalised word that is in no name, and may end in one.
    """
    marks = draft.covered()
    ends = {name.start: name for name in draft.names}
    gone: set[int] = set()
    for name in draft.names:
        is_body = name.type == "ORG" and not name.known and not name.chars and id(name) not in gone
        if not is_body or not is_organization_head(draft.words[name.end - 1]):
            continue
        end = _end_of_purpose(draft, name.end, marks, ends)
        if end is not None:
            gone.update(id(ends[at]) for at in range(name.end, end) if at in ends)
            draft.reset(name, name.start, end)
    if gone:
        draft.names = [name for name in draft.names if id(name) not in gone]


def _end_of_purpose(
    draft: NamesDraft, start: int, marks: bytearray, starts: dict[int, Name]
) -> int | None:
    """Return where the words for the purpose end, or None."""
    words = draft.words
    if words[start : start + 1] == [] or words[start] not in _PURPOSE:
        return None
    at = start + 1
    if words[at : at + 1] and words[at] in _DETERMINERS:
        at += 1
    first = at
    while at < len(words) and at - first < _LONGEST_PURPOSE:
        name = starts.get(at)
        if name is not None and at > first and name.type in ("GPE", "LOC", "NORP"):
            return name.end
        if marks[at] or not _is_purpose(draft, at):
            break
        at += 1
    return at if at > first and _is_capital(draft, at) else None


def _is_purpose(draft: NamesDraft, at: int) -> bool:
    word = draft.words[at]
    if word in ("and", "&"):
        return draft.words[at + 1 : at + 2] != [] and draft.words[at + 1][:1].isupper()
    is_word = word[:1].isupper() and word.isalpha() and not word.isupper()
    return is_word and draft.doc[at].ent_type_ not in ("DATE", "PERSON")
