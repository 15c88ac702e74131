"""Nouns that a label leaves bare although the text said before which one it means.

"They would protect the names" says little without "the names of the victims", which stands in the
sentence before. The words for a noun are those of its first mention in the article.
"""

from __future__ import annotations

from collections.abc import Collection

from store.extract import lexicon
from store.extract.events.wording import written
from store.extract.references.nameless_persons import is_human
from store.extract.rules import rule
from store.extract.syntax.parse import Parse

POINTERS = frozenset({"the", "that", "those", "such"})
"""Words before a noun that is known; "this" and "these" point to what a speaker sees as well."""
SPECIFYING = frozenset("of on about for to against with over between into".split())
"""Prepositions of phrases that say which one a noun means."""
BACK = 4
"""How many sentences before a label its noun is mentioned at most."""
QUOTED_BACK = 1
"""The same for the words of a quotation, whose speaker may mean something else."""
WORDS = 9
"""How many words a description has at most."""
LOOSE = lexicon.words("events.loose_nouns")
COMMON = frozenset({"NN", "NNS"})
NOUNS = COMMON | {"NNP", "NNPS"}
UNFIT = ("PRP", "W", "VB", "MD")
"""Beginnings of tags of words that no short description has."""
POINTING = POINTERS - {"the"} | {"this", "these"}
"""Words that mean something else where they stand in a label: "this bank's plan"."""
UNREAL = frozenset({"MD", "VB", "VBZ", "VBP"})
"""Tags of verbs beside which "a plan" is any plan."""


class DescribedBefore:
    """Finds the descriptions of nouns. `known` are the tokens that have a name."""

    def __init__(self, parse: Parse, known: Collection[int]) -> None:
        self.parse = parse
        self.known = known
        times = parse.doc._.times or []
        self.timed = {i for t in times for i in range(t.span.start, t.span.end)}
        quotations = parse.doc._.quotations or []
        self.quoted = {i for q in quotations for i in range(q.span.start, q.span.end)}
        self.mentions: dict[str, list[int]] = {}
        for token, tag in enumerate(parse.tag):
            if tag in NOUNS:
                self.mentions.setdefault(parse.lemma[token].lower(), []).append(token)

    @rule("events.label_described_before", off=lambda *_: {})
    def of(self, tokens: list[int], names: Collection[str] = ()) -> dict[int, str]:
        """Return words for "the" and for a noun behind it: "the" and "names of the victims".

        `tokens` are those of a label, `names` those of whom it is shown with.
        """
        parse = self.parse
        shown = {parse.lower[t] for t in tokens}
        shown |= {word.lower() for name in names for word in name.split()}
        found: dict[int, str] = {}
        for noun in tokens:
            told = self._described(noun, tokens[0]) if self._is_bare(noun, tokens) else None
            if told is None:
                continue
            owner, words = self._phrase(told)
            if shown.isdisjoint(self._content(told)):
                start, end = ("[", "]") if noun in self.quoted else ("", "")
                found[noun - 1] = start + (written(parse, owner, {}) if owner else "the")
                found[noun] = written(parse, words, {}) + end
        return found

    def _is_bare(self, noun: int, tokens: list[int]) -> bool:
        """Whether a noun of a label has nothing beside it than a word that points."""
        parse = self.parse
        if parse.tag[noun] not in COMMON or noun in self.timed or noun in self.known:
            return False
        if parse.lemma[noun] in LOOSE or parse.doc[noun].ent_type_ or is_human(parse.doc[noun]):
            return False
        beside = [k for k in parse.kids[noun] if parse.pos[k] != "PUNCT"]
        whole = parse.dep[noun] not in ("compound", "poss", "nmod")
        points = beside == [noun - 1] and parse.lower[noun - 1] in POINTERS
        return whole and points and noun - 1 in tokens

    def _described(self, noun: int, first: int) -> int | None:
        """Return the first mention of a noun in the article, if it describes it."""
        parse = self.parse
        same = self.mentions[parse.lemma[noun].lower()]
        before = [t for t in same if t < min(first, noun)]
        back = QUOTED_BACK if noun in self.quoted else BACK
        if not before or parse.sentence[noun] - parse.sentence[before[-1]] > back:
            return None
        described = [t for t in before if not self._is_alone(t)]
        told = max(described, key=lambda t: len(self._content(t)), default=None)
        if told is None or parse.tag[told] != parse.tag[noun] or self._is_any(told):
            return None
        content = self._content(told)
        others = map(self._content, described)
        return told if all(each and each <= content for each in others) else None

    def _content(self, noun: int) -> frozenset[str]:
        """Return the nouns and names that specify a noun."""
        owner, words = self._phrase(noun)
        told = (t for t in (*owner, *words) if t != noun and self._specifies(t))
        return frozenset(self.parse.lower[t] for t in told)

    def _specifies(self, token: int) -> bool:
        return self.parse.tag[token] in NOUNS or self.parse.doc[token].is_title

    def _is_alone(self, noun: int) -> bool:
        """Whether a later mention does not describe another one."""
        parse = self.parse
        described = any(parse.dep[k] not in ("det", "punct", "case") for k in parse.kids[noun])
        return not described and parse.dep[noun] not in ("compound", "nmod")

    def _is_any(self, noun: int) -> bool:
        """Whether a noun stands for any one: "a plan could help"."""
        parse = self.parse
        one = any(parse.lower[k] in ("a", "an", "any", "no") for k in parse.kids[noun])
        verb = next((t for t in parse.above(noun) if parse.is_verb(t)), None)
        tags = [] if verb is None else [parse.tag[t] for t in (verb, *parse.having(verb, "aux"))]
        return one and not UNREAL.isdisjoint(tags)

    def _phrase(self, noun: int) -> tuple[list[int], list[int]]:
        """Return the tokens of the owner of a noun, and those of the noun with what specifies it.

        Both are empty, but for the noun, where nothing does.
        """
        parse = self.parse
        owner: list[int] = []
        words = {noun}
        for k in parse.kids[noun]:
            if parse.dep[k] == "poss" and parse.tag[k] != "PRP$":
                owner = sorted(parse.subtree(k))
                continue
            before = k < noun and (parse.dep[k] == "compound" or bool(parse.doc[k].ent_type_))
            behind = k > noun and parse.dep[k] == "prep" and parse.lower[k] in SPECIFYING
            if before or behind:
                words.update(parse.subtree(k))
        own = [*owner, *sorted(words)]
        named = any(self._specifies(t) for t in own if t != noun)
        whole = sorted(words) == list(range(min(words), max(words) + 1))
        if not named or not whole or any(map(self._is_unfit, own)) or len(own) > WORDS:
            return [], [noun]
        return owner, sorted(words)

    def _is_unfit(self, token: int) -> bool:
        """Whether a label cannot take a word from where it stands."""
        parse = self.parse
        points = parse.lower[token] in POINTING
        return points or parse.tag[token].startswith(UNFIT) or token in self.timed
