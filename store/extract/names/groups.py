"""Groups that act for a country: "Chinese troops" and "China's military" are one body."""

from __future__ import annotations

import re

from store.extract import lexicon
from store.extract.names.draft import Name, NamesDraft
from store.extract.rules import rule

_ARMED = frozenset(["army", "troops", "forces", "armed forces", "military"])
_MINISTRY_OF = re.compile(r"^(?:the )?(Ministry|Department) of (?:the )?(.+)$")
_WITH_ARMY = frozenset(["US", "GB"])
"""Countries whose news tells the army from the other services."""


def canonical(body: str, owner: str | None = None) -> str:
    """Return one form for variants: "Ministry of Defence" and "Defence Ministry", army and troops.

    Case is ignored, but for the Army of a country (`owner`, its ISO code) with other services.
    """
    match = _MINISTRY_OF.match(body)
    said = (f"{match[2]} {match[1]}" if match else body).casefold()
    if owner in _WITH_ARMY and body == "Army":
        return said
    return "military" if said in _ARMED else said


_MILITARY = "military troops soldiers army forces servicemen servicemembers"
_BODIES = {
    **dict.fromkeys(_MILITARY.split(), "military"),
    **dict.fromkeys("police policemen".split(), "police"),
    **dict.fromkeys("government authorities cabinet".split(), "government"),
    "regime": "government",
    "navy": "navy",
    "parliament": "parliament",
    "embassy": "embassy",
    "legislature": "parliament",
}
_PERSONS = frozenset("troops soldiers servicemen servicemembers policemen authorities".split())
"""Nouns for members, which a headline writes with a capital and are still no name."""
_ADJECTIVES = lexicon.words("names.adjectives")
_COMPOUNDS = {
    ("security", "forces"): "security forces",
    ("peacekeeping", "forces"): "peacekeeping forces",
    ("air", "force"): "air force",
    ("coast", "guard"): "coast guard",
    ("border", "guards"): "border guards",
    ("special", "forces"): "special forces",
    ("foreign", "ministry"): "foreign ministry",
    ("defense", "ministry"): "defense ministry",
    ("defence", "ministry"): "defense ministry",
    ("interior", "ministry"): "interior ministry",
    ("finance", "ministry"): "finance ministry",
    ("health", "ministry"): "health ministry",
    ("central", "bank"): "central bank",
    ("supreme", "court"): "supreme court",
    ("intelligence", "service"): "intelligence service",
}
_OFFICIAL = frozenset("delegation officials personnel units unit".split())


@rule("names.find_groups")
def find_groups(draft: NamesDraft) -> None:
    """Find a people or a country in the possessive before a noun for its forces or organs."""
    found = draft.find(_GROUPS)
    owners = {n.end: n for n in draft.names if n.known and n.known.type == "GPE"} if found else {}
    if not owners:
        return
    marks = draft.covered()
    for index in found:
        word = draft.words[index]
        body = _BODIES.get(word.casefold())
        if body is None and (index == 0 or word.casefold() not in _SECONDS):
            continue
        compound = _COMPOUNDS.get((draft.words[index - 1].casefold(), word.casefold()))
        first = index - 1 if compound else index
        owner = _owner(draft, owners, first)
        if owner is not None and (compound or body) and not any(marks[owner.end : index + 1]):
            _add(draft, owner, index + 1, compound or body or "")


_SECONDS = frozenset(second for _first, second in _COMPOUNDS)
_GROUPS = frozenset(
    form for word in (*_BODIES, *_SECONDS) for form in (word, word.capitalize(), word.upper())
)


def _owner(draft: NamesDraft, owners: dict[int, Name], first: int) -> Name | None:
    """Return the owner of a group, with at most two adjectives between."""
    for back in range(3):
        at = first - back
        owner = owners.get(at)
        if owner is not None:
            return owner if owner.kind == "demonym" or can_own(owner) else None
        if draft.words[at - 1] in ("'s", "’s") and at - 1 in owners:
            return owners[at - 1]
        if at < 1 or draft.words[at - 1].casefold() not in _ADJECTIVES:
            return None
    return None


def can_own(owner: Name) -> bool:
    """Whether a name can be used as an adjective: "U.S. troops", but never "Iraq troops"."""
    return owner.text.replace(".", "").isupper()


def _add(draft: NamesDraft, owner: Name, end: int, body: str) -> None:
    start = owner.start
    text = draft.text(start, end)
    last = draft.words[end - 1]
    is_name = last[:1].isupper() and last.casefold() not in _PERSONS
    group = Name(start, end, "ORG", text, "name" if is_name else "nominal", body_of=owner.known)
    group.body = body
    draft.groups.append(group)
