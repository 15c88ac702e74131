"""Names: every person, organisation and place of an article, once, with all its mentions.

The model's names are a first draft, which each step improves in one way. Then the mentions of each
entity are grouped, and the entity gets a key that is the same in every article.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.gazetteer import gazetteer
from store.extract.names.acronyms import (
    define_acronyms,
    settle_conventions,
    spell_acronyms,
    spell_laws,
)
from store.extract.names.appositions import settle_appositions
from store.extract.names.bodies import find_bodies, join_governments
from store.extract.names.boundaries import (
    add_last_dots,
    cut_bounds,
    cut_citations,
    cut_faiths,
    cut_glued_hyphens,
    cut_tails,
    find_lawmakers_states,
    split_compounds,
)
from store.extract.names.broadcasts import find_programmes, join_stations
from store.extract.names.city_states import settle_city_states
from store.extract.names.company import settle_ages, settle_kin, settle_lists
from store.extract.names.compounds import (
    grow_companies,
    grow_members,
    grow_second_halves,
    join_branches,
    join_halves,
    join_neighbours,
    join_nicknames,
    join_thrifts,
)
from store.extract.names.confidence import set_confidences
from store.extract.names.descriptions import (
    cut_begun_offices,
    cut_epithets,
    cut_offices,
    cut_verbs,
    find_datelines,
    grow_surnames,
    split_at_offices,
    split_body_and_person,
    split_possessives,
)
from store.extract.names.draft import NamesDraft, from_model
from store.extract.names.entities import build_entities
from store.extract.names.families import settle_families, settle_plural_peoples
from store.extract.names.groups import find_groups
from store.extract.names.headings import drop_common, weigh_headings
from store.extract.names.hyphens import (
    join_descents,
    join_hyphened,
    join_hyphened_persons,
    join_hyphened_towns,
)
from store.extract.names.missed_persons import add_after_titles, add_given, add_titled
from store.extract.names.nationalities import drop_nationalities_of_things, settle_tribes
from store.extract.names.other_meanings import (
    drop_bare_short_forms,
    drop_own_short_forms,
    drop_words_at_starts,
    join_corners,
    settle_american_west,
    settle_deities,
    settle_magazines,
    settle_makers,
    settle_towns_of_states,
)
from store.extract.names.part_names import (
    join_departments,
    join_editions,
    join_parts,
    settle_first_words,
    settle_persons_parts,
    share_surnames,
)
from store.extract.names.recall import add_by_head, add_paired, find_named_days, find_phrases
from store.extract.names.rejected import drop_kinds, drop_never, drop_offices
from store.extract.names.repeats import (
    add_in_capitals,
    add_repeats,
    add_shortened,
    join_renamed,
    regrow_parts,
)
from store.extract.names.separators import (
    cut_affixes,
    split_glued_countries,
    split_joined,
    split_pairs,
)
from store.extract.names.short_names import join_by_first_word, join_by_last_word, join_short_names
from store.extract.names.stray_words import (
    cut_counts,
    cut_honors,
    cut_nouns,
    cut_portfolios,
    cut_small_words,
    grow_purposes,
)
from store.extract.names.teams import (
    join_colleges,
    join_teams,
    settle_clubs,
    settle_players,
    settle_playing_places,
)
from store.extract.names.type_context import settle_by_context, settle_opponents
from store.extract.names.type_gazetteer import add_known, settle_known, settle_parties
from store.extract.names.type_heads import settle_by_form, settle_by_head
from store.extract.names.type_votes import (
    retype_first_names,
    retype_surnames,
    settle_well_known,
    vote,
)
from store.extract.names.unseen import add_by_use
from store.extract.names.which_place import mark_metonyms, settle_halves, settle_towns, settle_twins
from store.extract.names.wholes import (
    find_bills,
    find_rivers,
    grow_over_titles,
    grow_regions,
    grow_to_heads,
    join_cases,
    join_generations,
    join_laws,
    join_listed_heads,
)
from store.extract.names.works import (
    find_announced_works,
    find_credited_works,
    find_listed_works,
    find_quoted_works,
    settle_screened,
)
from store.extract.names.works_and_products import (
    find_titles,
    join_parts_of_products,
    settle_mixed_case,
    settle_of_makers,
    settle_watched,
)

STEPS: tuple[Callable[[NamesDraft], None], ...] = (
    from_model,
    cut_citations,
    cut_bounds,
    split_joined,
    split_pairs,
    cut_affixes,
    cut_small_words,
    cut_nouns,
    cut_portfolios,
    cut_honors,
    cut_counts,
    split_possessives,
    cut_verbs,
    cut_offices,
    cut_begun_offices,
    cut_epithets,
    grow_surnames,
    split_body_and_person,
    split_at_offices,
    join_nicknames,
    join_generations,
    grow_companies,
    join_thrifts,
    grow_members,
    cut_tails,
    join_neighbours,
    join_halves,
    join_branches,
    grow_second_halves,
    grow_purposes,
    grow_regions,
    grow_over_titles,
    join_descents,
    join_hyphened_towns,
    drop_never,
    split_compounds,
    split_glued_countries,
    find_lawmakers_states,
    find_datelines,
    find_named_days,
    find_phrases,
    find_bills,
    join_laws,
    join_cases,
    join_listed_heads,
    weigh_headings,
    cut_glued_hyphens,
    cut_faiths,
    settle_known,
    join_teams,
    settle_by_head,
    settle_by_form,
    find_quoted_works,
    find_announced_works,
    find_listed_works,
    find_programmes,
    find_credited_works,
    settle_screened,
    find_titles,
    drop_common,
    define_acronyms,
    drop_offices,
    drop_kinds,
    add_titled,
    add_after_titles,
    add_given,
    add_by_head,
    join_short_names,
    join_by_first_word,
    join_by_last_word,
    join_colleges,
    settle_by_context,
    settle_appositions,
    settle_kin,
    settle_lists,
    add_paired,
    add_by_use,
    join_hyphened,
    settle_opponents,
    settle_watched,
    settle_mixed_case,
    settle_of_makers,
    settle_players,
    join_parts_of_products,
    settle_towns,
    settle_clubs,
    settle_well_known,
    vote,
    settle_persons_parts,
    retype_surnames,
    retype_first_names,
    settle_first_words,
    settle_families,
    settle_plural_peoples,
    share_surnames,
    join_renamed,
    settle_makers,
    regrow_parts,
    add_repeats,
    add_known,
    grow_to_heads,
    find_rivers,
    add_shortened,
    add_in_capitals,
    join_hyphened_persons,
    settle_ages,
    drop_own_short_forms,
    drop_nationalities_of_things,
    settle_tribes,
    drop_bare_short_forms,
    drop_words_at_starts,
    settle_towns_of_states,
    settle_american_west,
    settle_magazines,
    settle_deities,
    join_corners,
    join_editions,
    join_stations,
    settle_city_states,
    settle_playing_places,
    settle_twins,
    settle_halves,
    spell_acronyms,
    spell_laws,
    settle_conventions,
    join_parts,
    join_departments,
    settle_parties,
    mark_metonyms,
    join_governments,
    find_bodies,
    find_groups,
    add_last_dots,
)
"""The steps in order: boundaries, types, missing names, and owners.

Later steps rely on the types that earlier ones have settled.
"""


@Language.component("dateline_names")
def names(doc: Doc) -> Doc:
    """Set `doc._.entities`."""
    draft = NamesDraft.of(doc, gazetteer())
    for step in STEPS:
        step(draft)
    doc._.entities = build_entities(draft)
    set_confidences(draft, doc._.entities)
    return doc
