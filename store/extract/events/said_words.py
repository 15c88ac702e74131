"""Labels of statements: what is said, up to the end of its sentence or its closing mark."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from store.extract import lexicon
from store.extract.events.cue_words import CueWords
from store.extract.events.draft import EventDraft
from store.extract.events.label_context import LabelContext
from store.extract.events.label_faults import Faults
from store.extract.events.naming import Naming
from store.extract.events.quoted_words import CLOSE, QuotedWords
from store.extract.events.said_clauses import SaidClauses
from store.extract.events.wording import count, shortened, written
from store.extract.extensions import Tokens
from store.extract.reporting_words import SAYING
from store.extract.rules import rule, second
from store.extract.syntax.conditions import HYPOTHESES
from store.extract.syntax.parse import MAIN, Parse

WORDS = 70
"""How many words of a statement a label may have."""
OPENING, CLOSING = ('"', "“", "‘", "`"), ('"', "”", "’", "'")
INNER = frozenset('"“”')
"""Marks inside a statement that is not one quotation: “It fell” in Oslo, she called it “a loss”."""
LEAST = 4
"""How many words a statement has at least, from which some may be left out."""
CUE = 2
"""How many words who says it has at least: "he said"."""
JOINING = frozenset({"and", "but", "yet", "so", "or", "plus"})
LINKING = frozenset(tuple(phrase.split()) for phrase in lexicon.words("events.connectives"))
"""Words that join a sentence to the one before it, before a comma: "for instance"."""
COLONS = frozenset({",", ":"})
"""Marks behind such words."""
MOST_LINKING = max(map(len, LINKING))
WITHHELD = frozenset(
    "say elaborate specify identify name give provide disclose explain comment reveal release "
    "offer detail describe".split()
)
"""Verbs for what a speaker did not do."""
POINTING = frozenset("refer reference cite quote contrast compare echo invoke mention".split())
"""Verbs for what a speaker does in speaking."""
ASIDES = {"ask": "about", "refer": "to", "speak": "of", "talk": "about"}
"""Verbs beside one of saying that name the matter, and the word before it: "asked about"."""
NARRATING = SAYING | POINTING
BESIDE = frozenset({",", "before", "after", "while"})
"""What stands before a participle of the same subject."""
ANSWER = 20
"""How many words of a statement may say little without the question."""
STARTING = frozenset({"PRP", "PRP$", "DT", "EX"})
"""Tags of words that begin a clause."""
FINITE = ("VBD", "VBZ", "VBP", "MD")


class Spoken(NamedTuple):
    """The words of a sentence before the verb of saying that ends it."""

    verb: int
    tokens: list[int]


class SaidWords:
    def __init__(self, parse: Parse, naming: Naming) -> None:
        self.parse = parse
        self.naming = naming
        self.faults = Faults(parse)
        self.quotes = QuotedWords(parse)
        self.context = LabelContext(parse)
        self.cues = CueWords(parse, self.quotes)
        self.clauses = SaidClauses(parse)

    def written(self, draft: EventDraft, said: Tokens) -> str:
        """Return a statement up to the end of its sentence or its closing mark.

        Return no words if they are no clause.
        """
        if self._depends(draft.verb):
            return ""
        if draft.verb in said:
            told = self._around_cue(draft.verb, said)
            told = self.quotes.with_sentence_before(said, told)
        else:
            told = self.cues.to_mark(draft.verb, list(self.quotes.spoken(said)))
        tokens = self._without_lead(draft.verb, self.quotes.whole(draft.verb, told))
        resumed = len(tokens) > len(told) and not self.clauses.is_no_clause(told)
        if tokens and self.parse.lower[tokens[0]] == "that":
            tokens = tokens[1:]
        tokens = self._without_withheld(self._without_other_cue(tokens))
        tokens = self.quotes.fuller(draft.verb, self._without_gesture(tokens))
        tokens = self.quotes.completed(draft.verb, tokens)
        tokens = shortened(self.parse, self.without_connective(tokens), WORDS)
        while tokens and self._leads_on(tokens[-1]):
            tokens = tokens[:-1]
        broken = bool(tokens) and self.faults.is_broken_off(tokens[-1])
        if broken or (self.clauses.is_no_clause(tokens) and not resumed):
            return ""
        return self.quoted(draft, tokens)

    def quoted(self, draft: EventDraft, tokens: list[int]) -> str:
        """Return the words of a statement without the marks around them."""
        names = self.naming.in_statement(draft, tokens, self.topic(draft.verb))
        told = self.naming.told_of(tokens, names, self.matter(draft.verb))
        names |= told
        for before, token in pairwise(tokens):
            if self.parse.sentence[before] != self.parse.sentence[token]:
                names.setdefault(token, self.parse.doc[token].text)
                if self.parse.lower[before] == "," or self.parse.doc[before].is_quote:
                    names[before] = "."
        text = written(self.parse, tokens, names).strip(" ,.")
        if text[-1:] in CLOSING:
            text = text[:-1].rstrip(",") + text[-1]
        inside = not INNER.intersection(text[1:-1])
        whole = text[:1] in OPENING and text[-1:] in CLOSING and inside
        text = text[1:-1].strip(" `',.") if whole else text
        asked = "" if told else self._question(draft, tokens)
        return text + (asked or self._context(draft, tokens, names))

    def _question(self, draft: EventDraft, tokens: list[int]) -> str:
        """Return what a brief statement answers: " [context: asked whether she would leave]"."""
        asked = self.cues.question(draft.verb) if count(self.parse, tokens) < ANSWER else []
        if not asked or set(asked) & set(tokens):
            return ""
        told = written(self.parse, asked, self.naming.in_statement(draft, asked))
        return f" [context: {told[:1].lower()}{told[1:]}]"

    def _context(self, draft: EventDraft, tokens: list[int], names: dict[int, str]) -> str:
        """Return the sentence that a statement points to: " [context: The tax fell in 2012]"."""
        before = self.context.of(draft, tokens, names, self.naming.named)
        spoken = self.before_cue(before)
        before = self.without_connective(spoken.tokens if spoken is not None else before)
        told = written(self.parse, before, self.naming.in_sentence(before)).strip(" .,")
        told = told.replace(",”", "”")
        return f" [context: {told[:1].upper()}{told[1:]}]" if told else ""

    @rule("events.label_quoted_beside", off=lambda *_: None)
    def quoted_beside(self, draft: EventDraft) -> Tokens | None:
        """Return the quotation of a row whose clause lacks it: "It fell," she told reporters."""
        verb = draft.verb
        if draft.type != "STATEMENT" or draft.nominal or self.parse.lemma[verb] not in SAYING:
            return None
        first = min(self._cue(verb))
        quotations = (found.span for found in self.parse.doc._.quotations or [])
        told = (s for s in quotations if first - 1 <= s.end <= first and len(s) > LEAST)
        return next((s for s in told if self.parse.lower[s.end - 2] in (",", "?", "!")), None)

    def fragment(self, draft: EventDraft) -> str:
        """Return the quotation of a statement that is no clause: "Probably"."""
        tokens = self.cues.quotation(draft.verb) if draft.type == "STATEMENT" else []
        words = shortened(self.parse, tokens, WORDS)
        return self.quoted(draft, words) if self._words(words) else ""

    @rule("events.label_said_of")
    def topic(self, verb: int) -> int | None:
        """Return the name of whom something is said: "It was a loss," she said of Ann Lee."""
        parse = self.parse
        ways = ("of", "about") if parse.lemma[verb] == "say" else ("of",)
        about = [o for p, o in parse.prepositions(verb) if p in ways]
        speakers = parse.having(verb, "nsubj")
        about += [o for s in speakers for p, o in parse.prepositions(s) if p == "of"]
        told = [o for o in about if parse.doc[o].ent_type_ == "PERSON" and o > verb]
        return told[0] if len(told) == 1 else None

    @rule("events.label_said_of_thing")
    def matter(self, verb: int) -> int | None:
        """Return the noun of what something is said: "It is fine," she said of the plan."""
        parse = self.parse
        ways = ("of", "about") if parse.lemma[verb] == "say" else ("of",)
        about = [o for p, o in parse.prepositions(verb) if p in ways]
        for clause in parse.having(verb, "advcl", "prep"):
            way = ASIDES.get(parse.lemma[clause])
            about += [o for p, o in parse.prepositions(clause) if p == way]
        told = [o for o in about if parse.pos[o] in ("NOUN", "PROPN")]
        person = any(parse.doc[o].ent_type_ == "PERSON" for o in told)
        return told[0] if len(told) == 1 and not person else None

    @rule("events.label_before_cue")
    def before_cue(self, tokens: list[int]) -> Spoken | None:
        """Return the words of a sentence that ends in who says it: It fell, Ann Lee said."""
        parse = self.parse
        for verb in reversed(tokens):
            if parse.lemma[verb] not in SAYING or parse.tag[verb] not in FINITE:
                continue
            cue = self._cue(verb)
            first = min(cue)
            tail = tokens[tokens.index(max(cue)) + 1 :]
            behind = set(self._words(tail))
            ahead = [t for t in tokens if t < first]
            goes_on = any(parse.lower[t] == ":" or self.quotes.opens(t) for t in tail)
            if len(cue) < CUE or parse.dep[verb] not in MAIN or not ahead or goes_on:
                return None
            going_on = {"ccomp", "conj", "xcomp"}
            whole = behind <= set(parse.subtree(verb)) and not any(
                k > verb and parse.dep[k] in going_on for k in parse.kids[verb]
            )
            told = any(parse.tag[t] in FINITE for t in ahead)
            marked = parse.lower[ahead[-1]] in (",", *CLOSING, "''")
            return Spoken(verb, ahead) if whole and told and marked else None
        return None

    @rule("events.label_connective", off=second)
    def without_connective(self, tokens: list[int]) -> list[int]:
        """Return the tokens without a word that joins them to what stands before: "However,"."""
        parse = self.parse
        opening = tokens[:1] if tokens and parse.doc[tokens[0]].is_quote else []
        rest = tokens[len(opening) :]
        while len(rest) > LEAST:
            joins = parse.tag[rest[0]] == "CC" and parse.lower[rest[0]] in JOINING
            links = self._linking(rest)
            if not joins and not links:
                break
            rest = rest[links + 1 if links else 1 :]
            rest = rest[1:] if parse.lower[rest[0]] == "," else rest
        return [*opening, *rest]

    def _linking(self, tokens: list[int]) -> int:
        """Return the number of words that only join the tokens to what stands before."""
        words = [self.parse.lower[t] for t in tokens[: MOST_LINKING + 1]]
        counts = (n for n, word in enumerate(words) if word in COLONS and n + LEAST < len(tokens))
        return next((n for n in counts if tuple(words[:n]) in LINKING), 0)

    @rule("events.label_other_cue", off=second)
    def _without_other_cue(self, tokens: list[int]) -> list[int]:
        """Return a statement without a second cue of its speaker: he said "he answered: “No”"."""
        parse = self.parse
        if len(tokens) <= CUE + LEAST or parse.tag[tokens[0]] != "PRP":
            return tokens
        said = parse.lemma[tokens[1]] in SAYING and parse.lower[tokens[CUE]] in (",", ":")
        return tokens[CUE + 1 :] if said else tokens

    @rule("events.label_withheld", off=second)
    def _without_withheld(self, tokens: list[int]) -> list[int]:
        """Return a statement without what its speaker left open: "but did not say why"."""
        parse = self.parse
        for n, token in enumerate(tokens):
            if parse.tag[token] != "CC" or n < LEAST or n + 3 >= len(tokens):
                continue
            helping, negation, verb = tokens[n + 1 : n + 4]
            negated = parse.dep[negation] == "neg" and parse.lemma[verb] in WITHHELD
            if negated and parse.lower[helping] in ("did", "would", "could"):
                return tokens[:n]
        return tokens

    @rule("events.label_gesture", off=second)
    def _without_gesture(self, tokens: list[int]) -> list[int]:
        """Return a statement without what its speaker did besides: "it fell, citing a report"."""
        parse = self.parse
        quoted = 0
        for n, token in enumerate(tokens[:-1]):
            quoted += parse.doc[token].is_quote
            behind = tokens[n + 1]
            if (
                n < LEAST
                or not self.clauses.has_no_tense(behind)
                or parse.lower[token] not in BESIDE
            ):
                continue
            narrated = parse.lemma[behind] in NARRATING
            if narrated and quoted % 2 == 0 and parse.dep[behind] in ("advcl", "pcomp"):
                return tokens[:n]
        return tokens

    @rule("events.label_around_cue", off=lambda *_: [])
    def _around_cue(self, verb: int, said: Tokens) -> list[int]:
        """Return what is said in the sentence of its verb, where it stands around the verb.

        For example "It fell," she said. "It broke." or: Under the bill, she said, it falls.
        """
        parse = self.parse
        first, last = parse.bounds[parse.sentence[verb]]
        cue = self._cue(verb)
        ahead = list(range(max(first, said.start), min(cue)))
        behind = list(range(max(cue) + 1, min(last, said.end)))
        marks = [t for t in ahead if parse.doc[t].is_quote]
        if marks or parse.doc[max(0, said.start - 1)].is_quote:
            closed = bool(marks) and min(cue) - marks[-1] <= CLOSE
            opening = [n for n, t in enumerate(behind) if parse.doc[t].is_quote]
            behind = behind[opening[0] :] if closed and opening else []
            if not closed or not (behind and self.clauses.is_no_clause(ahead)):
                return ahead if closed else []
            while parse.pos[ahead[-1]] == "PUNCT":
                ahead = ahead[:-1]
            return [*ahead, *behind]
        if verb not in cue and not self._words(ahead):
            return behind[1:] if behind and parse.pos[behind[0]] == "PUNCT" else behind
        if verb not in cue and not self._words(behind):
            return ahead
        if not ahead or not behind or parse.lower[ahead[-1]] not in (",", *CLOSING):
            return []
        opening = behind[1:2] if parse.lower[behind[0]] in (",", ":") else behind[:1]
        if opening and parse.doc[opening[0]].is_quote:
            return behind
        behind = [t for n, t in enumerate(behind) if n or parse.pos[t] != "PUNCT"]
        if not behind:
            return ahead
        return [*(ahead[:-1] if parse.tag[behind[0]] in FINITE else ahead), *behind]

    def sourced(self, verb: int) -> int | None:
        """Return the "according" of a clause that has its source in such a phrase."""
        phrases = self.parse.having(verb, "prep")
        return next((k for k in phrases if self.parse.lower[k] == "according"), None)

    def _words(self, tokens: list[int]) -> list[int]:
        return [t for t in tokens if self.parse.pos[t] not in ("PUNCT", "SPACE")]

    def _cue(self, verb: int) -> set[int]:
        """Return the verb of saying and its subject, or the words of "according to"."""
        phrase = self.sourced(verb)
        if phrase is not None:
            return set(self.parse.subtree(phrase))
        subjects = self.parse.having(verb, "nsubj")
        return {verb, *(t for k in subjects for t in self.parse.subtree(k))}

    @rule("events.label_said_lead", off=lambda _, __, tokens: tokens)
    def _without_lead(self, verb: int, tokens: list[int]) -> list[int]:
        """Return a statement without what belongs to its verb: the day, and a description.

        For example "last week it would sell", "many of them in tears, that it would sell".
        """
        parse = self.parse
        if len(tokens) < LEAST or parse.doc[tokens[0]].is_quote:
            return tokens
        finite = next((n for n, t in enumerate(tokens) if parse.tag[t] in FINITE), len(tokens))
        for n, token in enumerate(tokens[1:finite], 1):
            if parse.lower[token] == "that" and parse.lower[token - 1] == ",":
                return tokens[n:]
        time = next((t for t in parse.doc._.times or [] if t.span.start == tokens[0]), None)
        rest = [t for t in tokens if time is not None and t >= time.span.end]
        follows = bool(rest) and parse.tag[rest[0]] in STARTING
        return rest if tokens[0] == verb + 1 and follows else tokens

    @rule("events.label_condition")
    def _depends(self, verb: int) -> bool:
        """Whether a condition before the verb of saying is part of it: "If it rains, she said"."""
        parse = self.parse
        ahead = [k for k in parse.having(verb, "advcl") if k < verb]
        return any(parse.lower[m] in HYPOTHESES for k in ahead for m in parse.having(k, "mark"))

    def _leads_on(self, token: int) -> bool:
        """Whether a statement cannot end in it; it may in "what we stand for", or "come about"."""
        behind = self.parse.pos[token + 1 : token + 2]
        last = behind in ([], ["PUNCT"]) and not (behind and self.parse.doc[token + 1].is_quote)
        tag = self.parse.tag[token]
        return tag in ("CC", ",", ":") or (tag == "IN" and not last)
