"""Reject what the model wrongly takes for a name."""

from __future__ import annotations

import re
from functools import lru_cache

from store.extract import lexicon
from store.extract.names.acronyms import is_acronym
from store.extract.names.draft import REMEMBERED, Name, NamesDraft
from store.extract.names.words import CALENDAR, HONORIFICS, LEGAL, NEVER, OFFICES
from store.extract.rules import rule

# Never a name: numbers, days, months, page furniture, words in lower case.

_COMMON = frozenset("Party Army Police Government Company Group Union Board Court State".split())
_NUMBERED = re.compile(
    r"(?:Group|Game|Phase|Round|Set|Stage|Week|Level|Tier|Table|Figure|Page|Part|Item|Lot|Room|Gate"
    r"|Series|Class|Grade|Division|Pool|Heat|Lane|Day|Year|Step|Question|Exhibit|Book"
    r"|Volume|Act|Scene) "
    r"(?:[A-H]|[IVX]+|\d+|One|Two|Three|Four|Five)",
)
"""One of a series: "Group B", "Game 2", "Phase III"."""
_RATING = re.compile(r"(?:AAA|BBB|[AB]aa?|Caa)(?:[-+]?[1-3]?|-?(?:plus|minus))")
"""Ratings of rating agencies: "BBB", "Baa-2"."""
_ZONE = re.compile(r"(?:\w+ ){0,2}(?:Standard|Daylight|Mean|Summer) Time")
"""Time zones: "Eastern Standard Time"."""
_UNITS = frozenset({"GB", "MB", "TB", "KB", "MW", "GW", "MHz", "GHz", "M", "B", "K"})
_MOJIBAKE = re.compile(r"[ÃÂâ][\u0080-\u00ff€™]*+\W*$")
_ISOTOPE = re.compile(
    r"(?:(?:Cesium|Caesium|Uranium|Plutonium|Strontium|Iodine|Polonium|Carbon)[- ]\d+"
    r"|Congressional District)"
)
"""Isotopes, and a district without its number."""
_STAMMER = re.compile(r"(\w+) _ \1")
"""A word said twice: "America _ America"."""
_MONEY = lexicon.words("names.money")
_ADDRESS = re.compile(
    r"www\.|https?:|@|^P\.?O\.? Box|\w\.(?:com|co\.uk|org|net)/|^(?:t\.co|bit\.ly)"
)
"""Links, mail addresses, handles."""
_FILED = re.compile(r"[A-Z]+_[a-z]+(?:\.[A-Z]{1,2})?")
"""Codes of shares: "ORVN_p.DE"."""
_DEGREES = frozenset("MD M.D. DO RN PhD Ph.D. DDS DVM MPH JD J.D. Esq Esq. CPA".split())
_NEVER_ALONE = frozenset({"I", "I.", "O.K.", "OK"})
_NO_NAMES = lexicon.words("names.no_names")
"""Short forms of common nouns ("CEO", "PAC"), and figures of speech ("Mother Nature")."""
_CODE = re.compile(r"[A-FH-Z]-?\d{1,3}[A-Z]?|[A-Z]{2}-\d{1,3}")
"""Money supplies, roads, forms and visas: "M-1", "W-4", "EB-5"."""


@rule("names.drop_never")
def drop_never(draft: NamesDraft) -> None:
    """Drop words that are never names, such as "Qtly" and the "B.C." of a year."""
    draft.names = [
        name
        for name in draft.names
        if not _never(name.text, name.type)
        and not _opens(draft, name)
        and not _is_era(draft, name)
        and not _is_degree(draft, name)
        and not _is_unit(draft, name)
    ]


def _opens(draft: NamesDraft, name: Name) -> bool:
    """Whether it is a common noun that begins a sentence: "Party spokesman", "Army officers"."""
    return name.text in _COMMON and bool(draft.doc[name.start].is_sent_start)


def _is_degree(draft: NamesDraft, name: Name) -> bool:
    """Whether it is a degree behind a person's name: "Ann Lee, MD"."""
    before = draft.words[max(name.start - 2, 0) : name.start]
    return name.text in _DEGREES and before[1:] == [","] and before[0].istitle()


def _is_unit(draft: NamesDraft, name: Name) -> bool:
    """Whether it is a unit behind a number: in "64GB" it is not Great Britain."""
    return name.text in _UNITS and draft.words[name.start - 1][:1].isdigit()


def _is_era(draft: NamesDraft, name: Name) -> bool:
    """Whether it is an era: in "575 B.C." it is not British Columbia."""
    before = draft.words[name.start - 1] if name.start else ""
    return name.text in ("B.C.", "BC", "A.D.", "AD") and before[:1].isdigit()


