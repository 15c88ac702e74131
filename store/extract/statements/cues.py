"""Find the cues of statements: a reporting verb, a phrase ("according to") or a colon."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Span, Token

from store.extract import lexicon
from store.extract.extensions import Tokens, entity_at, where
from store.extract.reporting_words import ReportingWord, ReportingWords
from store.extract.rules import holds, nothing, rule
from store.extract.statements.contents import clausal, complement, subtree, verb_content
from store.extract.statements.drafts import StatementDraft
from store.extract.statements.quotations import SPEECH, Quotations
from store.extract.statements.sources import StatementSource, source, subject_of

# Statements by a verb: "said", "is expected to", "expressed a desire to".

_COPULAS = frozenset({"be", "feel", "seem", "remain", "become"})
_BEFORE_VERB = frozenset({"aux", "auxpass", "neg", "advmod"})


def verb_statements(
    doc: Doc, codebook: ReportingWords, quotations: Quotations
) -> Iterator[StatementDraft]:
    """Yield a draft for every verb of the codebook with a content."""
    words = frozenset(codebook.verbs) | codebook.supports | _COPULAS
    for index in where(doc, "LEMMA", words):
        token = doc[index]
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        draft = _by_verb(token, codebook, quotations)
        if draft is None and token.lemma_ in _COPULAS:
            draft = _by_adjective(token, codebook)
        if draft is not None and _reports(token, draft):
            yield draft


def _by_verb(
    verb: Token, codebook: ReportingWords, quotations: Quotations
) -> StatementDraft | None:
    lemma = verb.lemma_
    if lemma in codebook.supports:
        draft = _by_noun(verb, codebook)
        if draft is not None:
            return draft
    word = codebook.verbs.get(lemma)
    content = verb_content(verb, word, quotations) if word is not None else None
    if word is None or content is None:
        return None
    return _draft(verb, word.kind, content.frame, _cue(verb, word), content.span)


@rule("statements.support_verb")
def _by_noun(verb: Token, codebook: ReportingWords) -> StatementDraft | None:
    """Return the draft of a verb that reports only with its object: "issued a warning that"."""
    for child in verb.rights:
        word = codebook.nouns.get(child.lemma_.lower()) if child.dep_ == "dobj" else None
        content = complement(child, word) if word is not None else None
        if content is not None:
            return _draft(verb, "performative", "noun", Tokens(verb.i, child.i + 1), content)
    return None


@rule("statements.adjective")
def _by_adjective(verb: Token, codebook: ReportingWords) -> StatementDraft | None:
    """Return the draft of an adjective: "is willing to", "was critical of", "are worried that"."""
    for child in verb.rights:
        word = codebook.adjectives.get(child.lower_) if child.dep_ == "acomp" else None
        content = complement(child, word) if word is not None else None
        if word is not None and content is not None:
            return _draft(verb, word.kind, "adjective", Tokens(verb.i, child.i + 1), content)
    return None


def _draft(verb: Token, kind: str, frame: str, cue: Tokens, content: Tokens) -> StatementDraft:
    subject = subject_of(verb)
    who = source(subject, cue) if subject is not None else None
    own = subject is not None and (subject.head.i == verb.i or verb.dep_ == "pcomp")
    aside = subtree(verb) if verb.dep_ in {"parataxis", "advcl"} else None
    if aside is not None and not content.start <= aside.start < aside.end <= content.end:
        aside = None
    return StatementDraft(kind, frame, cue, who, [content], own, aside)


@rule("statements.tells", off=holds)
def _reports(verb: Token, draft: StatementDraft) -> bool:
    """Whether the verb reports: it is no order to the reader, no purpose and no mere modifier."""
    helpers = {child.dep_ for child in verb.children}
    if _is_phrase(verb):
        return False
    if draft.source is None and "auxpass" not in helpers:
        return False
    if verb.tag_ == "VBN" and not helpers & {"aux", "auxpass", "agent"} and verb.dep_ != "conj":
        return False
    if draft.frame == "clause" and draft.kind == "speech":
        return True
    if draft.kind in {"belief", "intention"} and _of_thing(verb):
        return False
    purpose = verb.tag_ == "VB" and verb.dep_ in {"advcl", "acl", "relcl"}
    describes = verb.tag_ in {"VBG", "VBN"} and verb.dep_ in {"acl", "amod"}
    return not (purpose or describes)


@rule("statements.set_phrase")
def _is_phrase(verb: Token) -> bool:
    """Whether nobody says it: "it is worth noting that", "it goes without saying that"."""
    if verb.tag_ != "VBG" or not verb.i:
        return False
    before = verb.nbor(-1)
    return before.lower_ == "worth" or (before.lower_ == "without" and before.head.lemma_ == "go")


@rule("statements.of_thing")
def _of_thing(verb: Token) -> bool:
    """Whether the subject is a thing: "strands that decide", with a relative "that" or "which"."""
    who = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    return who is not None and who.tag_ == "WDT" and verb.head.pos_ == "NOUN"


def _cue(verb: Token, word: ReportingWord) -> Tokens:
    """Return the verb with its auxiliaries, negation and adverbs before it, and its particle."""
    start, end = verb.i, verb.i + 1
    before = {c.i for c in verb.lefts if c.dep_ in _BEFORE_VERB}
    while start - 1 in before:
        start -= 1
    if end < len(verb.doc):
        after = verb.doc[end]
        if after.head.i == verb.i and (
            after.dep_ == "prt" or (after.dep_ == "prep" and after.lower_ in word.prepositions)
        ):
            end += 1
    return Tokens(start, end)


# Statements by a phrase: "according to", "his claim that", "a report by the army that".

_ACCORDING = frozenset({"according"})
_CLAUSES = frozenset({"ROOT", "ccomp", "relcl", "advcl", "conj", "acl"})


def phrase_statements(doc: Doc, codebook: ReportingWords) -> Iterator[StatementDraft]:
    """Yield a draft for each sourced "according to" and each reporting noun with an author."""
    for index in where(doc, "LEMMA", frozenset(codebook.nouns)):
        if doc[index].pos_ == "NOUN":
            found = _phrases_by_noun(doc[index], codebook.nouns[doc[index].lemma_])
            if found is not None:
                yield found
    for index in where(doc, "LOWER", _ACCORDING):
        found = _according_to(doc[index]) if index + 1 < len(doc) else None
        if found is not None:
            yield found


@rule("statements.according_to")
def _according_to(token: Token) -> StatementDraft | None:
    """Read "according to Ann Lee" as a statement of hers."""
    doc = token.doc
    if doc[token.i + 1].lower_ != "to":
        return None
    cue = Tokens(token.i, token.i + 2)
    heads = [t for t in doc[token.i + 1].children if t.dep_ == "pobj"]
    if not heads:
        return None
    who = source(heads[0], cue)
    phrase = subtree(token)
    content = _clause_around(token, phrase)
    return StatementDraft("speech", "phrase", Tokens(phrase.start, cue.end), who, [content])


@rule("statements.authored_noun")
def _phrases_by_noun(noun: Token, word: ReportingWord) -> StatementDraft | None:
    """Return the draft of "the ministry's claim that", "a warning by scientists of"."""
    author = _author(noun)
    content = clausal(noun, word) if author is not None else None
    if author is None or content is None:
        return None
    cue = Tokens(noun.i, noun.i + 1)
    return StatementDraft(word.kind, "authored", cue, source(author, cue), [content])


def _author(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ in {"prep", "agent"} and child.lower_ in {"by", "from"}:
            return next((t for t in child.children if t.dep_ == "pobj"), None)
    return None


def _clause_around(token: Token, phrase: Tokens) -> Tokens:
    """Return the clause that contains the phrase.

    A phrase after a comma at the end of a sentence applies to the whole sentence.
    """
    sentence = token.sent
    head = token.head
    last = phrase.end >= sentence.end - 1 and token.doc[token.i - 1].text == ","
    if phrase.start <= sentence.start + 1 or last:
        return Tokens(sentence.start, sentence.end)
    for head in token.ancestors:
        if head.pos_ in {"VERB", "AUX"} and head.dep_ in _CLAUSES:
            break
    return subtree(head)


# Statements by a colon: a headline ("Minister: Talks Will Go On"), and the lines of a transcript or
# an interview ("HOLT: Good evening").

_COLON = frozenset({":"})
_LONGEST = 6
"""How many tokens the speaker's name before the colon may have."""
_SHORTEST = 3
"""How many tokens must follow the colon."""
# Speakers without a name in headlines.
_SPEAKERS = lexicon.words("statements.speakers")
# Labels of an article that are not speakers.
_LABELS = frozenset(
    "breaking update live opinion analysis exclusive video photos watch latest".split()
)


