"""Words that a small model joins to the wrong one: what "and" and a comma stand between."""

from __future__ import annotations

from store.extract.events.grammar.columns import Columns
from store.extract.tree import Edge, governors

SPOKEN = frozenset("add urge call warn accuse ask tell vow promise pledge demand thank".split())
"""Verbs by which a source goes on speaking."""
ANNOUNCING = frozenset("announce say declare claim report state confirm".split())
CLAUSES = frozenset({"since", "after", "before", "until"})
"""Words before a phrase or a clause."""
FAR = 40
"""Tokens to look back and ahead, at most."""
SUBJECTS = ("nsubj", "nsubjpass")
AT = ("in", "of", "from", "at", "near")


def join_places(parse: Columns) -> None:
    """Places are joined to places: "patients in Wichita and Austin", "firms based in Iran, the
    Republic of China and Hong Kong"."""
    edges = _left_edges(parse)
    for i, dep in enumerate(parse.dep):
        place = edges.get(i, i) - 2
        if place < 1 or parse.pos[i] != "PROPN" or parse.pos[place] != "PROPN":
            continue
        preposition = parse.head[place]
        if parse.dep[place] != "pobj" or parse.lower[preposition] not in AT:
            continue
        noun, between = parse.head[preposition], parse.lower[place + 1]
        on_noun = dep == "conj" and between == "and" and parse.head[i] == noun
        listed = dep == "dobj" and between == "," and parse.head[i] < preposition
        if on_noun and parse.pos[noun] == "NOUN":
            parse.hang(Edge(i, place), Edge(place + 1, place))
        elif listed and _joined_on(parse, i):
            parse.hang(Edge(i, place, "conj"))


def _left_edges(parse: Columns) -> dict[int, int]:
    """The first word of each name and of what stands right before it."""
    edges: dict[int, int] = {}
    for k, dep in enumerate(parse.dep):
        if dep in ("compound", "det", "poss", "nmod", "amod") and parse.head[k] > k:
            edges.setdefault(parse.head[k], edges.get(k, k))
    return edges


def _joined_on(parse: Columns, i: int) -> bool:
    """Whether something is joined to a word."""
    behind = range(i, min(i + FAR, len(parse.head)))
    return any(parse.head[k] == i and parse.dep[k] == "conj" for k in behind)


def join_clauses(parse: Columns) -> None:
    with_subject = {h for h, dep in zip(parse.head, parse.dep, strict=True) if dep in SUBJECTS}
    _semicolons(parse)
    _since(parse, with_subject)
    _finite(parse)
    _participles(parse, with_subject)
    _reported(parse, with_subject)
    _goes_on(parse, with_subject)
    _parentheses(parse)
    _conjuncts(parse, with_subject)


def _since(parse: Columns, with_subject: set[int]) -> None:
    """A clause and no phrase: "the first talks since Chad and Mali closed the border"."""
    for i, tag in enumerate(parse.tag):
        if tag != "VBD" or parse.dep[i] not in ("conj", "advcl") or i in with_subject or i < 3:
            continue
        subject = i - 2 if parse.lower[i - 1] == "," else i - 1
        for above in governors(parse.head, subject):
            if parse.dep[subject] not in ("conj", "appos") or above > subject:
                break
            subject = above
        preposition = parse.head[subject]
        if parse.dep[subject] != "pobj" or parse.lower[preposition] not in CLAUSES:
            continue
        parse.hang(
            Edge(i, parse.head[i], "advcl"),
            Edge(subject, i, "nsubj"),
            Edge(preposition, i, "mark"),
        )


def _semicolons(parse: Columns) -> None:
    """Before a semicolon stands a clause that nobody says: "the army accused them; they deny
    it"."""
    for i, word in enumerate(parse.lower):
        if word != ";":
            continue
        for k in range(max(i - FAR, 0), i):
            if parse.dep[k] == "ccomp" and parse.head[k] > i:
                parse.dep[k] = "parataxis"


