"""What an article or a sentence is about, as its words tell: a game, an election, a flood."""

from __future__ import annotations

from store.extract.events.grammar.parse import Parse
from store.extract.events.meaning.codebook import Codebook, Context

SCORE = "<score>"


class Contexts:
    """The circumstances of one document's events, by the codebook's `contexts`."""

    def __init__(self, book: Codebook, parse: Parse) -> None:
        self.book = book
        self.parse = parse
        self.known: dict[tuple[str, int | None], bool] = {}

    def holds(self, name: str, token: int) -> bool:
        """Whether the article, or the sentence of the token, is about it."""
        return any(self._fits(name, n, c, token) for n, c in enumerate(self.book.contexts[name]))

    def _fits(self, name: str, number: int, context: Context, token: int) -> bool:
        sentence = None if context.whole else self.parse.sentence[token]
        key = (f"{name} {number}", sentence)
        if key not in self.known:
            self.known[key] = self._told(context, sentence)
        return self.known[key]

    def _told(self, context: Context, sentence: int | None) -> bool:
        parse = self.parse
        inside = range(len(parse)) if sentence is None else range(*parse.bounds[sentence])
        if self._count(inside, context.unless):
            return False
        return self._count(inside, context.words) >= context.least

    def _count(self, inside: range, words: frozenset[str]) -> int:
        """How many of the tokens are one of the words."""
        starts = tuple(word[:-1] for word in words if word.endswith("*"))
        return sum(self._is(token, words, starts) for token in inside)

    def _is(self, token: int, words: frozenset[str], starts: tuple[str, ...]) -> bool:
        lemma = self.parse.lemma[token]
        if lemma in words or (SCORE in words and self._score(token)):
            return True
        entry = self.book.nouns.get(lemma) if self.parse.pos[token] == "NOUN" else None
        if entry is not None and {f"@{entry.mode}", f"@{entry.type}"} & words:
            return True
        return bool(starts) and lemma.startswith(starts)

    def _score(self, token: int) -> bool:
        """ "3-1", in one token or in three."""
        lower = self.parse.lower
        ours, dash, theirs = lower[token].replace("–", "-").partition("-")
        if dash and not ours and not theirs:
            first, last = self.parse.bounds[self.parse.sentence[token]]
            if not first < token < last - 1:
                return False
            ours, theirs = lower[token - 1], lower[token + 1]
        return bool(dash) and all(n.isdecimal() and len(n) < 3 for n in (ours, theirs))
