"""The words of a quotation that a label shows: where they end, and where they go on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from store.extract.events.clause_words import SUBJECTS
from store.extract.extensions import FoundQuotation, Tokens
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

SINGLE = frozenset({"'", "’", "‘", "`"})
"""Marks of a quotation inside another one."""
GOING_ON = frozenset({"that", "if", "because", "unless", "when", "to"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
CLOSE = 3
"""How many tokens before a verb of saying a quotation closes at most."""
POINTING = frozenset({"it", "this", "that", "they", "these", "those"})
"""Words for what the sentence before names."""
MOST = 60
"""How many tokens a statement has at most, together with its sentence before."""
BRIEF = 14
"""How many words of a quotation seldom tell enough alone: "You bet I would"."""
FULLER = 50
"""How many tokens a brief quotation has at most with the sentence beside it."""
APART = frozenset({"PUNCT", "SPACE"})
NOMINAL = frozenset({"DET", "NOUN", "PROPN", "ADJ", "NUM"})
"""Parts of speech that a noun phrase begins with."""
OBJECT = 12
"""How many tokens the object behind a quotation has at most."""
TURNING = frozenset("but yet however unfortunately instead".split())
"""Words that open the sentence with the point that the one before leads to."""


class QuotedWords:
    def __init__(self, parse: Parse) -> None:
        self.parse = parse
        self.quotations: list[FoundQuotation] = parse.doc._.quotations or []

    def opens(self, token: int) -> bool:
        """Whether a quotation begins with the token."""
        doc = self.parse.doc
        apart = token == 0 or doc[token - 1].whitespace_ or doc[token - 1].is_space
        return doc[token].is_quote and not doc[token].whitespace_ and bool(apart)

    def spoken(self, said: Tokens) -> Iterator[int]:
        """Yield the tokens of a statement to the end of its sentence or to its closing mark."""
        doc, first = self.parse.doc, said.start
        edge = range(max(0, first - 1), min(first + 1, said.end))
        marks = [i for i in edge if doc[i].is_quote and not doc[i].whitespace_]
        for token in range(first, said.end):
            mark = marks and token > first and doc[token].is_quote and doc[token].whitespace_
            closes = mark and not self._goes_on(token, said) and not self._is_inner(token, marks[0])
            if closes or self.parse.sentence[token] != self.parse.sentence[first]:
                return
            yield token

    @rule("events.label_goes_on")
    def _goes_on(self, mark: int, said: Tokens) -> bool:
        """Whether the clause goes on behind a quotation: "It seems unlikely" that she won."""
        parse, behind = self.parse, mark + 1
        if behind >= said.end:
            return False
        phrase = parse.tag[behind] == "IN" and parse.head[behind] in range(said.start, mark)
        return phrase or parse.lower[behind] in GOING_ON

    @rule("events.label_completed", off=lambda _, __, tokens: tokens)
    def completed(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the tokens with the object of their last word, if it stands behind the mark.

        For example "We can live with" the treaty.
        """
        parse = self.parse
        words = [t for t in tokens if parse.pos[t] not in APART]
        mark = words[-1] + 1 if words else len(parse)
        if mark >= len(parse) or parse.tag[mark - 1] != "IN" or not parse.doc[mark].is_quote:
            return tokens
        end = parse.bounds[parse.sentence[mark]][1]
        rest = list(takewhile(lambda t: parse.pos[t] not in APART, range(mark + 1, end)))
        fits = 0 < len(rest) <= OBJECT and parse.pos[rest[0]] in NOMINAL and verb not in rest
        if not fits or any(parse.is_verb(t) for t in rest):
            return tokens
        return [*(t for t in tokens if t < mark), mark, *rest]

    @rule("events.label_inner_mark")
    def _is_inner(self, mark: int, opening: int) -> bool:
        """Whether a mark closes a quotation inside: "They say 'never,' and mean it"."""
        return self.parse.lower[mark] in SINGLE and self.parse.lower[opening] not in SINGLE

    def whole(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the tokens of a quotation with those of its second part."""
        rest = self._resumed(verb, tokens)
        if not rest:
            return tokens
        while self.parse.pos[rest[-1]] in ("PUNCT", "SPACE"):
            rest = rest[:-1]
        while tokens and self.parse.doc[tokens[-1]].is_quote:
            tokens = tokens[:-1]
        if self.parse.tag[rest[0]] in ("IN", "TO", *FINITE):
            tokens = [t for t in tokens if t < tokens[-1] or self.parse.lower[t] != ","]
        return [*tokens, *rest]

    @rule("events.label_resumed", off=lambda *_: [])
    def _resumed(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the second part of a quotation: "It fell," she said, "because of the rain"."""
        parse, doc = self.parse, self.parse.doc
        last = parse.bounds[parse.sentence[verb]][1]
        end = tokens[-1] + 1 if tokens else last
        if end >= last or verb < end or verb - end > MOST:
            return []
        closed = next((t for t in range(end - 1, min(end + CLOSE, last)) if doc[t].is_quote), None)
        comma = "," in parse.lower[end - 1 : end + CLOSE]
        opening = next((t for t in range(verb + 1, last) if doc[t].is_quote), None)
        if closed is None or not comma or opening is None or opening + 1 >= last:
            return []
        between = range(closed + 1, opening)
        told = [t for t in between if parse.tag[t] in FINITE and t != verb]
        same = parse.lower[opening - 1] == "," and not doc[opening].whitespace_
        if told or not same or not doc[opening + 1].is_lower:
            return []
        found = list(self.spoken(Tokens(opening + 1, last)))
        short = len(found) + len(tokens) <= MOST
        return found if short and any(parse.pos[t] not in ("PUNCT", "SPACE") for t in found) else []

    @rule("events.label_brief_quotation", off=lambda _, __, tokens: tokens)
    def fuller(self, verb: int, tokens: list[int]) -> list[int]:
        """Return the tokens of a brief quotation with those of its sentence before or behind.

        For example "We have a plan. It is ready," she said. Or: "It is ready," she said. "We start
        on Monday."
        """
        parse = self.parse
        words = [t for t in tokens if parse.pos[t] not in ("PUNCT", "SPACE")]
        if not words:
            return tokens
        own = next((q for q in self.quotations if words[0] in q.span and words[-1] in q.span), None)
        if own is None or verb in own.span:
            return tokens
        if len(words) >= BRIEF:
            return self._with_turn(tokens, words[-1], self._behind(verb, words[-1], own))
        before = (
            self._sentence_in(own.span, parse.sentence[words[0]] - 1) if words[0] < verb else []
        )
        behind = [] if before else self._behind(verb, words[-1], own)
        if not FULLER >= len(before) + len(tokens) + len(behind) > len(tokens):
            return tokens
        kept = [t for t in tokens if t <= words[-1]] if behind else tokens
        return [*before, *kept, *behind]

    @rule("events.label_turn", off=lambda _, tokens, *__: tokens)
    def _with_turn(self, tokens: list[int], last: int, behind: list[int]) -> list[int]:
        """Return the tokens with the sentence behind if the point is there: "But it failed"."""
        turns = any(self.parse.lower[t] in TURNING for t in behind[1:3])
        kept = [t for t in tokens if t <= last]
        return [*kept, *behind] if turns and len(kept) + len(behind) <= MOST else tokens

    def _behind(self, verb: int, last: int, own: FoundQuotation) -> list[int]:
        """Return the mark behind the last word of a quotation, and the sentence that follows it.

        Behind the verb of saying the quotation goes on in another one.
        """
        parse = self.parse
        number, goes_on = parse.sentence[last] + 1, own
        if not any(parse.is_verb(t) for t in range(last + 1, own.span.end)):
            number = parse.sentence[verb] + 1
            first = parse.bounds[number][0] if number < len(parse.bounds) else -1
            others = (q for q in self.quotations if q.span.start == first and last < verb)
            goes_on = next(others, own)
        if goes_on.statement not in (None, own.statement):
            return []
        found = self._sentence_in(goes_on.span, number)
        while found and (parse.doc[found[-1]].is_quote or parse.pos[found[-1]] == "SPACE"):
            found.pop()
        return [last + 1, *found] if found and parse.pos[last + 1] == "PUNCT" else []

    def _sentence_in(self, quotation: Tokens, number: int) -> list[int]:
        """Return the tokens of a sentence that begins in a quotation, without its first mark."""
        parse = self.parse
        first, last = parse.bounds[number] if 0 <= number < len(parse.bounds) else (0, 0)
        if first not in quotation:
            return []
        inside = range(first + (first == quotation.start), min(last, quotation.end))
        told = any(parse.tag[t] in FINITE for t in inside)
        return list(inside) if told and not parse.doc[inside[0]].is_lower else []

    @rule("events.label_before_pointing", off=lambda _, __, tokens: tokens)
    def with_sentence_before(self, said: Tokens, tokens: list[int]) -> list[int]:
        """Return the tokens with the sentence before, if they point to it.

        For example "The market will hate this deal. They won't understand it", she said.
        """
        parse = self.parse
        opening = next((t for t in tokens if parse.pos[t] != "PUNCT"), None)
        number = parse.sentence[opening] if opening is not None else 0
        before = range(*parse.bounds[number - 1]) if number else range(0)
        if opening is None or not before or before[0] < said.start:
            return tokens
        subject = parse.dep[opening] in SUBJECTS and parse.lower[opening] in POINTING
        inside = before[0] >= said.start and not any(parse.doc[t].is_quote for t in before[1:])
        short = len(before) + len(tokens) <= MOST
        return [*before, *tokens] if subject and inside and short else tokens
