"""Offices that only a description tells: "Ann Lee won. The Ohio senator spoke in Leeds"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole
from store.extract.references.discourse import Discourse
from store.extract.references.known_offices import is_of_other_party
from store.extract.roles.offices import Office, office_from, office_words
from store.extract.roles.owners import owner
from store.extract.roles.phrases import is_no_office, needs_body
from store.extract.rules import rule

_FORMER = lexicon.words("roles.former")
_ENOUGH = lexicon.words("roles.of_states") | {"mayor"}
"""Offices that say enough without a body: "the senator"."""
_NOT_YET = frozenset({"eventual", "likely", "possible", "likeliest", "new"})
"""Words before an office whose holder the text does not know."""


@rule("references.described_offices")
def add_described_offices(discourse: Discourse) -> None:
    """Add the offices in descriptions with "the" of persons whom the article names elsewhere."""
    doc = discourse.doc
    roles: list[FoundRole] = doc._.roles or []
    for index, entities in discourse.settled.items():
        noun = doc[index]
        if len(entities) > 1 or noun.pos_ != "NOUN" or not _is_holder(entities[0]):
            continue
        for office, of in _offices(discourse, noun, entities[0]):
            _add(
                FoundRole(entities[0], office.name, of, office.span, office.standing), office, roles
            )
    doc._.roles = sorted(roles, key=lambda role: role.span)


def _is_holder(entity: FoundEntity) -> bool:
    return entity.type == "PERSON" and entity.is_named


def _offices(
    discourse: Discourse, noun: Token, person: FoundEntity
) -> Iterator[tuple[Office, FoundEntity | None]]:
    """Yield the office of a description that asserts it, with its body."""
    doc = discourse.doc
    spans = (m.span for m in person.mentions if m.kind == "nominal" and m.span.end == noun.i + 1)
    start = next((span.start for span in spans), None)
    if start is None or doc[start].lower_ != "the" or discourse.quotations.at(noun.i) is not None:
        return
    behind = next((child for child in noun.rights if child.dep_ == "appos"), None)
    if behind is not None and discourse.entities.get(behind.i) not in (None, person):
        return  # "the Republican nominee, Ann Lee"
    is_said_so = noun.dep_ in {"attr", "oprd"} or noun.head.lower_ == "as"
    office = office_from(doc, noun.i, discourse.entities)
    if office is None or is_said_so or any(word.lower_ in _NOT_YET for word in noun.lefts):
        return
    of = owner(doc, office, noun, discourse.entities)
    if of is not None and is_of_other_party(person, of):
        return
    if of is person or is_no_office(doc, office, of) or (of is None and needs_body(office)):
        return
    if office.standing is None and any(
        word.lower_ in _FORMER for word in doc[start + 1 : office.span.start]
    ):
        office = office._replace(standing="former")  # "the former Republican candidate"
    is_sure = office.standing == "former" and office.head not in office_words().trades
    if of is not None or is_sure or office.head in _ENOUGH:
        yield office, of


def _add(role: FoundRole, office: Office, roles: list[FoundRole]) -> None:
    """Add an office, or its body to the same office that stood without one."""
    head = office.head.rpartition(" ")[2]
    same = [
        other
        for other in roles
        if other.person is role.person and head in other.role.casefold().split()
    ]
    if not same:
        role.words = office.span
        roles.append(role)
    for other in same[:1]:
        if other.of is None and role.of is not None and len(same) == 1:
            other.of = role.of
