"""Slips of a small model that the grammar of English rules out, mended before anything is read."""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import Protocol

SPOKEN = frozenset("add urge call warn accuse ask tell vow promise pledge demand thank".split())
"""Verbs by which a source goes on speaking."""
FAR = 40
"""Governors above a token, at most."""


class Columns(Protocol):
    """Of a parse, what is mended, by token."""

    head: list[int]
    dep: list[str]
    pos: list[str]
    tag: list[str]
    lemma: list[str]
    lower: list[str]


def mend(parse: Columns, verbs: Container[str]) -> None:
    """`verbs` are the lemmas that the codebook knows."""
    _lemmas(parse, verbs)
    _whom(parse)
    _participles(parse)
    _finite(parse)
    _named_behind(parse)
    _parentheses(parse)
    _conjuncts(parse)


def _lemmas(parse: Columns, verbs: Container[str]) -> None:
    """A known verb for a lemma that the lemmatizer cut too short: "stag" of "staged"."""
    for i, tag in enumerate(parse.tag):
        if tag in ("VBD", "VBN", "VBG", "VBZ") and parse.lemma[i] not in verbs:
            word = parse.lower[i]
            stem = word[:-1] if tag != "VBG" else f"{word[:-3]}e"
            if stem in verbs:
                parse.lemma[i] = stem


def _whom(parse: Columns) -> None:
    """ "Whom" is an object ("the man whom they accuse")."""
    for i, word in enumerate(parse.lower):
        if word == "whom" and parse.dep[i] == "nsubj":
            parse.dep[i] = "dobj"


def _participles(parse: Columns) -> None:
    """A participle before a noun has no object: in "by falling rocks, among them ..." the noun
    behind it is the one that it describes."""
    for noun, dep in enumerate(parse.dep):
        i = parse.head[noun]
        if dep == "dobj" and noun == i + 1 and parse.dep[i] == "amod" and parse.tag[i] == "VBG":
            described = parse.head[i]
            if described > noun:
                root = parse.head[described] == described
                parse.dep[noun] = parse.dep[described]
                parse.head[noun] = noun if root else parse.head[described]
                parse.dep[described], parse.head[described] = "appos", noun
                parse.head[i] = noun


def _finite(parse: Columns) -> None:
    """A finite verb is not joined to an infinitive: in "told him to wait and adjourned the
    trial", or "ordered them to help and will go there", who told or ordered goes on."""
    for i, tag in enumerate(parse.tag):
        if i == 0:
            continue
        if tag == "VBD" and parse.dep[i] == "amod" and parse.lower[i - 1] == "and":
            noun = parse.head[i]
            verb = next((a for a in _above(parse, noun) if parse.tag[a] == "VBD"), None)
            if parse.dep[noun] == "conj" and noun > i and verb is not None and verb < i:
                parse.head[i], parse.dep[i], parse.pos[i] = verb, "conj", "VERB"
                parse.head[noun], parse.dep[noun] = i, "dobj"
        elif tag == "MD" and parse.dep[i] == "aux" and parse.lower[i - 1] == "and":
            verb = parse.head[i]
            infinitive = parse.head[verb]
            before = range(max(infinitive - 3, 0), infinitive)
            to = any(parse.head[k] == infinitive and parse.tag[k] == "TO" for k in before)
            if parse.dep[verb] == "conj" and parse.dep[infinitive] == "xcomp" and to:
                parse.head[verb] = parse.head[infinitive]


def _named_behind(parse: Columns) -> None:
    """A verb has one subject and, but for a dative, one object: a name right behind the first
    ("forestry group Norrskog agreed"), or what stands behind a comma ("appointed Lee governor,
    the first woman to ..."), only explains it."""
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
            parse.dep[i], parse.head[i] = "appos", before


def _parentheses(parse: Columns) -> None:
    """What goes on behind a source between two commas has the first subject: "rain killed ten,
    officials said on Sunday, and forced others to flee"."""
    for i, dep in enumerate(parse.dep):
        said = parse.head[i]
        if dep != "conj" or parse.tag[i] != "VBD" or parse.lemma[i] in SPOKEN:
            continue
        if parse.lemma[said] not in ("say", "report") or i < 3:
            continue
        told = [
            k for k in range(said) if parse.head[k] == said and parse.dep[k] in ("ccomp", "dep")
        ]
        own = any(parse.head[k] == i and parse.dep[k] == "nsubj" for k in range(said, i))
        apart = any(parse.lower[k] == "and" and parse.lower[k - 1] == "," for k in range(said, i))
        if told and apart and not own:
            parse.head[i] = told[-1]


def _conjuncts(parse: Columns) -> None:
    """A finite verb is joined to a verb and not to its object ("condemned the attack and
    offered help"), where it has no subject of its own."""
    subjects = ("nsubj", "nsubjpass")
    with_subject = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep in subjects}
    for i, tag in enumerate(parse.tag):
        noun = parse.head[i]
        if (
            tag in ("VBD", "VBZ", "VBP")
            and parse.dep[i] == "conj"
            and parse.dep[noun] in ("dobj", "pobj")
            and i not in with_subject
        ):
            verb = next((a for a in _above(parse, noun) if parse.pos[a] in ("VERB", "AUX")), None)
            if verb is not None and verb < noun:
                parse.head[i] = verb


def _above(parse: Columns, i: int) -> Iterator[int]:
    for _ in range(FAR):
        if parse.head[i] == i:
            return
        i = parse.head[i]
        yield i
