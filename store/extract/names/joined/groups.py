"""Groups that act for a country: "Chinese troops" and "China's military" are one body."""

from __future__ import annotations

from store.extract.names.draft import Draft, Name

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
_ADJECTIVES = frozenset(
    "armed ground land naval special regular federal central new interim transitional coalition "
    "elite regional national local state occupation occupying expeditionary combat border".split()
)
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


def find_groups(draft: Draft) -> None:
    """A people or a country in the possessive, and a noun for its forces or organs."""
    marks = draft.covered()
    owners = {n.end: n for n in draft.names if n.known and n.known.type == "GPE"}
    for index, word in enumerate(draft.words):
        body = _BODIES.get(word) or _BODIES.get(word.casefold())
        if body is None and (index == 0 or word.casefold() not in _SECONDS):
            continue
        compound = _COMPOUNDS.get((draft.words[index - 1].casefold(), word.casefold()))
        first = index - 1 if compound else index
        owner = _owner(draft, owners, first)
        if owner is not None and (compound or body) and not any(marks[owner.end : index + 1]):
            _add(draft, owner, index + 1, compound or body or "")


_SECONDS = frozenset(second for _first, second in _COMPOUNDS)


def _owner(draft: Draft, owners: dict[int, Name], first: int) -> Name | None:
    """The people whose group it is, at most two adjectives before the noun."""
    for back in range(3):
        at = first - back
        owner = owners.get(at)
        if owner is not None:
            return owner if owner.kind == "demonym" or _can_own(owner) else None
        if draft.words[at - 1] in ("'s", "’s") and at - 1 in owners:
            return owners[at - 1]
        if at < 1 or draft.words[at - 1].casefold() not in _ADJECTIVES:
            return None
    return None


def _can_own(owner: Name) -> bool:
    """A short name stands as an adjective: "U.S. troops"; never "Iraq troops"."""
    return owner.text.replace(".", "").isupper()


def _add(draft: Draft, owner: Name, end: int, body: str) -> None:
    start = owner.start
    text = draft.text(start, end)
    capital = draft.words[end - 1][:1].isupper()
    group = Name(start, end, "ORG", text, "name" if capital else "nominal", body_of=owner.known)
    group.body = body
    draft.groups.append(group)
