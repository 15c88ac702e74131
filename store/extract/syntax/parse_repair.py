"""Parse repairs: correct parser errors that English grammar rules out."""

from __future__ import annotations

from collections.abc import Container

from store.extract import lexicon
from store.extract.rules import rule
from store.extract.syntax.clause_repair import (
    SUBJECTS,
    finite_verbs,
    instead_of,
    participles,
    said_on_relative,
    semicolons,
    since_clause,
    source_between_commas,
    source_goes_on,
    subject_of_conjunct,
    verbs_on_objects,
    which_thing,
)
from store.extract.syntax.joined_names import join_names
from store.extract.syntax.tree import Columns, Edge

CHARGING = frozenset("accuse convict acquit suspect".split())
"""Verbs whose "of" introduces an accusation."""
PARTICIPLES = lexicon.words("syntax.participles")
"""Forms that are never a past tense."""
HARM = frozenset("kill injure wound hurt arrest detain displace rescue evacuate".split())
"""Verbs that follow a number without "were": "ten were killed and 24 injured"."""


def repair(parse: Columns, verbs: Container[str]) -> None:
    """Repair the parse. `verbs` are the lemmas that the codebook contains."""
    known_lemmas(parse, verbs)
    tenses(parse)
    whom(parse)
    participle_behind_comma(parse)
    accused_of(parse)
    described_ahead(parse)
    named_behind(parse)
    which_thing(parse)
    join_names(parse)
    with_subject = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep in SUBJECTS}
    semicolons(parse)
    instead_of(parse)
    since_clause(parse, with_subject)
    finite_verbs(parse)
    participles(parse, with_subject)
    source_goes_on(parse, with_subject)
    source_between_commas(parse)
    said_on_relative(parse, with_subject)
    verbs_on_objects(parse, with_subject)
    subject_of_conjunct(parse, with_subject)


@rule("parse.known_lemmas")
def known_lemmas(parse: Columns, verbs: Container[str]) -> None:
    """Correct a lemma that the lemmatizer cut too short: "stag" for "staged"."""
    for i, tag in enumerate(parse.tag):
        if tag in ("VBD", "VBN", "VBG", "VBZ") and parse.lemma[i] not in verbs:
            word = parse.lower[i]
            stem = word[:-1] if tag != "VBG" else f"{word[:-3]}e"
            if stem in verbs:
                parse.lemma[i] = stem
            elif word[:-2].removeprefix("re") in verbs and tag in ("VBD", "VBN"):
                parse.lemma[i] = word[:-2]  # "reappointed"


@rule("parse.tenses")
def tenses(parse: Columns) -> None:
    """Correct the tags of finite verbs and participles.

    A verb with a subject and without an auxiliary is finite, also before who says it: "ten men
    fired at a bus, police said". A form that exists only as a participle is a participle, and so is
    a verb that shares the auxiliary of a passive.
    """
    helped = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep.startswith("aux")}
    passive = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep == "auxpass"}
    with_subject = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep in SUBJECTS}
    for i, dep in enumerate(parse.dep):
        verb = parse.head[i]
        if parse.tag[i] == "VBD" and parse.lower[i] in PARTICIPLES:
            parse.tag[i] = "VBN"
        if dep != "nsubj" or verb in helped:
            continue
        if parse.tag[i] == "CD" and parse.head[verb] in passive and parse.lemma[verb] in HARM:
            parse.dep[i], parse.tag[verb] = "nsubjpass", "VBN"
        elif parse.tag[verb] == "VBN" and i < verb and _is_clause(parse, verb, with_subject):
            parse.tag[verb] = "VBD"


def _is_clause(parse: Columns, verb: int, with_subject: Container[int]) -> bool:
    """Whether a verb with a subject heads a finite clause, not "had it done" or "with it gone"."""
    if parse.dep[verb] == "ROOT":
        return True
    return parse.dep[verb] == "ccomp" and verb < parse.head[verb] in with_subject


@rule("parse.whom")
def whom(parse: Columns) -> None:
    """Make "whom" an object ("the man whom they accuse")."""
    for i, word in enumerate(parse.lower):
        if word == "whom" and parse.dep[i] == "nsubj":
            parse.dep[i] = "dobj"


@rule("parse.participle_behind_comma")
def participle_behind_comma(parse: Columns) -> None:
    """Make a participle after a comma a clause of the main verb, not an adjective.

    For example "hit the coast on Monday, unleashing floods".
    """
    for i, tag in enumerate(parse.tag):
        noun = parse.head[i]
        verb = parse.head[noun]
        if i < 2 or tag != "VBG" or parse.dep[i] != "amod" or parse.lower[i - 1] != ",":
            continue
        if noun == i + 1 and parse.dep[noun] == "dobj" and verb < i:
            parse.attach(Edge(i, verb, "advcl"), Edge(noun, i))


@rule("parse.accused_of")
def accused_of(parse: Columns) -> None:
    """Attach "of" to the verb in "accused the union of holding" or "of 'ruining them'"."""
    for i, word in enumerate(parse.lower):
        noun = parse.head[i]
        if word == "of" and parse.dep[i] == "prep" and parse.dep[noun] == "dobj":
            behind = parse.tag[i + 1] if i + 1 < len(parse.tag) else ""
            if parse.lemma[parse.head[noun]] in CHARGING and behind in ("VBG", "``", "''"):
                parse.attach(Edge(i, parse.head[noun]))


@rule("parse.described_ahead")
def described_ahead(parse: Columns) -> None:
    """Make a description before a comma no subject beside the one it is of.

    For example "A retired teacher, Lee was named ...", where both would be subjects.
    """
    first: dict[int, int] = {}
    for i, dep in enumerate(parse.dep):
        if dep not in SUBJECTS or i > parse.head[i]:
            continue
        noun = first.setdefault(parse.head[i], i)
        if noun == i or parse.tag[noun] != "NN" or parse.kind[noun]:
            continue
        set_off = "," in parse.lower[noun + 1 : min(i, noun + 3)]  # or behind a quotation mark
        if set_off and parse.pos[i] == "PROPN":
            parse.attach(Edge(noun, parse.head[i], "npadvmod"))


@rule("parse.named_behind")
def named_behind(parse: Columns) -> None:
    """Turn a second subject or object into an apposition.

    A verb has one subject and, apart from a dative, one object. A name right after the first one
    ("forestry group Norrskog agreed") or a phrase after a comma ("appointed Lee governor, the first
    woman to ...") only explains it.
    """
    first: dict[tuple[int, str], int] = {}
    for i, dep in enumerate(parse.dep):
        if dep not in ("nsubj", "dobj"):
            continue
        key = (parse.head[i], dep)
        before = first.setdefault(key, i)
        if before == i or parse.pos[before] not in ("NOUN", "PROPN"):
            continue
        edge = min([i, *(k for k in range(before + 1, i) if parse.head[k] == i)])
        close = edge == before + 1 and parse.pos[before] == "NOUN" and parse.pos[i] == "PROPN"
        if close or (dep == "dobj" and parse.lower[edge - 1] == ","):
            parse.attach(Edge(i, before, "appos"))
