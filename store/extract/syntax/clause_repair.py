"""Repair coordination: words that the parser attaches to the wrong verb or conjunct."""

from __future__ import annotations

from store.extract import lexicon
from store.extract.rules import rule
from store.extract.syntax.tree import Columns, Edge, governors

SPOKEN = frozenset("add urge call warn accuse ask tell vow promise pledge demand thank".split())
"""Verbs by which a source continues to speak."""
ANNOUNCING = frozenset("announce say declare claim report state confirm".split())
CLAUSES = frozenset({"since", "after", "before", "until"})
"""Words that open a phrase or a clause."""
REPLACING = (("instead", "of"), ("rather", "than"))
_REACH = 40
"""How many tokens to look back and ahead."""
SUBJECTS = ("nsubj", "nsubjpass")
AT = ("in", "of", "from", "at", "near")
FINITE = ("VBD", "VBZ", "VBP")
THINGS = frozenset({"ORG", "GPE", "LOC", "FAC"})
HUMANS = lexicon.words("names.humans") | lexicon.words("references.people")


def _left_edges(parse: Columns) -> dict[int, int]:
    """Map each noun to the first word of its phrase."""
    edges: dict[int, int] = {}
    for k, dep in enumerate(parse.dep):
        if dep in ("compound", "det", "poss", "nmod", "amod") and parse.head[k] > k:
            edges.setdefault(parse.head[k], edges.get(k, k))
    return edges


@rule("parse.since_clause")
def since_clause(parse: Columns, with_subject: set[int]) -> None:
    """Make "since" open a clause if a verb follows.

    For example "the first talks since Chad and Mali closed the border".
    """
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
        parse.attach(
            Edge(i, parse.head[i], "advcl"),
            Edge(subject, i, "nsubj"),
            Edge(preposition, i, "mark"),
        )


@rule("parse.semicolons")
def semicolons(parse: Columns) -> None:
    """Make a clause before a semicolon independent of the verb of saying after it.

    For example "the army accused them; they deny it".
    """
    for i, word in enumerate(parse.lower):
        if word != ";":
            continue
        for k in range(max(i - _REACH, 0), i):
            if parse.dep[k] == "ccomp" and parse.head[k] > i:
                parse.dep[k] = "parataxis"


@rule("parse.finite_verbs")
def finite_verbs(parse: Columns) -> None:
    """Attach a finite verb to the governing verb, not to an infinitive.

    In "told him to wait and adjourned the trial" or "ordered them to help and will go there", the
    subject of "told" or "ordered" is the subject of the second verb.
    """
    for i, tag in enumerate(parse.tag):
        if i == 0:
            continue
        if tag == "VBD" and parse.dep[i] == "amod" and parse.lower[i - 1] == "and":
            noun = parse.head[i]
            verb = next((a for a in governors(parse.head, noun) if parse.tag[a] == "VBD"), None)
            if parse.dep[noun] != "conj" or noun < i or verb is None or verb > i:
                continue
            if parse.attach(Edge(i, verb, "conj"), Edge(noun, i, "dobj")):
                parse.pos[i] = "VERB"
        elif tag == "MD" and parse.dep[i] == "aux" and parse.lower[i - 1] == "and":
            verb = parse.head[i]
            infinitive = parse.head[verb]
            before = range(max(infinitive - 3, 0), infinitive)
            to = any(parse.head[k] == infinitive and parse.tag[k] == "TO" for k in before)
            if parse.dep[verb] == "conj" and parse.dep[infinitive] == "xcomp" and to:
                parse.attach(Edge(verb, parse.head[infinitive]))


@rule("parse.participles")
def participles(parse: Columns, with_subject: set[int]) -> None:
    """Attach a coordinated past verb to the main verb, not to an infinitive.

    For example "has hired a firm to investigate and notified the police".
    """
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
            parse.attach(Edge(i, verb))


@rule("parse.source_goes_on")
def source_goes_on(parse: Columns, with_subject: set[int]) -> None:
    """Attach a second verb of saying to the first: "said its ships had left and accused"."""
    for i, tag in enumerate(parse.tag):
        told = parse.head[i]
        if tag not in ("VBD", "VBN") or parse.dep[i] != "conj" or i in with_subject:
            continue
        said = parse.head[told]
        speaks = parse.lemma[i] in SPOKEN and parse.lemma[said] in ANNOUNCING
        if speaks and parse.dep[told] == "ccomp" and said < told:
            parse.attach(Edge(i, said))