@rule("statements.colon", off=nothing)
def colon_statements(doc: Doc) -> Iterator[StatementDraft]:
    """Yield drafts for a headline that begins with a speaker, and for the lines of a transcript.

    A single line with a name in capitals is a dateline; two are a conversation.
    """
    headline: list[StatementDraft] = []
    lines: list[StatementDraft] = []
    for colon in where(doc, "ORTH", _COLON):
        start = _line_start(doc, colon)
        end = _line_end(doc, colon) if start is not None else colon
        if start is None or end - colon <= _SHORTEST:
            continue
        draft = StatementDraft(
            "speech",
            "colon",
            Tokens(colon, colon + 1),
            StatementSource(Tokens(start, colon), doc[colon - 1]),
            [Tokens(colon + 1, end)],
        )
        words = list(doc[start:colon])
        if _in_capitals(words):
            lines.append(draft)
        elif not any(token.text.strip() for token in doc[:start]) and _speaks(words):
            headline.append(draft)
    yield from headline
    if len(lines) > 1:
        yield from lines


def _line_start(doc: Doc, colon: int) -> int | None:
    """Return where the line of a colon begins, after a quotation mark, if few words precede it."""
    for start in range(colon - 1, max(colon - _LONGEST - 2, -1), -1):
        if _breaks(doc[start]):
            break
    else:
        start = -1 if colon <= _LONGEST else colon
    start += 1
    while start < colon and doc[start].is_quote:
        start += 1
    return start if start < colon else None


