"""Slips of a small model that the grammar of English rules out, mended before anything is read."""

from __future__ import annotations

from collections.abc import Container

from store.extract.events.grammar.columns import Columns
from store.extract.events.grammar.joining import join_clauses, join_places
from store.extract.tree import Edge

CHARGING = frozenset("accuse convict acquit suspect".split())
"""Verbs with "of" before what somebody is said to have done."""
PARTICIPLES = frozenset(
    "flown taken given driven shown seen done gone thrown drawn stolen broken chosen frozen torn "
    "sworn beaten eaten hidden shaken forgotten forbidden written".split()
)
"""Forms that no past tense has."""
UNITS = frozenset("minute hour day week month year".split())
HARM = frozenset("kill injure wound hurt arrest detain displace rescue evacuate".split())
"""Verbs told of numbers, without their "were": "ten were killed and 24 injured"."""


def mend(parse: Columns, verbs: Container[str], nouns: Container[str]) -> None:
    """`verbs` and `nouns` are the lemmas that the codebook knows."""
    _lemmas(parse, verbs)
    _tenses(parse)
    _gerunds(parse, nouns)
    _whom(parse)
    _participles(parse)
    _before(parse)
    _behind_comma(parse)
    _accused_of(parse)
    _called_on(parse)
    join_places(parse)
    _named_behind(parse)
    join_clauses(parse)


def _lemmas(parse: Columns, verbs: Container[str]) -> None:
    """A known verb for a lemma that the lemmatizer cut too short: "stag" of "staged"."""
    for i, tag in enumerate(parse.tag):
        if tag in ("VBD", "VBN", "VBG", "VBZ") and parse.lemma[i] not in verbs:
            word = parse.lower[i]
            stem = word[:-1] if tag != "VBG" else f"{word[:-3]}e"
            if stem in verbs:
                parse.lemma[i] = stem
            elif word[:-2].removeprefix("re") in verbs and tag in ("VBD", "VBN"):
                parse.lemma[i] = word[:-2]  # "reappointed"


def _tenses(parse: Columns) -> None:
    """A verb with a subject and no auxiliary is finite, a participle's form is one, and so is
    what shares the auxiliary of a passive."""
    helped = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep.startswith("aux")}
    passive = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep == "auxpass"}
    for i, dep in enumerate(parse.dep):
        verb = parse.head[i]
        if parse.tag[i] == "VBD" and parse.lower[i] in PARTICIPLES:
            parse.tag[i] = "VBN"
        if dep != "nsubj" or verb in helped:
            continue
        if parse.tag[i] == "CD" and parse.head[verb] in passive and parse.lemma[verb] in HARM:
            parse.dep[i], parse.tag[verb] = "nsubjpass", "VBN"
        elif parse.tag[verb] == "VBN" and parse.dep[verb] == "ROOT" and i < verb:
            parse.tag[verb] = "VBD"


def _gerunds(parse: Columns, nouns: Container[str]) -> None:
    """An event noun that looks like a gerund: "flooding in Nigeria killed hundreds"."""
    with_object = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep == "dobj"}
    for i, tag in enumerate(parse.tag):
        known = parse.lower[i] in nouns and i not in with_object
        if known and tag == "VBG" and parse.dep[i] == "csubj":
            parse.dep[i], parse.pos[i], parse.tag[i] = "nsubj", "NOUN", "NN"
            parse.lemma[i] = parse.lower[i]


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
                above = parse.head[described]
                parse.hang(
                    Edge(noun, noun if above == described else above, parse.dep[described]),
                    Edge(described, noun, "appos"),
                    Edge(i, noun),
                )


def _before(parse: Columns) -> None:
    """A length of time before "before" is no object: "granted him asylum hours before"."""
    for i, lemma in enumerate(parse.lemma[:-1]):
        before = parse.lower[i + 1] in ("before", "after") and parse.head[i] < i
        if lemma in UNITS and before and parse.dep[i] != "pobj":  # "in the weeks before"
            parse.hang(Edge(i, i + 1, "npadvmod"))


def _behind_comma(parse: Columns) -> None:
    """A participle that a comma sets apart goes on telling: "hit the coast on Monday,
    unleashing floods"."""
    for i, tag in enumerate(parse.tag):
        noun = parse.head[i]
        verb = parse.head[noun]
        if i < 2 or tag != "VBG" or parse.dep[i] != "amod" or parse.lower[i - 1] != ",":
            continue
        if noun == i + 1 and parse.dep[noun] == "dobj" and verb < i:
            parse.hang(Edge(i, verb, "advcl"), Edge(noun, i))


def _called_on(parse: Columns) -> None:
    """In "called on him to resign" the "on" brings whom."""
    for i, word in enumerate(parse.lower):
        told = parse.head[i]
        call = parse.head[told]
        if word != "on" or parse.dep[i] != "mark" or parse.lemma[call] != "call" or call > i:
            continue
        behind = range(i + 1, told)
        whom = next((k for k in behind if parse.head[k] == told and parse.dep[k] == "nsubj"), None)
        if whom is not None and parse.tag[told] == "VB":
            parse.hang(
                Edge(i, call, "prep"), Edge(whom, i, "pobj"), Edge(told, parse.head[told], "xcomp")
            )


def _accused_of(parse: Columns) -> None:
    """In "accused the union of holding" or "of \"ruining them\"" the "of" is the verb's."""
    for i, word in enumerate(parse.lower):
        noun = parse.head[i]
        if word == "of" and parse.dep[i] == "prep" and parse.dep[noun] == "dobj":
            behind = parse.tag[i + 1] if i + 1 < len(parse.tag) else ""
            if parse.lemma[parse.head[noun]] in CHARGING and behind in ("VBG", "``", "''"):
                parse.hang(Edge(i, parse.head[noun]))


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
            parse.hang(Edge(i, before, "appos"))
