"""A capital that acts like a government stands for the country: "Minsk joined the bloc"."""

from __future__ import annotations

from spacy.tokens import Token

from store.extract.names.draft import Draft, Name
from store.extract.names.types.people import full_surnames
from store.extract.names.words.beside import LED
from store.identity.folding import fold

_ACTS = frozenset(
    "accuse agree announce approve argue back ban blame break call claim condemn confirm "
    "consider criticise criticize declare decide demand denounce deny deploy dismiss express fear "
    "halt hope impose insist intend join lift maintain negotiate offer oppose order plan pledge "
    "press promise propose protest pursue push recall recognise recognize refuse reject renew "
    "respond retaliate reiterate say seek sever sign slam summon support suspect suspend threaten "
    "urge view vow want warn welcome withdraw worry ally accept acknowledge invite warn rule "
    "concede signal send supply fund arm expel veto block release share cut answer resume boycott "
    "ratify restore ease tighten deport sanction mediate broker summon retaliate".split()
)
_TIES = frozenset(
    "relation relations relationship tie ties talk talks tension tensions war conflict deal "
    "agreement treaty alliance pressure sanction sanctions policy support cooperation dialogue "
    "dispute rift trade".split()
)
_TOWARDS = frozenset("with between against toward towards by from on".split())
_POSSESSIONS = frozenset(
    "policy stance position decision demand claim response ally allies government refusal offer "
    "proposal threat support influence ambition ambitions interests efforts plan plans "
    "involvement intervention invasion war military army troops forces aggression".split()
)


_SEAT = "BE"
"""Brussels is the seat of the European Union, and that is whom the news means by it where it
tells of no doings of Belgium."""


def mark_metonyms(draft: Draft) -> None:
    """Set `known` and `kind` on the capitals that act; the others stay cities."""
    surnames = full_surnames(draft)
    union = draft.gazetteer.organization("European Union")
    if any(name.known and name.known.iso == _SEAT for name in draft.names):
        union = None
    for name in draft.names:
        if name.type not in ("GPE", "ORG") or name.known or name.is_dateline:
            continue
        if fold(name.text) in surnames:
            continue
        country = draft.gazetteer.capital(name.text)
        if country is not None and _acts(draft, name):
            meant = union if union and country.iso == _SEAT else country
            name.kind, name.known, name.type, name.sure = "metonym", meant, meant.type, True


def _acts(draft: Draft, name: Name) -> bool:
    return _leads(draft, name) or _governs(draft.doc[name.end - 1])


def _leads(draft: Draft, name: Name) -> bool:
    """ "Moscow-led", "Beijing- and Moscow-led"."""
    words = draft.words
    follow = words[name.end : name.end + 5]
    if len(follow) > 1 and follow[0] in ("-", "–"):
        return follow[1].casefold() in LED or (follow[1] in ("and", "or") and "-" in follow[2:])
    return bool(follow) and follow[0][:1] == "-" and follow[0][1:].casefold() in LED


def _governs(token: Token) -> bool:
    head = token.head
    if token.dep_ in ("nsubj", "nsubjpass"):
        return head.lemma_ in _ACTS
    if token.dep_ == "conj" and head is not token:
        return head.dep_ in ("nsubj", "nsubjpass") and head.head.lemma_ in _ACTS
    if token.dep_ == "poss":
        return head.lower_ in _POSSESSIONS
    if token.dep_ == "pobj" and head.lower_ in _TOWARDS:
        governor = head.head
        return governor.lower_ in _TIES or (governor.lemma_ == "ally" and head.lower_ == "with")
    return False
