"""Roles: who holds which office, of which country or body."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.extensions import entities_by_token
from store.extract.roles.holders import find_roles


@Language.component("dateline_roles")
def roles(doc: Doc) -> Doc:
    """Set `doc._.roles`."""
    doc._.roles = find_roles(doc, entities_by_token(doc))
    return doc