@lru_cache(REMEMBERED)
def _never(text: str, type_: str) -> bool:
    words = text.split()
    if not any(letter.isalpha() for letter in text):
        return True
    if all(word.strip(".").casefold() in LEGAL for word in words):
        return True
    if all(_is_nothing(word) for word in words) or _CODE.fullmatch(text):
        return True
    if all(word.rstrip(".").casefold() in HONORIFICS for word in words):
        return True
    if ("." in text or "@" in text or ":" in text) and _ADDRESS.search(text):
        return True
    if _FILED.fullmatch(text) or words[0] in ("ORG", "'s", "’s") or _MOJIBAKE.match(text):
        return True
    if _is_one_of_a_row(text, type_) or _is_money(words) or text in _NO_NAMES:
        return True
    return text.islower() or text in _NEVER_ALONE


def _is_one_of_a_row(text: str, type_: str) -> bool:
    if any(no.fullmatch(text) for no in (_ZONE, _STAMMER, _ISOTOPE)):
        return True
    rated = len(text) > 2 and type_ != "PERSON" and _RATING.fullmatch(text)
    return bool(_NUMBERED.fullmatch(text) or rated)


def _is_money(words: list[str]) -> bool:
    """Whether it is a currency or a sum: "U.S. Dollar", "N.Z. Dlrs", "43.50 Ecus"."""
    is_money = len(words) < 4 and words[-1].casefold() in _MONEY
    first = words[0].replace(".", "").replace("/", "").replace(",", "")
    return is_money and (len(words) > 1 and (first.isupper() or first.isdigit()))


def _is_nothing(word: str) -> bool:
    bare = word.strip(".,:;()[]'\"’“”").casefold()
    return not bare or bare in CALENDAR or bare in NEVER or not any(c.isalpha() for c in bare)


# A short form after "a" that ends its phrase is a kind of thing: "a UAV", "an IED".

_ENDS = frozenset(",.;:)!?") | frozenset(
    "and or with in on at for to was is from that which".split()
)


@rule("names.drop_kinds")
def drop_kinds(draft: NamesDraft) -> None:
    """Drop a short form after "a" that is a kind of thing, everywhere in the article."""
    kinds = {name.text for name in draft.names if _is_kind(draft, name)}
    if kinds:
        draft.names = [n for n in draft.names if n.known or n.text not in kinds]


def _is_kind(draft: NamesDraft, name: Name) -> bool:
    if name.known or not name.start or not is_acronym(name):
        return False
    after = draft.words[name.end] if name.end < len(draft.words) else "."
    return draft.words[name.start - 1] in ("a", "an", "A", "An") and after in _ENDS


# Words of an office are not an organisation: "Secretary of State", "the Foreign Secretary", "Dutch
# Transport" before "Minister".

_PORTFOLIOS = lexicon.words("names.portfolios")
_HOLDERS = lexicon.words("names.holders")
_ADDRESSING = frozenset({"madam", "madame", "mr", "mister", "ms", "mrs"})
_HELD = frozenset({"minister", "secretary", "undersecretary"})
_OF = frozenset("secretary secretaries minister ministers undersecretary".split())


@rule("names.drop_offices")
def drop_offices(draft: NamesDraft) -> None:
    """Drop offices that were found as names: "Foreign Minister", "Secretary of State"."""
    draft.names = [name for name in draft.names if not _is_office(draft, name)]


def _is_office(draft: NamesDraft, name: Name) -> bool:
    if name.type not in ("ORG", "PERSON", "WORK", "PRODUCT", "NORP") or name.known:
        return False
    words = [word.casefold() for word in name.words()]
    if words[0].rstrip(".") in _ADDRESSING and len(words) > 1:
        words = words[1:]
        if all(word in OFFICES for word in words):
            return True
    if words[0] in _HELD and len(words) > 2 and words[1] in ("of", "for"):
        return True
    after = draft.after(name.end).casefold()
    if len(words) > 1 and draft.gazetteer.demonym(name.words()[0]):
        is_held = after in _HOLDERS or words[-1] in _HOLDERS
        return is_held and all(word in OFFICES or word in _PORTFOLIOS for word in words[1:])
    if all(word in OFFICES or word in _PORTFOLIOS or word in ("of", "the") for word in words):
        return len(words) > 1 or words[0] in OFFICES or after in _HOLDERS or _after_of(draft, name)
    return False


def _after_of(draft: NamesDraft, name: Name) -> bool:
    """Whether it follows "of" in an office: "State" in "Secretary of State"."""
    before = [word for word in draft.words[max(name.start - 4, 0) : name.start] if word.strip()]
    return before[-1:] == ["of"] and bool(before[-2:-1]) and before[-2].casefold() in _OF
