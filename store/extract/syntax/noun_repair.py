"""Parse repairs of noun phrases: which noun is the head, and which name belongs to which noun."""

from __future__ import annotations

from store.extract.rules import rule
from store.extract.syntax.tree import Columns, Edge

_LANDS = frozenset("country nation state government ally power neighbor neighbour partner".split())
"""Nouns for countries, of which one may be named apart: "Chad and Western countries"."""


def repair_nouns(parse: Columns) -> None:
    """Repair the noun phrases of a parse."""
    falling_things(parse)
    one_and_other_countries(parse)


@rule("parse.falling_things")
def falling_things(parse: Columns) -> None:
    """Make the noun right after a participle its head, not an object beside a noun further on.

    For example "hit by falling rocks near a park, among them two nurses": no nurses hit them.
    """
    for i, tag in enumerate(parse.tag[:-1]):
        thing, noun = i + 1, parse.head[i]
        if tag != "VBG" or parse.dep[i] != "amod" or noun <= thing or parse.dep[noun] != "pobj":
            continue
        if parse.head[thing] == i and parse.dep[thing] == "dobj":
            parse.attach(
                Edge(thing, parse.head[noun], "pobj"), Edge(i, thing), Edge(noun, thing, "dep")
            )


@rule("parse.one_and_other_countries")
def one_and_other_countries(parse: Columns) -> None:
    """Make a country apart from the others after "and": "Chad and Western countries met"."""
    for i in range(len(parse.tag) - 3):
        noun, other = parse.head[i], i + 2
        if parse.tag[i] != "NNP" or parse.kind[i] != "GPE" or "." in parse.lower[i]:
            continue
        if parse.dep[i] not in ("nmod", "compound", "amod") or parse.lower[i + 1] != "and":
            continue
        joined = parse.head[other] == i and parse.dep[other] == "conj" and noun == i + 3
        if joined and parse.tag[noun] == "NNS" and parse.lemma[noun] in _LANDS:
            parse.attach(
                Edge(i, parse.head[noun], parse.dep[noun]),
                Edge(other, noun, "amod"),
                Edge(noun, i, "conj"),
            )
