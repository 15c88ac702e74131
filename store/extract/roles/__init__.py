"""Roles: find who holds which office of which country or body."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.extensions import entities_by_token
from store.extract.roles.ahead import named_behind
from store.extract.roles.behind_names import lawmakers
from store.extract.roles.holders import find_roles
from store.extract.roles.terms import mark_past


@Language.component("dateline_roles")
def roles(doc: Doc) -> Doc:
    """Set `doc._.roles`."""
    entities = entities_by_token(doc)
    roles = find_roles(doc, entities)
    roles += lawmakers(doc, roles, entities)
    roles += named_behind(doc, entities, roles)
    article = doc._.article
    mark_past(roles, (article.published or "") if article is not None else "")
    doc._.roles = sorted(roles, key=lambda role: role.span)
    return doc
