"""The content of a statement: the words that a reporting word governs, including quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from spacy.tokens import Token

from store.extract.extensions import Tokens
from store.extract.reporting_words import ReportingWord
from store.extract.rules import rule, second
from store.extract.statements.quotations import SPEECH, Quotations

_REACH = 8
"""How many words after its verb a quotation may begin ("said in a speech on Monday: “…")."""
_LONG_PARAGRAPH = 300
"""How many tokens a quoted paragraph may have."""
_LONG = 40
"""How many tokens before its clause a "that" may stand."""
_COMPLEMENTS = frozenset({"acl", "relcl", "ccomp", "xcomp", "advcl"})
_ON_OBJECT = frozenset({"of", "to"})
"""Prepositions after the object of a verb that say something about the object."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TELLING = frozenset({"tell", "remind", "assure", "warn", "inform"})


class Content(NamedTuple):
    """The words that a verb governs, and the codebook frame that they fill."""

    span: Tokens
    frame: str


def verb_content(verb: Token, word: ReportingWord, quotations: Quotations) -> Content | None:
    """Return the content of a reporting verb, from the first frame that fits."""
    frames: tuple[tuple[str, Callable[[], Tokens | None]], ...] = (
        ("clause", lambda: _clause(verb) or _raised(verb)),
        ("quote", lambda: _quoted(verb, quotations) or _fronted(verb) or _below(verb)),
        ("as", lambda: _called(verb, word) or _called_so(verb, quotations)),
        ("infinitive", lambda: _infinitive(verb)),
        ("gerund", lambda: _gerund(verb)),
        ("preposition", lambda: _prepositional(verb, word.prepositions)),
        ("object", lambda: _object(verb) or _passive_subject(verb)),
        ("clause", lambda: _clause_on_listener(verb)),
    )
    for frame, find in frames:
        if frame in word.frames or frame == "preposition":
            span = find()
            if span is not None:
                return Content(_past_colon(verb, span), "clause" if frame == "quote" else frame)
    return None


def complement(word: Token, reporting: ReportingWord) -> Tokens | None:
    """Return the content of a reporting noun or adjective.

    For example "a desire to help", "the claim that …", "fears of", "is confident that …".
    """
    return clausal(word, reporting) or _prepositional(word, reporting.prepositions)


def clausal(word: Token, reporting: ReportingWord) -> Tokens | None:
    """Return the clause or infinitive that is the content of a reporting noun or adjective."""
    for child in word.rights:
        if child.dep_ in _COMPLEMENTS and _fits(child, reporting):
            return subtree(child)
    return None


def _fits(clause: Token, word: ReportingWord) -> bool:
    if any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.lefts):
        return "clause" in word.frames
    if _has_to(clause):
        return "infinitive" in word.frames
    return clause.dep_ == "ccomp" and "clause" in word.frames


@rule("statements.past_colon", off=second)
def _past_colon(verb: Token, content: Tokens) -> Tokens:
    """Extend the content past a colon that introduces its details."""
    doc = verb.doc
    if not verb.i < content.start < content.end < len(doc) or doc[content.end].text != ":":
        return content
    return Tokens(content.start, max(content.end, verb.sent.end))


def subtree(token: Token) -> Tokens:
    """Return the range from the first to the last descendant of a token."""
    return Tokens(token.left_edge.i, token.right_edge.i + 1)


def _unextended(_: Token, __: Token, content: Tokens) -> Tokens:
    return content


@rule("statements.clause")
def _clause(verb: Token) -> Tokens | None:
    """Return the clause that a verb of saying governs: "said that it was late"."""
    for child in verb.children:
        if child.dep_ == "ccomp" and not _is_apart(child, verb):
            return _with_next(verb, child, _from_that(verb, subtree(child)))
    aside = verb.dep_ == "advcl" and _marked(verb, {"as"}) and not _does_more(verb)
    return subtree(verb.head) if verb.dep_ == "parataxis" or aside else None


