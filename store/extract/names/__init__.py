"""Names: every person, organisation and place of an article, once, with all its mentions.

The model's names are a first draft. Each step below mends it in one way; then the mentions
of one thing are joined, and the thing gets a key that is the same in every article.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.gazetteer import gazetteer
from store.extract.names.draft import Draft
from store.extract.names.edges.articled import drop_kinds
from store.extract.names.edges.bounds import cut_bounds, split_compounds, split_parties
from store.extract.names.edges.branches import join_branches
from store.extract.names.edges.citations import cut_citations
from store.extract.names.edges.commas import split_commas
from store.extract.names.edges.companies import grow_companies
from store.extract.names.edges.datelines import find_datelines
from store.extract.names.edges.halves import join_halves
from store.extract.names.edges.headlines import drop_headlines
from store.extract.names.edges.neighbours import join_neighbours
from store.extract.names.edges.never import drop_never
from store.extract.names.edges.nicknames import join_nicknames
from store.extract.names.edges.offices import drop_offices
from store.extract.names.edges.tails import cut_tails
from store.extract.names.joined.acronyms import define_acronyms, spell_acronyms
from store.extract.names.joined.bodies import find_bodies, join_governments
from store.extract.names.joined.entities import build_entities
from store.extract.names.joined.groups import find_groups
from store.extract.names.joined.short_names import join_short_names
from store.extract.names.missing.capital_lines import add_in_capitals
from store.extract.names.missing.given import add_given
from store.extract.names.missing.long_titles import add_after_titles
from store.extract.names.missing.paired import add_paired
from store.extract.names.missing.phrases import find_phrases
from store.extract.names.missing.repeats import add_repeats
from store.extract.names.missing.shortened import add_shortened
from store.extract.names.missing.titled import add_titled
from store.extract.names.model import from_model
from store.extract.names.types.evidence import settle_by_context
from store.extract.names.types.heads import settle_by_head
from store.extract.names.types.metonyms import mark_metonyms
from store.extract.names.types.opponents import settle_opponents
from store.extract.names.types.people import grow_given_names, retype_surnames
from store.extract.names.types.places import add_known, settle_known
from store.extract.names.types.towns import settle_towns
from store.extract.names.types.twins import settle_halves, settle_twins
from store.extract.names.types.votes import vote

STEPS: tuple[Callable[[Draft], None], ...] = (
    from_model,
    cut_citations,
    cut_bounds,
    split_commas,
    join_nicknames,
    grow_companies,
    cut_tails,
    join_neighbours,
    join_halves,
    join_branches,
    drop_never,
    split_compounds,
    split_parties,
    find_datelines,
    find_phrases,
    settle_known,
    settle_by_head,
    drop_headlines,
    define_acronyms,
    drop_offices,
    drop_kinds,
    add_titled,
    add_after_titles,
    add_given,
    grow_given_names,
    join_short_names,
    settle_by_context,
    add_paired,
    settle_opponents,
    settle_towns,
    vote,
    retype_surnames,
    add_repeats,
    add_known,
    add_shortened,
    add_in_capitals,
    settle_twins,
    settle_halves,
    spell_acronyms,
    mark_metonyms,
    join_governments,
    find_bodies,
    find_groups,
)
"""In this order: where names begin and end, what type they have, which ones are missing, and
whose they are. Later steps rely on the types that earlier ones are sure of."""


@Language.component("dateline_names")
def names(doc: Doc) -> Doc:
    """Set `doc._.entities`."""
    draft = Draft.of(doc, gazetteer())
    for step in STEPS:
        step(draft)
    doc._.entities = build_entities(draft)
    return doc
