"""Bodies without a name behind an office: "director of a research institute"."""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from store.extract import lexicon
from store.extract.extensions import FoundRole, Tokens
from store.extract.gazetteer import gazetteer
from store.extract.roles.offices import titled
from store.extract.roles.serving import serves_persons
from store.extract.rules import nothing, rule

_AT = lexicon.words("roles.nouns_of_bodies")
_NO_BODIES = lexicon.words("roles.no_bodies_behind")
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT"})
_INSIDE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PART", "NUM", "ADV", "CCONJ", "SYM"})
_FIRST = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON"})
_OWN = frozenset({"his", "her", "their", "its", "my", "our", "your"})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "their", "its"})
_A = frozenset({"a", "an", "the"})
_PARTS = lexicon.words("roles.parts_of_bodies")
_CLOSING = frozenset({"”", "''", '"', "’"})
_OPENING = frozenset({"“", "``", '"', "‘"})
_WORKS = frozenset("show series film movie book program programme play magazine season".split())
_NOUN = 2
"""How many words a noun with "the" has."""
_LONGEST = 10
"""How many words behind "of" may tell of what."""
_SECOND = 3
"""From how many words on "of" may join another noun: "the board of a bank"."""


@rule("roles.told_bodies", off=nothing)
def tell_bodies(doc: Doc) -> list[FoundRole]:
    """Add the words behind an office that tell of what, where that has no name.

    Returns the roles that have changed.
    """
    changed: list[FoundRole] = []
    for role in doc._.roles or []:
        words = told_words(doc, role) if role.of is None else None
        if words is None:
            continue
        told = " ".join(doc[words.start : words.end].text.split())
        role.role = f"{role.role} {as_shown(told)}"
        role.span = Tokens(role.span.start, max(role.span.end, words.end))
        role.words = None
        changed.append(role)
    return changed


def told_words(doc: Doc, role: FoundRole) -> Tokens | None:
    """Return the words behind an office that tell of what it is, or None if there are none."""
    if role.words is None:
        return None
    at = role.words.end
    if role.span.end > at:  # "general secretary of the union Ann Lee"
        return _behind_name(doc, role)
    if at + 1 >= len(doc) or not _begins(doc[at], role):
        return None
    end = _end(doc, at + 1)
    return Tokens(at, end) if end is not None and _is_body(doc, at, end) else None


@rule("roles.told_behind_names")
def _behind_name(doc: Doc, role: FoundRole) -> Tokens | None:
    """Return the words behind a name with a title: "Officer Ann Lee of the traffic unit"."""
    at = role.span.end
    is_title = doc[at - 1].tag_ == "NNP" and not doc[role.span.start].is_lower
    if not is_title or doc[at : at + 1].text != "of" or doc[at + 1 : at + 2].text not in _A:
        return None
    end = _end(doc, at + 1)
    is_told = end is not None and doc[end - 1].lower_ in _AT | _PARTS and _is_body(doc, at, end)
    return Tokens(at, end) if end is not None and is_told else None


def is_in_name(doc: Doc, at: int) -> bool:
    """Whether an adjective begins or continues a longer name: "the Armenian Students' Union"."""
    behind = doc[at + 1 : at + 2]
    is_adjective = doc[at].tag_ == "JJ" or doc[at].lower_ in gazetteer().demonyms
    return is_adjective and bool(behind) and behind[0].tag_ in {"NNP", "NNPS"}


def _begins(preposition: Token, role: FoundRole) -> bool:
    word = preposition.lower_
    if word == "to":
        return serves_persons(role.role) and preposition.pos_ == "ADP"
    return word in {"of", "for", "at"} and preposition.pos_ in {"ADP", "SCONJ"}


def _end(doc: Doc, start: int) -> int | None:
    """Return where the noun phrase ends that begins at a token."""
    if doc[start].text in _OPENING:
        for at in range(start + 1, min(start + _LONGEST, len(doc))):
            if doc[at].text in _CLOSING:
                return at + 1 if doc[at - 1].text != "," else None
        return None
    if doc[start].pos_ not in _FIRST or doc[start].lower_ in {"who", "which", "that", "whom"}:
        return None
    end, last = start, None
    while end < min(start + _LONGEST, len(doc)) and not doc[end].is_sent_start:
        word = doc[end]
        is_inside = word.pos_ in _INSIDE or word.lower_ in _OWN or word.text in {"-", "'s", "’s"}
        is_inside |= word.lower_ == "based" and word.nbor(-1).text == "-"
        is_inside |= _is_owning(word)
        if word.lower_ in {"of", "for", "on"} and end - start >= _SECOND - 1:
            is_inside = end + 1 < len(doc) and doc[end + 1].pos_ in _FIRST
        if not is_inside or _is_whole_name(word):
            break
        end += 1
        if word.pos_ in {"NOUN", "PROPN"}:
            last = end
    is_name = end < len(doc) and doc[end].ent_type_ == "PERSON"
    return None if is_name and last == end else last  # "an envoy for women's issues Ann Lee"


def _is_owning(mark: Token) -> bool:
    """Whether it is an apostrophe in a noun phrase: "the Students’ Association"."""
    if mark.text not in {"'", "’"} or not mark.i or mark.i + 1 >= len(mark.doc):
        return False
    owner = mark.nbor(-1)
    is_beside = owner.lower_.endswith("s") and not owner.whitespace_ and bool(mark.whitespace_)
    return is_beside and mark.nbor().pos_ in {"NOUN", "PROPN"}


def _is_whole_name(word: Token) -> bool:
    """Whether a person's name modifies nothing behind it, as it does in "the Lee campaign"."""
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    is_person = word.ent_type_ == "PERSON"
    return is_person and (after is None or after.pos_ not in {"NOUN", "PROPN", "PART"})


def _is_body(doc: Doc, at: int, end: int) -> bool:
    """Whether the words tell of what, and not since when or how."""
    words = doc[at + 1 : end]
    head = doc[end - 1]
    if _is_work(words):
        return False
    if any(word.ent_type_ in _TIMES and word.pos_ != "PROPN" for word in words):
        return False
    if any(word.lower_ in _NO_BODIES for word in words):
        return False
    if doc[at].lower_ == "at":
        return head.lower_ in _AT  # not in "as secretary of state at a campaign rally"
    return words[0].lower_ not in {"his", "her", "my", "our", "your"} or head.lower_ in _AT


def _is_work(words: Span) -> bool:
    """Whether it is only "the show" or "the film", which no reader knows elsewhere."""
    return len(words) == _NOUN and words[-1].lower_ in _WORKS


def as_shown(words: str) -> str:
    """Return the words behind an office as a card shows them: "of the Traffic Unit"."""
    first, article, *_ = lowered = words.split()
    lowered[0] = first.lower()
    start = 2 if article.lower() in _ARTICLES else 1
    shown = " ".join((*lowered[:start], titled(" ".join(lowered[start:]))))
    return shown.replace(" 's", "'s").replace(" ’s", "’s").replace(" - ", "-")