def _line_end(doc: Doc, colon: int) -> int:
    return next((i for i in range(colon + 1, len(doc)) if _breaks(doc[i])), len(doc))


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text


def _speaks(words: list[Token]) -> bool:
    if any(word.lower_ in _LABELS or word.pos_ == "VERB" for word in words):
        return False
    named = entity_at(words[-1].doc, words[-1].i) if len(words) <= 3 else None
    person = len(words) <= 3 and all(word.ent_type_ == "PERSON" for word in words)
    person = person or (named is not None and named.type == "PERSON" and named.is_named)
    return person or words[-1].lower_ in _SPEAKERS


def _in_capitals(words: list[Token]) -> bool:
    """Whether the words are a name in capitals, as in transcripts."""
    letters = [word for word in words if not word.is_punct]
    return bool(letters) and all(word.is_upper and len(word) > 1 for word in letters)


# Statements by a signature: “…” — Ann Lee.

_DASHES = frozenset({"―", "—", "–", "--", "-", "~"})


@rule("statements.signature", off=nothing)
def signed_quotations(doc: Doc, quotations: Quotations) -> Iterator[StatementDraft]:
    """Yield drafts for quotations followed by a dash and a name at the end of the line."""
    for dash in where(doc, "ORTH", _DASHES):
        before = dash - 1 if dash and not doc[dash - 1].is_space else dash - 2
        quotation = quotations.at(before) if before >= 0 else None
        if quotation is None or quotation.end != before + 1 or len(quotation) < SPEECH:
            continue
        name = doc[dash + 1 : min(_line_end(doc, dash), dash + 1 + _LONGEST)]
        if name and doc[name[0].i].pos_ == "PROPN" and not any(_verbal(t) for t in name):
            words = StatementSource(Tokens(name.start, name.end), _first_name(name))
            yield StatementDraft("speech", "colon", Tokens(dash, dash + 1), words, [quotation])


def _verbal(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX")


def _first_name(words: Span) -> Token:
    """Return the last word of the name at the start of a signature: "Ann Lee, a nurse"."""
    end = next((t.i for t in words if t.pos_ != "PROPN"), words.end)
    return words.doc[max(end - 1, words.start)]