@rule("statements.something_else")
def _does_more(verb: Token) -> bool:
    """Whether it is not said what the clause beside tells, but something else.

    For example "It is bad news as makers order cuts", "as senators debated whether to go".
    """
    told = {"xcomp", "ccomp"} if verb.lemma_ in _TELLING else {"xcomp", "ccomp", "dobj"}
    return any(child.dep_ in told and child.lower_ != "it" for child in verb.rights)


@rule("statements.second_clause", off=_unextended)
def _with_next(verb: Token, clause: Token, content: Tokens) -> Tokens:
    """Extend a content before its verb to a second clause: "he came, and she left, Lee said"."""
    last = max((c.right_edge.i + 1 for c in verb.lefts if c.dep_ == "ccomp"), default=0)
    return Tokens(content.start, max(content.end, last)) if clause.i < verb.i else content


@rule("statements.apart")
def _is_apart(clause: Token, verb: Token) -> bool:
    """Whether a semicolon separates a clause from the verb after it."""
    between = verb.doc[clause.right_edge.i + 1 : verb.i] if clause.i < verb.i else ()
    return any(token.text == ";" for token in between)


def _from_that(verb: Token, content: Tokens) -> Tokens:
    """Extend a clause back to its "that" if the parser separated them."""
    for index in range(content.start - 1, max(verb.i, content.start - _LONG), -1):
        token = verb.doc[index]
        if token.lower_ == "that" and token.dep_ == "mark":
            return Tokens(index, content.end)
    return content