def _finite(parse: Columns) -> None:
    """A finite verb is not joined to an infinitive: in "told him to wait and adjourned the
    trial", or "ordered them to help and will go there", who told or ordered goes on."""
    for i, tag in enumerate(parse.tag):
        if i == 0:
            continue
        if tag == "VBD" and parse.dep[i] == "amod" and parse.lower[i - 1] == "and":
            noun = parse.head[i]
            verb = next((a for a in governors(parse.head, noun) if parse.tag[a] == "VBD"), None)
            if parse.dep[noun] != "conj" or noun < i or verb is None or verb > i:
                continue
            if parse.hang(Edge(i, verb, "conj"), Edge(noun, i, "dobj")):
                parse.pos[i] = "VERB"
        elif tag == "MD" and parse.dep[i] == "aux" and parse.lower[i - 1] == "and":
            verb = parse.head[i]
            infinitive = parse.head[verb]
            before = range(max(infinitive - 3, 0), infinitive)
            to = any(parse.head[k] == infinitive and parse.tag[k] == "TO" for k in before)
            if parse.dep[verb] == "conj" and parse.dep[infinitive] == "xcomp" and to:
                parse.hang(Edge(verb, parse.head[infinitive]))


def _participles(parse: Columns, with_subject: set[int]) -> None:
    """Nor is a participle: "has hired a firm to investigate and notified the police"."""
    for i, tag in enumerate(parse.tag):
        infinitive = parse.head[i]
        if tag not in ("VBN", "VBD") or parse.dep[i] != "conj" or i in with_subject:
            continue
        if parse.tag[infinitive] != "VB" or parse.dep[infinitive] not in ("xcomp", "advcl"):
            continue
        verb = parse.head[infinitive]
        to = any(
            parse.head[k] == infinitive and parse.tag[k] == "TO"
            for k in range(max(infinitive - 3, 0), infinitive)
        )
        if to and parse.tag[verb] in ("VBN", "VBD"):
            parse.hang(Edge(i, verb))


def _reported(parse: Columns, with_subject: set[int]) -> None:
    """The first of three that are told: "said that they had ousted her, closed the borders and
    suspended the vote"."""
    for i, tag in enumerate(parse.tag):
        said = parse.head[i]
        if tag not in ("VBN", "VBD") or parse.dep[i] != "conj" or parse.lower[i - 1] != ",":
            continue
        if parse.lemma[said] not in ANNOUNCING or said > i or i in with_subject:
            continue
        near = range(max(said, i - FAR), i)
        told = [k for k in near if parse.head[k] == said and parse.dep[k] == "ccomp"]
        if told and _joined_on(parse, i):
            parse.hang(Edge(i, told[-1]))


def _goes_on(parse: Columns, with_subject: set[int]) -> None:
    """Who said it goes on: "said its ships had acted lawfully and accused Chad"."""
    for i, tag in enumerate(parse.tag):
        told = parse.head[i]
        if tag not in ("VBD", "VBN") or parse.dep[i] != "conj" or i in with_subject:
            continue
        said = parse.head[told]
        speaks = parse.lemma[i] in SPOKEN and parse.lemma[said] in ANNOUNCING
        if speaks and parse.dep[told] == "ccomp" and said < told:
            parse.hang(Edge(i, said))


def _parentheses(parse: Columns) -> None:
    """What goes on behind a source between two commas has the first subject: "rain killed ten,
    officials said on Sunday, and forced others to flee"."""
    for i, dep in enumerate(parse.dep):
        said = parse.head[i]
        if dep != "conj" or parse.tag[i] != "VBD" or parse.lemma[i] in SPOKEN:
            continue
        if parse.lemma[said] not in ("say", "report") or i < 3:
            continue
        near = range(max(said - FAR, 0), said)
        told = [k for k in near if parse.head[k] == said and parse.dep[k] in ("ccomp", "dep")]
        own = any(parse.head[k] == i and parse.dep[k] == "nsubj" for k in range(said, i))
        apart = any(parse.lower[k] == "and" and parse.lower[k - 1] == "," for k in range(said, i))
        if told and apart and not own:
            parse.hang(Edge(i, told[-1]))


def _conjuncts(parse: Columns, with_subject: set[int]) -> None:
    """A finite verb is joined to a verb and not to its object ("condemned the attack and
    offered help"), where it has no subject of its own."""
    for i, tag in enumerate(parse.tag):
        noun = parse.head[i]
        if (
            tag in ("VBD", "VBZ", "VBP")
            and parse.dep[i] == "conj"
            and parse.dep[noun] in ("dobj", "pobj")
            and i not in with_subject
        ):
            above = governors(parse.head, noun)
            verb = next((a for a in above if parse.pos[a] in ("VERB", "AUX")), None)
            if verb is not None and verb < noun:
                parse.hang(Edge(i, verb))
