"""Offices that somebody runs for: "Ann Lee, who is running for governor of Ohio"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from store.extract.extensions import FoundEntity, FoundRole, Tokens, states, where
from store.extract.references.discourse import Discourse
from store.extract.roles.offices import office_from
from store.extract.roles.owners import owner
from store.extract.roles.said_of import TOLD, is_asked
from store.extract.rules import rule

_RUNNING = frozenset({"run", "campaign"})
_CALLED = {
    "president": "Presidential",
    "presidency": "Presidential",
    "governor": "Gubernatorial",
    "mayor": "Mayoral",
    "congress": "Congressional",
    "senate": "Senate",
    "house": "House",
    "parliament": "Parliamentary",
}
"""What candidates for an office or a seat are called, if the article does not tell of where."""


@rule("references.candidacies")
def add_candidacies(discourse: Discourse) -> None:
    """Add the candidates whom only a verb tells of, unless the article calls them so."""
    doc = discourse.doc
    roles: list[FoundRole] = doc._.roles or []
    for index in where(doc, "LEMMA", _RUNNING):
        for person, role in _candidacies(discourse, doc[index]):
            own = [other.role for other in roles if other.person is person]
            if not any("Candidate" in name or "Nominee" in name for name in own):
                roles.append(role)
    doc._.roles = sorted(roles, key=lambda role: role.span)


def _candidacies(discourse: Discourse, verb: Token) -> Iterator[tuple[FoundEntity, FoundRole]]:
    if (
        verb.pos_ != "VERB"
        or verb.dep_ in TOLD
        or is_asked(verb)
        or not _is_stated(verb)
        or discourse.quotations.at(verb.i) is not None
    ):
        return
    person = _runner(discourse, verb)
    sought = (
        inner
        for phrase in verb.rights
        if phrase.lower_ == "for" and phrase.i == verb.i + 1
        for inner in phrase.rights
        if inner.dep_ == "pobj"
    )
    noun = next(sought, None)
    if noun is None or person is None or person.type != "PERSON" or not person.is_named:
        return
    office = office_from(discourse.doc, noun.i, discourse.entities)
    of = owner(discourse.doc, office, noun, discourse.entities) if office is not None else None
    end = office.span.end if office is not None else noun.i + 1
    called = _CALLED.get((office.name if office is not None else noun.text).casefold())
    if office is not None and (of is not None or called is None):
        name = f"Candidate for {office.name}"
    elif called is not None:
        name = f"{called} Candidate"
    else:
        return
    is_over = verb.tag_ == "VBD" or any(word.lower_ in {"was", "were"} for word in verb.lefts)
    span = Tokens(verb.i, end)
    yield person, FoundRole(person, name, of, span, "former" if is_over else None)


def _is_stated(verb: Token) -> bool:
    """Whether somebody runs or ran: not "may run", "did not run" or "plans to run"."""
    helping = [word for word in verb.lefts if word.dep_ in {"aux", "neg"}]
    if verb.tag_ == "VBG":
        is_acl = verb.dep_ == "acl" and not helping
        return is_acl or (states(verb, past=True) and any(w.lemma_ == "be" for w in helping))
    return states(verb, past=True) and not helping


def _runner(discourse: Discourse, verb: Token) -> FoundEntity | None:
    """Return who is the subject of a verb, or whom its clause describes."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if who is None:
        return discourse.at(verb.head) if verb.dep_ == "acl" else None
    return discourse.at(verb.head) if who.lower_ == "who" else discourse.at(who)