@rule("statements.raised_subject")
def _raised(verb: Token) -> Tokens | None:
    """Return the subject and the infinitive of "the army is said to have left"."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    infinitive = _infinitive(verb)
    if subject is None or infinitive is None:
        return None
    return Tokens(subject.left_edge.i, infinitive.end)


@rule("statements.fronted")
def _fronted(verb: Token) -> Tokens | None:
    """Return the words before "…, Ann Lee said" if the parser did not make them its clause."""
    who = max((c for c in verb.lefts if c.dep_ == "nsubj"), key=lambda c: c.i, default=None)
    if who is None or verb.tag_ not in {"VBD", "VBZ", "VBP"}:
        return None
    if any(child.dep_ in {"ccomp", "dobj", "xcomp"} for child in verb.children):
        return None
    doc, start = verb.doc, verb.sent.start
    end = who.left_edge.i
    while end > start and doc[end - 1].is_quote:
        end -= 1
    if end <= start + SPEECH or doc[end - 1].text != "," or verb.i - who.i > _REACH:
        return None
    clause = doc[start : end - 1]
    told = any(token.tag_ in _FINITE and token.i != verb.i for token in clause)
    return Tokens(start, end - 1) if told or doc[end].is_quote else None


@rule("statements.paragraph_below")
def _below(verb: Token) -> Tokens | None:
    """Return the paragraph after a line that ends with a verb and a colon."""
    doc = verb.doc
    colon = next((t.i for t in doc[verb.i + 1 : verb.i + 1 + _REACH] if t.text == ":"), None)
    if colon is None or colon + 2 >= len(doc) or "\n" not in doc[colon + 1].text:
        return None
    start = colon + 2
    ends = (t.i for t in doc[start : start + _LONG_PARAGRAPH] if t.is_space and "\n" in t.text)
    end = next(ends, min(len(doc), start + _LONG_PARAGRAPH))
    return Tokens(start, end) if end - start >= SPEECH else None


@rule("statements.called_quotation")
def _called_so(verb: Token, quotations: Quotations) -> Tokens | None:
    """Return both parts of "called the plan “a mistake”" if the parser made one phrase of them."""
    objects = [c for c in verb.rights if c.dep_ == "dobj"]
    if verb.lemma_ != "call" or not objects:
        return None
    phrase = subtree(objects[0])
    behind = [q for q in quotations.between(objects[0].i, phrase.end) if q.start > objects[0].i]
    described = any(c.dep_ in {"amod", "acl"} and c.i > objects[0].i for c in objects[0].rights)
    return phrase if behind or described else None


@rule("statements.passive_object")
def _passive_subject(verb: Token) -> Tokens | None:
    """Return the subject of a passive: "the plan was rejected by the council"."""
    subject = next((c for c in verb.lefts if c.dep_ == "nsubjpass"), None)
    agent = any(child.dep_ == "agent" and child.n_rights for child in verb.rights)
    if subject is None or not agent or any(c.dep_ in _COMPLEMENTS for c in subject.rights):
        return None
    return _without_aside(subject)


@rule("statements.told_listener")
def _clause_on_listener(verb: Token) -> Tokens | None:
    """Return the clause of "told the forum he was tired" if the parser attached it to "forum"."""
    if verb.lemma_ not in _TELLING:
        return None
    for listener in (c for c in verb.rights if c.dep_ == "dobj"):
        for clause in listener.rights:
            relative = any(c.tag_ in {"WDT", "WP", "WP$", "WRB"} for c in clause.subtree)
            if clause.dep_ in {"relcl", "ccomp", "acl"} and not relative:
                return subtree(clause)
    return None


def _marked(verb: Token, words: Iterable[str]) -> bool:
    return any(c.dep_ in {"mark", "advmod"} and c.lower_ in words for c in verb.children)


@rule("statements.quoted_beside")
def _quoted(verb: Token, quotations: Quotations) -> Tokens | None:
    """Return a quotation near a verb that has no clause in the parse.

    It stands right before the verb and its subject, or soon after the verb.
    """
    heard = any(child.dep_ == "dobj" for child in verb.children)
    if heard and not _tells_somebody(verb):
        return None
    silent = _is_silent(verb)
    before = [child for child in verb.lefts if child.dep_ in {"nsubj", "aux", "advmod"}]
    named = [child for child in before if child.dep_ == "nsubj"]
    edges = [child.left_edge.i for child in before if not named or child.i >= named[-1].i]
    start, end = min([verb.i, *edges]), verb.i + 1
    first = verb.i if _colon_follows(verb) else start - 3
    for quotation in quotations.between(first, end + _REACH):
        if verb.i in quotation or len(quotation) < SPEECH:
            continue
        if quotation.start >= verb.sent.end and not _colon_follows(verb):
            continue
        precedes = quotation.end <= start and not (heard or silent)
        if precedes or quotation.start >= end:
            return quotation
    return None


@rule("statements.silent")
def _is_silent(verb: Token) -> bool:
    """Whether somebody else said the quotation before: "“No,” he said. The army did not answer"."""
    goes_on = any(child.dep_ == "xcomp" and _has_to(child) for child in verb.rights)
    return goes_on or any(child.dep_ == "neg" for child in verb.lefts)


@rule("statements.quoted_to")
def _tells_somebody(verb: Token) -> bool:
    """Whether the object is who hears a quotation: "telling the paper: “It fell”"."""
    return verb.lemma_ in _TELLING


def _colon_follows(verb: Token) -> bool:
    return any(token.text == ":" for token in verb.doc[verb.i + 1 : verb.i + 1 + _REACH])


@rule("statements.infinitive")
def _infinitive(verb: Token) -> Tokens | None:
    """Return the infinitive together with the people who are asked to act."""
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp", "advcl"} and _has_to(child):
            asked = [c.left_edge.i for c in verb.rights if c.dep_ == "dobj" and c.i < child.i]
            return Tokens(min([child.left_edge.i, *asked]), child.right_edge.i + 1)
    return None


def _has_to(verb: Token) -> bool:
    return any(child.tag_ == "TO" for child in verb.lefts)


@rule("statements.gerund")
def _gerund(verb: Token) -> Tokens | None:
    """Return the gerund that a verb governs: "denied taking money"."""
    for child in verb.rights:
        if child.dep_ in {"xcomp", "ccomp"} and child.tag_ == "VBG":
            return subtree(child)
    return None


@rule("statements.called_as")
def _called(verb: Token, word: ReportingWord) -> Tokens | None:
    """Return an object and its description: "called him a friend", "described it as a failure"."""
    objects = [c for c in verb.rights if c.dep_ in {"dobj", "ccomp"}]
    names = [c for c in verb.rights if c.dep_ in {"oprd", "acomp"} or _is_as(c)]
    if objects and names:
        both = (objects[0], *names)
        return Tokens(min(t.left_edge.i for t in both), max(t.right_edge.i for t in both) + 1)
    if objects and objects[0].dep_ == "ccomp":
        return subtree(objects[0])
    told = word.kind == "speech" and names and not _brings_clause(names[0])
    return subtree(names[0]) if told else None


def _is_as(token: Token) -> bool:
    return token.dep_ == "prep" and token.lower_ == "as"


def _brings_clause(preposition: Token) -> bool:
    return any(child.dep_ == "pcomp" for child in preposition.rights)


@rule("statements.preposition")
def _prepositional(word: Token, prepositions: frozenset[str]) -> Tokens | None:
    """Return what a preposition of the verb brings: "called for peace"."""
    for child in word.rights:
        if "for" in prepositions and _for_clause(child):
            return Tokens(child.left_edge.i + 1, child.right_edge.i + 1)
        if child.dep_ not in {"prep", "prt", "dative"} or child.lower_ not in prepositions:
            continue
        if child.right_edge.i > child.i:
            start = _object_start(word, child) if word.pos_ == "VERB" else child.i
            asked = _infinitive(word)  # "called on them to stay"
            end = child.right_edge.i + 1
            return Tokens(start, max(end, asked.end) if asked is not None else end)
        return _object(word) or _after_particle(word, child)
    return _on_object(word, prepositions) if word.pos_ == "VERB" else None


@rule("statements.for_clause")
def _for_clause(clause: Token) -> bool:
    """Whether it is what somebody calls for: "called for the mayor to be heard"."""
    first = clause.doc[clause.left_edge.i]
    return clause.dep_ in {"advcl", "ccomp"} and first.lower_ == "for" and first.dep_ == "mark"


@rule("statements.preposition_on_object")
def _on_object(verb: Token, prepositions: frozenset[str]) -> Tokens | None:
    """Return the content of "accused the firm of fraud" if the parser has "of" on the object."""
    if not prepositions <= _ON_OBJECT:
        return None
    for noun in (c for c in verb.rights if c.dep_ == "dobj"):
        for child in noun.rights:
            if child.dep_ == "prep" and child.lower_ in prepositions:
                return Tokens(noun.left_edge.i, child.right_edge.i + 1)
    return None


@rule("statements.after_particle")
def _after_particle(verb: Token, particle: Token) -> Tokens | None:
    """Return the content of "lashed out at the plan"."""
    for child in verb.rights:
        if child.dep_ == "prep" and child.i == particle.i + 1:
            return Tokens(child.i + 1, child.right_edge.i + 1) if child.n_rights else None
    return None


def _object_start(verb: Token, preposition: Token) -> int:
    for child in verb.rights:
        if child.dep_ == "dobj" and child.i < preposition.i:
            return child.left_edge.i
    return preposition.i + 1


@rule("statements.object")
def _object(verb: Token) -> Tokens | None:
    """Return the object of the verb: "condemned the attack"."""
    for child in verb.rights:
        if child.dep_ in {"dobj", "attr"}:
            return _without_aside(child)
    return None


@rule("statements.aside_left_out", off=subtree)
def _without_aside(noun: Token) -> Tokens:
    """Return a noun phrase without a relative clause or an apposition after a comma."""
    end = noun.right_edge.i + 1
    for child in noun.rights:
        before = noun.doc[child.left_edge.i - 1]
        if child.dep_ in {"relcl", "appos"} and before.text == ",":
            end = min(end, before.i)
    return Tokens(noun.left_edge.i, end)
