"""Offices of a body that is only referred to: "its president, Jane Roe", "the firm's chief"."""

from __future__ import annotations

from store.extract.references.discourse import Discourse

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BODIES = frozenset({"GPE", "ORG"})


def lend_owners(discourse: Discourse) -> None:
    """Give the roles that are told without a body the one that a possessive beside them means."""
    doc = discourse.doc
    open_roles = [role for role in doc._.roles or [] if role.of is None]
    if not open_roles:
        return
    for index, entities in discourse.settled.items():
        owner = entities[0]
        if len(entities) > 1 or owner.type not in _BODIES or not _possesses(discourse, index):
            continue
        for role in open_roles:
            if role.span.start - 2 <= index < role.span.end and role.of is None:
                role.of = owner


def _possesses(discourse: Discourse, index: int) -> bool:
    token = discourse.doc[index]
    after = discourse.doc[index + 1] if index + 1 < len(discourse.doc) else None
    return token.tag_ == "PRP$" or (after is not None and after.text in _POSSESSIVE)
