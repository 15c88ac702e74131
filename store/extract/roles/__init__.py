"""Roles: find who holds which office of which country or body."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.extensions import entities_by_token
from store.extract.roles.ahead import named_behind
from store.extract.roles.holders import find_roles


@Language.component("dateline_roles")
def roles(doc: Doc) -> Doc:
    """Set `doc._.roles`."""
    entities = entities_by_token(doc)
    roles = find_roles(doc, entities)
    doc._.roles = sorted((*roles, *named_behind(doc, entities, roles)), key=lambda role: role.span)
    return doc
