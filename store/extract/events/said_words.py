"""Labels of statements: what is said, up to the end of its sentence or its closing mark."""

from __future__ import annotations

from collections.abc import Container, Iterator

from store.extract.events.clause_words import ClauseWords
from store.extract.events.draft import EventDraft
from store.extract.events.inflection import Inflection
from store.extract.events.label_faults import Faults
from store.extract.events.salience import names_at
from store.extract.events.wording import possessive, shortened, written
from store.extract.extensions import Tokens
from store.extract.rules import rule
from store.extract.syntax.arguments import antecedent
from store.extract.syntax.conditions import HYPOTHESES
from store.extract.syntax.parse import Parse

WORDS = 70
"""How many words of a statement a label may have."""
OPENING, CLOSING = ('"', "“", "‘", "`"), ('"', "”", "’", "'")
GOING_ON = frozenset({"that", "if", "because", "unless", "when", "to"})
SPOKEN_OF = frozenset("he she it they his her their its".split())
LEAST = 4
"""How many words a statement has at least, from which some may be left out."""
CLOSE = 3
"""How many tokens before a verb of saying a quotation closes at most."""
STARTING = frozenset({"PRP", "PRP$", "DT", "EX"})
"""Tags of words that begin a clause."""
FINITE = ("VBD", "VBZ", "VBP", "MD")


class SaidWords:
    def __init__(self, parse: Parse, rows: Container[int]) -> None:
        self.parse = parse
        self.rows = rows
        self.inflection = Inflection(parse)
        self.faults = Faults(parse)

    def written(self, draft: EventDraft, said: Tokens) -> str:
        """Return a statement up to the end of its sentence or its closing mark.

        Return no words if they are no clause.
        """
        if self._depends(draft.verb):
            return ""
        told = self._around_cue(draft.verb, said) if draft.verb in said else self._spoken(said)
        tokens = self._without_lead(draft.verb, list(told))
        if tokens and self.parse.lower[tokens[0]] == "that":
            tokens = tokens[1:]
        tokens = shortened(self.parse, tokens, WORDS)
        while tokens and self._leads_on(tokens[-1]):
            tokens = tokens[:-1]
        if self._is_no_clause(tokens) or (tokens and self.faults.is_broken_off(tokens[-1])):
            return ""
        text = written(self.parse, tokens, self._spoken_of(draft, tokens)).strip(" ,.")
        whole = text[:1] in OPENING and text[-1:] in CLOSING
        return text[1:-1].strip(" `',.") if whole else text

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
            if not closed or not (behind and self._is_no_clause(ahead)):
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

    @rule("events.label_no_clause")
    def _is_no_clause(self, tokens: list[int]) -> bool:
        """Whether a statement has no subject or no verb: she said it "was found in a bus"."""
        parse = self.parse
        words = self._words(tokens)
        if not words:
            return False
        asked = any(parse.lower[t] == "?" for t in tokens)
        headless = parse.tag[words[0]] in FINITE and not asked
        told = any(parse.tag[t] in FINITE for t in words) or parse.tag[words[0]] in ("VB", "UH")
        return headless or not told

    @rule("events.label_spoken_of", off=lambda *_: {})
    def _spoken_of(self, draft: EventDraft, tokens: list[int]) -> dict[int, str]:
        """Return the name for a pronoun that opens a statement: "she had left".

        In a quotation the name stands in brackets.
        """
        parse, names = self.parse, names_at(self.parse)
        for token in tokens:
            if parse.pos[token] in ("NOUN", "PROPN"):
                break
            if parse.lower[token] not in SPOKEN_OF:
                continue
            inside = any(parse.doc[t].is_quote for t in tokens[: tokens.index(token)])
            name = names.get(token)
            noun = antecedent(parse, token) if name is None and not inside else None
            if noun is not None:
                words = ClauseWords(parse, set(), self.rows).noun(noun)
                name = written(parse, words, {})
            if name is None or name in {e.name for e in draft.actors}:
                break
            name = name if parse.tag[token] == "PRP" else possessive(name)
            meant = {token: f"[{name}]" if inside else name}
            return meant | self.inflection.spelled_out(tokens, meant)
        return {}

    @rule("events.label_goes_on")
    def _goes_on(self, mark: int, said: Tokens) -> bool:
        """Whether the clause goes on behind a quotation: "It seems unlikely" that she won."""
        return mark + 1 < said.end and self.parse.lower[mark + 1] in GOING_ON

    def _spoken(self, said: Tokens) -> Iterator[int]:
        doc, first = self.parse.doc, said.start
        quoted = any(doc[i].is_quote for i in range(max(0, first - 1), min(first + 1, said.end)))
        for token in range(first, said.end):
            mark = quoted and token > first and doc[token].is_quote and doc[token].whitespace_
            closes = mark and not self._goes_on(token, said)
            if closes or self.parse.sentence[token] != self.parse.sentence[first]:
                return
            yield token
