"""Settle the type of a name by what the sentence calls it: "Robey Warshaw, a firm in London"."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.gazetteer.known import cities
from store.extract.names.draft import Name, NamesDraft
from store.extract.names.type_heads import is_organization_head
from store.extract.names.type_votes import full_surnames
from store.extract.names.words import GIVEN_NAMES, HUMANS, OFFICES, ORG_NOUNS
from store.extract.rules import rule
from store.identity.folding import fold

_PLACES = lexicon.words("names.place_nouns")
KINDS: dict[str, str] = {
    **dict.fromkeys(HUMANS | lexicon.words("names.called_persons"), "PERSON"),
    **dict.fromkeys(ORG_NOUNS | lexicon.words("names.called_bodies"), "ORG"),
    **dict.fromkeys(lexicon.words("names.called_places"), "GPE"),
    **dict.fromkeys(lexicon.words("names.called_works"), "WORK"),
    **dict.fromkeys(lexicon.words("names.called_products"), "PRODUCT"),
    **dict.fromkeys(lexicon.words("names.vessels"), "PRODUCT"),
    **dict.fromkeys(lexicon.words("names.called_events"), "EVENT"),
}
"""Maps what a thing is called to its type."""
_NAMING = frozenset({"called", "named", "dubbed", "titled", "entitled"})
_ARTICLES = frozenset({"a", "an", "the", "his", "her", "its", "their", "another"})
_TOGETHER = frozenset({"compound", "nmod"})
_VESSELS = lexicon.words("names.vessels")
"""Kinds of ships, which have the names of persons."""
_VAGUE = frozenset({"project", "franchise", "series", "adaptation", "instalment", "installment"})
"""Nouns for what somebody makes, of which the noun before them says the kind."""
_STOPS = frozenset({",", ".", ";", ")", "—"})
_BEHIND = frozenset({"IN", "WDT", "WP", "VBN"})
"""Tags of what follows a description: "a firm in Oslo", "a company that", "an app made by"."""
_DESCRIBING = frozenset({"ADJ", "NOUN", "PROPN", "PUNCT", "NUM"})
_FAR = 6
"""How many tokens behind the comma the noun may stand."""
_AGENTS = ("er", "or", "ist")
"""Endings of nouns that a person is called as well: "publisher", "developer"."""
_QUOTES = {"“": "”", '"': '"', "``": "''", "‘": "’", "'": "'", "''": "''"}
_NOUNS = frozenset({"NN", "NNS"})
_FULL = 2
"""How many words a full name has at least."""
_OF_COMPANIES = frozenset(
    "owner operator publisher developer producer dealer broker agent sponsor distributor host "
    "manager head leader champion manufacturer promoter contractor star creator designer".split()
)
"""Nouns like those for offices, which companies and teams are called as well."""
_ALIKE = {"PERSON": {"NORP"}, "GPE": {"LOC", "FAC"}, "WORK": {"PRODUCT"}, "PRODUCT": {"WORK"}}
"""For a type that a noun shows, others that may stay."""


@rule("names.appositions")
def settle_appositions(draft: NamesDraft) -> None:
    """Give a name the type of the noun behind a comma, or before "called"."""
    settled: dict[str, str] = {}
    for name in draft.names:
        if not _is_free(name) or _is_place_of(draft, name):
            continue
        noun = (
            _called_before(draft, name)
            or _called_behind(draft, name)
            or _called_right_before(draft, name)
            or _holds_office(draft, name)
        )
        is_agent = name.type == "PERSON" and noun.endswith(_AGENTS) and noun not in _VESSELS
        kind = "" if is_agent else KINDS.get(noun, "")
        if kind and (kind == name.type or _may_be(name, kind)):
            settled.setdefault(name.text, kind)
    surnames = full_surnames(draft) if settled else set()
    for name in draft.names if settled else ():
        if name.type == "PERSON" and fold(name.text) in surnames:
            continue
        kind = settled.get(name.text, "")
        if kind and _is_free(name) and (kind == name.type or _may_be(name, kind)):
            name.type, name.sure = kind, True


def _is_free(name: Name) -> bool:
    return not (name.sure or name.known or name.titled or name.is_dateline)


def _is_place_of(draft: NamesDraft, name: Name) -> bool:
    """Whether a noun says before the name that it is a place: "the city of Orvis"."""
    return draft.before(name.start) == "of" and draft.words[name.start - 2] in _PLACES


def _called_before(draft: NamesDraft, name: Name) -> str:
    """Return the noun in "a company called Orvis"."""
    at = name.start - 1
    if at > 0 and draft.words[at] in _QUOTES:
        inside = draft.words[name.end : name.end + 2]
        if _QUOTES[draft.words[at]] not in inside:
            return ""
        at -= 1
    if at < 1 or draft.words[at] not in _NAMING:
        return ""
    return draft.words[at - 1]


def _called_right_before(draft: NamesDraft, name: Name) -> str:
    """Return the noun in "the drug Orvidol", "the rapper Nemo": it is what the name says again."""
    at = name.start - 1
    if at < 1 or not draft.words[at].islower() or draft.doc[at].tag_ != "NN":
        return ""
    noun, root = draft.doc[at], draft.doc[name.start : name.end].root
    is_one = noun.head.i == root.i and noun.dep_ in _TOGETHER
    is_same = root.head.i == at and root.dep_ == "appos"
    is_somebody = name.type == "PERSON" and fold(name.words()[0]) in GIVEN_NAMES
    if is_somebody and noun.text not in _VESSELS:
        return ""
    is_vague = noun.text in _VAGUE and draft.doc[at - 1].dep_ in _TOGETHER
    called = draft.doc[at - 1] if is_vague else noun  # "the video game project Orvis"
    is_whole = draft.words[name.end : name.end + 1] not in (["'s"], ["’s"], ["-"])
    is_last = name.end >= len(draft.words) or draft.doc[name.end].tag_ not in _NOUNS
    if not ((is_one or is_same) and is_whole and is_last):
        return ""
    return called.text if any(child.i < at for child in noun.children) or is_one else ""


def _called_behind(draft: NamesDraft, name: Name) -> str:
    """Return the noun in "Orvis, a small company"."""
    words, at = draft.words, name.end
    if at + 2 >= len(words) or words[at] != "," or words[at + 1] not in _ARTICLES:
        return ""
    root = draft.doc[name.start : name.end].root
    noun = next((child for child in root.rights if child.dep_ == "appos"), None)
    if noun is None:
        is_where = draft.doc[name.start - 1].tag_ == "IN"  # "Ann Lee of Orvis, an attorney"
        return "" if is_where else described_behind(draft, at + 2)
    return noun.text if at < noun.i <= at + _FAR and noun.tag_ in _NOUNS else ""


@rule("names.office_ahead", off=lambda *_: "")
def _holds_office(draft: NamesDraft, name: Name) -> str:
    """Return a noun for persons where a name has an office, which no company has.

    For example "Lee's attorney, Robert L. Falk".
    """
    at = name.start - 2
    if at < 1 or draft.words[at + 1] != "," or len(name.words()) < _FULL:
        return ""
    noun, root = draft.doc[at], draft.doc[name.start : name.end].root
    is_office = noun.tag_ == "NN" and noun.lower_ in OFFICES and noun.lower_ not in _OF_COMPANIES
    is_closed = draft.words[name.end : name.end + 1] in ([","], ["."])
    is_beside = root.dep_ == "appos" and root.head.i == at and is_closed
    return "spokesman" if is_office and is_beside else ""


@rule("names.described_behind", off=lambda *_: "")
def described_behind(draft: NamesDraft, start: int) -> str:
    """Return the noun that ends a description, by its words: "Orvis, an IT services firm,"."""
    doc, words = draft.doc, draft.words
    for at in range(start, min(start + _FAR, len(words) - 1)):
        if doc[at].tag_ in _NOUNS and (words[at + 1] in _STOPS or doc[at + 1].tag_ in _BEHIND):
            return words[at]
        if doc[at].pos_ not in _DESCRIBING:
            return ""
    return ""


def _may_be(name: Name, kind: str) -> bool:
    """Whether a name may have that type: a town of the table is no company of its name."""
    if name.type in _ALIKE.get(kind, ()):
        return False
    words = name.words()
    if kind == "PERSON":
        is_plain = len(words) < 4 and all(word[:1].isupper() for word in words)
        has_letters = any(len(word) > 2 and word.isupper() for word in words)
        return is_plain and not has_letters and not is_organization_head(words[-1])
    if name.type in ("GPE", "PERSON") and kind == "ORG":
        return name.text not in cities()
    return kind != "GPE" or (len(words) < 4 and name.type != "LAW")