@rule("parse.source_between_commas")
def source_between_commas(parse: Columns) -> None:
    """Give a verb after a source between commas the subject of the first verb.

    For example "rain killed ten, officials said on Sunday, and forced others to flee".
    """
    for i, dep in enumerate(parse.dep):
        said = parse.head[i]
        if dep != "conj" or parse.tag[i] != "VBD" or parse.lemma[i] in SPOKEN:
            continue
        if parse.lemma[said] not in ("say", "report") or i < 3:
            continue
        near = range(max(said - _REACH, 0), said)
        told = [k for k in near if parse.head[k] == said and parse.dep[k] in ("ccomp", "dep")]
        own = any(parse.head[k] == i and parse.dep[k] == "nsubj" for k in range(said, i))
        apart = any(parse.lower[k] == "and" and parse.lower[k - 1] == "," for k in range(said, i))
        if told and apart and not own:
            parse.attach(Edge(i, told[-1]))


@rule("parse.instead_of")
def instead_of(parse: Columns) -> None:
    """Make "instead of" and "rather than" prepositions: "voted for Lee instead of Roe"."""
    for i in range(1, len(parse.lower)):
        noun = parse.head[i]
        if parse.dep[i] != "cc" or tuple(parse.lower[i - 1 : i + 1]) not in REPLACING:
            continue
        behind = range(i + 1, min(i + _REACH, len(parse.head)))
        for k in behind:
            if parse.head[k] == noun and parse.dep[k] == "conj" and parse.tag[k][0] != "V":
                parse.attach(Edge(i, noun, "prep"), Edge(k, i, "pobj"))
                break


@rule("parse.said_on_relative")
def said_on_relative(parse: Columns, with_subject: set[int]) -> None:
    """Attach a verb of saying to the main verb, not to a relative clause about a thing.

    For example "praised the raid that killed ten and said it was late".
    """
    relative = {
        parse.head[i] for i, tag in enumerate(parse.tag) if tag == "WDT" and parse.dep[i] == "nsubj"
    }
    for i, tag in enumerate(parse.tag):
        told = parse.head[i]
        if tag != "VBD" or parse.dep[i] != "conj" or i in with_subject or told not in relative:
            continue
        if parse.dep[told] != "relcl" or parse.lemma[i] not in ANNOUNCING:
            continue
        above = governors(parse.head, parse.head[told])
        verb = next((a for a in above if parse.pos[a] == "VERB"), None)
        if verb is not None and verb < told:
            parse.attach(Edge(i, verb))


@rule("parse.verbs_on_objects")
def verbs_on_objects(parse: Columns, with_subject: set[int]) -> None:
    """Attach a finite verb without a subject to a verb, not to that verb's object.

    For example "condemned the attack and offered help".
    """
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
                parse.attach(Edge(i, verb))


@rule("parse.subject_of_conjunct")
def subject_of_conjunct(parse: Columns, with_subject: set[int]) -> None:
    """Give a second verb the noun right before it as a subject, not as a second object.

    For example "accused Chad of a coup and supporters rallied behind her".
    """
    edges = _left_edges(parse)
    for i, tag in enumerate(parse.tag):
        noun, first = i - 1, parse.head[i - 1]
        if tag not in FINITE or parse.dep[i] != "conj" or i in with_subject or i < 3:
            continue
        joining = edges.get(noun, noun) - 1
        joined = parse.dep[noun] == "conj" and parse.head[i] < first < joining
        if not joined or parse.dep[joining] != "cc" or parse.head[joining] != first:
            continue
        if parse.attach(Edge(noun, i, "nsubj"), Edge(joining, parse.head[i])):
            with_subject.add(i)


@rule("parse.which_thing")
def which_thing(parse: Columns) -> None:
    """Attach a clause with "which" to the body right before it, not to a person further ahead.

    For example "Ann Lee, the president of Acme, which sold the plant".
    """
    for i, tag in enumerate(parse.tag):
        verb = parse.head[i]
        noun = parse.head[verb]
        if tag != "WDT" or parse.dep[verb] != "relcl" or not noun < i - 1 or i > verb:
            continue
        comma = parse.lower[i - 1] == ","
        last = i - 2 if comma else i - 1
        if (parse.lower[i] != "which" and comma) or not _is_person(parse, noun):
            continue
        above = list(governors(parse.head, last))
        if parse.kind[last] not in THINGS or noun not in above:
            continue
        inside = [k for k in above if noun < k and all(parse.kind[t] for t in range(k, last))]
        names = [k for k in (last, *inside) if parse.pos[k] == "PROPN"]
        if names:
            parse.attach(Edge(verb, names[-1]))


def _is_person(parse: Columns, noun: int) -> bool:
    if parse.pos[noun] == "PROPN":
        return parse.kind[noun] == "PERSON"
    return parse.tag[noun] == "NN" and parse.lemma[noun] in HUMANS
