"""Match a verb to a row of the codebook by the words around it and the topic of the text."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

from store.extract import lexicon
from store.extract.events.codebook import (
    CLAUSE,
    COMPLEMENT,
    INFINITIVE,
    NO_OBJECT,
    THAT,
    Codebook,
    ContextRow,
    Entry,
)
from store.extract.events.participants import CONTAINERS, Participants
from store.extract.rules import holds, nothing, rule
from store.extract.syntax.arguments import VerbPhrases
from store.extract.syntax.parse import SUBJECTS, Parse

# Match a verb and the words attached to it to a row of the codebook.

SKIPPED = SUBJECTS | {"aux", "auxpass", "punct", "mark", "neg", "cc", "relcl", "acl"}
SKIDDING = frozenset("skid swerve veer careen jackknife plummet overturn".split())
"""Verbs of accidents, where nothing else is told of them."""
MEANWHILE = frozenset("after before since despite upon without during".split())
"""Prepositions whose gerund is no complement: "told reporters after meeting him"."""
MOVING = frozenset("run fall slide roll drive plunge".split())
"""Verbs of accidents with "off" or "down"; a bomb "went off"."""
NAMING = ("det", "compound", "amod", "poss", "nmod")
"""Relations of words before a march, which a month does not have: "the March for Life"."""
TALK = lexicon.words("events.talk")
"""Nouns that make the noun before them only a topic."""


@cache
def _has(word: frozenset[str], mark: str) -> bool:
    """Whether one of the alternatives for a word begins with a mark."""
    return any(name.startswith(mark) for name in word)


@dataclass(slots=True)
class CodebookMatch:
    """A verb with the row that it matches."""

    verb: int
    entry: Entry
    tokens: list[int] = field(default_factory=list)
    """The tokens that matched the words after the verb, in their order."""
    complement: int | None = None
    named: list[int] = field(default_factory=list)
    """The token that matched "#TYPE": part of the phrase, but also a participant."""
    noun: int | None = None
    """The event noun that matched "@", or another noun of the phrase."""


class Matcher:
    def __init__(self, book: Codebook, parse: Parse, people: Participants) -> None:
        self.book = book
        self.parse = parse
        self.people = people

    def match(self, frame: VerbPhrases) -> CodebookMatch | None:
        """Return the longest row that matches, or None. The verb must be in the codebook."""
        for entry in self.book.verbs.get(self.parse.lemma[frame.verb], ()):
            match = self._fits(CodebookMatch(frame.verb, entry), 0, frame)
            if match is not None:
                return match
        return None

    def _fits(self, match: CodebookMatch, n: int, frame: VerbPhrases) -> CodebookMatch | None:
        """Return the match with the words from the `n`th on.

        A word may match any of several tokens ("in June ... in a joint exercise").
        """
        if n == len(match.entry.words):
            return match
        word = match.entry.words[n]
        for token in self._findings(word, match, frame):
            found = self._fits(self._with(match, word, token), n + 1, frame)
            if found is not None:
                return found
        return None

    def _with(self, match: CodebookMatch, word: frozenset[str], token: int) -> CodebookMatch:
        named = self._named(word)
        subject = _has(word, "^")
        noun = self.parse.pos[token] in ("NOUN", "PROPN", "NUM") and not named and not subject
        clause = _has(word, COMPLEMENT)
        return CodebookMatch(
            match.verb,
            match.entry,
            match.tokens if named else [*match.tokens, token],
            token if clause else match.complement,
            [*match.named, token] if named else match.named,
            token if noun and not clause else match.noun,
        )

    def _findings(
        self, word: frozenset[str], match: CodebookMatch, frame: VerbPhrases
    ) -> list[int]:
        if _has(word, COMPLEMENT):
            complement = self._complement(match, finite=not word.isdisjoint((CLAUSE, THAT)))
            if complement is None or not self._asked_for(complement, word):
                return []
            return [complement]
        if NO_OBJECT in word:
            return [] if frame.objects else [match.verb]
        if _has(word, "^"):
            return self._in_subject({name[1:] for name in word}, frame)
        tokens = self._candidates(match, frame)
        return [t for t in tokens if t not in match.tokens and self._is(t, word)]

    def _asked_for(self, complement: int, word: frozenset[str]) -> bool:
        """Whether a complement fits: any for "~", an infinitive for "~to", a verb for "~say"."""
        opening = self.parse.kids[complement]
        if INFINITIVE in word and any(self.parse.tag[k] == "TO" for k in opening):
            return True
        if THAT in word and any(self.parse.lower[k] == "that" for k in opening):
            return self.parse.dep[complement] == "ccomp"
        return bool(word & {COMPLEMENT, CLAUSE}) or f"~{self.parse.lemma[complement]}" in word

    def _named(self, word: frozenset[str]) -> bool:
        return _has(word, "#")

    def _is(self, token: int, word: frozenset[str]) -> bool:
        if self.parse.lemma[token] in word or self.parse.lower[token] in word:
            return not self._is_month(token)
        for name in word:
            if name.startswith("#"):
                entity = self.people.entity(token)
                if entity is not None and entity.type == name[1:]:
                    return True
            if name.startswith("@") and self._is_event(token):
                entry = self.noun_entry(token)
                if entry and (name == "@" or entry.type == name[1:]):
                    return True
        return False

    @rule("events.word_is_event", off=holds)
    def _is_event(self, token: int) -> bool:
        """Whether the noun is an event: "An aid package" is aid, "a war analogy" is not a war."""
        head = self.parse.lemma[self.parse.head[token]]
        return self.parse.dep[token] != "compound" or head not in TALK

    @rule("events.in_subject", off=nothing)
    def _in_subject(self, lemmas: set[str], frame: VerbPhrases) -> list[int]:
        """Return a noun of the subject, or of what it measures ("the size of the garrison")."""
        for subject in frame.subjects:
            measured = [o for p, o in self.parse.prepositions(subject) if p == "of"]
            words = (self.parse.lemma[token].lower() for token in (subject, *measured))
            if not lemmas.isdisjoint(words):
                return [subject]
        return []

    def noun_entry(self, token: int) -> Entry | None:
        """Return the event of a noun, including its compound: "hunger strike"."""
        parse, nouns = self.parse, self.book.nouns
        if parse.pos[token] not in ("NOUN", "PROPN"):
            return None
        lemma = parse.lemma[token]
        if self._no_event(token):
            return None
        for k in parse.kids[token]:
            if parse.dep[k] in ("compound", "amod", "nmod"):
                entry = nouns.get(f"{parse.lemma[k]} {lemma}")
                if entry:
                    return entry if entry.type != "-" else None
        return nouns.get(lemma)

    @rule("events.no_event_noun")
    def _no_event(self, token: int) -> bool:
        """Whether it is a war of words."""
        words = (self.parse.lemma[o] for p, o in self.parse.prepositions(token) if p == "of")
        return "word" in words or self._is_month(token)

    @rule("events.month_of_march")
    def _is_month(self, token: int) -> bool:
        """Whether it is the month of March: "began March with two goals"."""
        parse = self.parse
        if parse.lower[token] != "march":
            return False
        first = parse.bounds[parse.sentence[token]][0]
        named = parse.tag[token] == "NNP" and token != first
        dated = any(token in t.span for t in parse.doc._.times or [])
        return dated or (named and not parse.having(token, *NAMING))

    @rule("events.accident_verb")
    def accident(self, verb: int) -> bool:
        """Whether a verb alone tells of an accident: "collided", "sank", "went off the road"."""
        entries = self.book.verbs.get(self.parse.lemma[verb], ())
        alone = any(not entry.words and entry.mode == "disaster" for entry in entries)
        return alone or self.parse.lemma[verb] in SKIDDING or self._leaves_the_road(verb)

    def _leaves_the_road(self, verb: int) -> bool:
        """Whether something moves down or off a place: "the jeep went down an embankment"."""
        lemma = self.parse.lemma[verb]
        ways = {"down"} if lemma == "go" else {"off", "down"} if lemma in MOVING else set()
        return any(preposition in ways for preposition, _ in self.parse.prepositions(verb))

    def _candidates(self, match: CodebookMatch, frame: VerbPhrases) -> list[int]:
        """Return tokens that may belong to the phrase: below the verb, its objects or a match."""
        parse = self.parse
        found = [k for k in parse.kids[match.verb] if self._may_belong(k)]
        found += [o for o in frame.objects if o not in found]
        things = [o for o in frame.objects if not self._somebody(o)]
        found += [k for o in things for k in parse.having(o, "compound")]
        found += [k for o in frame.objects for k in parse.having(o, "amod") if k > o]
        for token in match.tokens:
            found += [k for k in parse.kids[token] if parse.dep[k] not in SKIPPED]
        for token in list(found):
            if parse.lemma[token] in CONTAINERS or parse.pos[token] in ("NUM", "DET"):
                found += [o for p, o in parse.prepositions(token) if p == "of"]
            if parse.dep[token] in ("dobj", "pobj", "nsubjpass"):
                found += parse.conjuncts(token)[1:]
        return found

    @rule("events.compound_noun_somebody")
    def _somebody(self, noun: int) -> bool:
        """Whether the noun is a person: "Aid workers" are not aid."""
        actor = self.book.actors.get(self.parse.lemma[noun])
        return actor is not None and actor.type == "PERSON" and actor.of == "self"

    @rule("events.may_belong", off=holds)
    def _may_belong(self, token: int) -> bool:
        """Whether a word below the verb can belong to its phrase.

        A subject cannot, nor the preposition of a time ("agreed on Monday").
        """
        parse = self.parse
        if parse.dep[token] in SKIPPED or (parse.dep[token] == "conj" and parse.is_verb(token)):
            return False
        timed = parse.having(token, "pobj") if parse.dep[token] == "prep" else []
        return not any(parse.doc[t].ent_type_ in ("DATE", "TIME") for t in timed)

    def _complement(self, match: CodebookMatch, *, finite: bool) -> int | None:
        parse = self.parse
        for token in (match.verb, *match.tokens):
            for k in parse.kids[token]:
                if self._open(k, own=token == match.verb, finite=finite):
                    return k
                leads = parse.dep[k] == "prep" and not self._meanwhile(k)
                gerunds = parse.having(k, "pcomp") if leads else []
                if gerunds and parse.tag[gerunds[0]] == "VBG":
                    return gerunds[0]
        return None

    @rule("events.gerund_aside")
    def _meanwhile(self, preposition: int) -> bool:
        """Whether its gerund only tells of something before or after."""
        return self.parse.lower[preposition] in MEANWHILE

    def _open(self, verb: int, *, own: bool, finite: bool) -> bool:
        """Whether it is an infinitive or gerund, whose subject comes from above.

        A finite clause counts if the row allows it ("demanded that he go").
        """
        parse = self.parse
        if parse.dep[verb] == "xcomp":
            return True
        infinitive = any(parse.tag[k] == "TO" for k in parse.kids[verb])
        if parse.dep[verb] == "acl":
            return infinitive and not own
        if parse.dep[verb] == "advcl":
            return infinitive
        return parse.dep[verb] == "ccomp" and (infinitive or finite)


# The context of an article or a sentence by its words: a game, an election, a flood.

SCORE = "<score>"


class Contexts:
    """The contexts of one document's events, by the codebook's `contexts`."""

    def __init__(self, book: Codebook, parse: Parse) -> None:
        self.book = book
        self.parse = parse
        self.known: dict[tuple[str, int | None], bool] = {}

    def holds(self, name: str, token: int) -> bool:
        """Whether the article, or the sentence of the token, is about this context."""
        return any(self._fits(name, n, c, token) for n, c in enumerate(self.book.contexts[name]))

    def _fits(self, name: str, number: int, context: ContextRow, token: int) -> bool:
        sentence = None if context.whole else self.parse.sentence[token]
        key = (f"{name} {number}", sentence)
        if key not in self.known:
            self.known[key] = self._applies(context, sentence)
        return self.known[key]

    def _applies(self, context: ContextRow, sentence: int | None) -> bool:
        parse = self.parse
        inside = range(len(parse)) if sentence is None else range(*parse.bounds[sentence])
        if self._count(inside, context.unless):
            return False
        return self._count(inside, context.words) >= context.least

    def _count(self, inside: range, words: frozenset[str]) -> int:
        """Count the tokens that are one of the words."""
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

    @rule("events.score")
    def _score(self, token: int) -> bool:
        """Whether it is a score, "3-1", as one token or three."""
        lower = self.parse.lower
        ours, dash, theirs = lower[token].replace("–", "-").partition("-")
        if dash and not ours and not theirs:
            first, last = self.parse.bounds[self.parse.sentence[token]]
            if not first < token < last - 1:
                return False
            ours, theirs = lower[token - 1], lower[token + 1]
        return bool(dash) and all(n.isdecimal() and len(n) < 3 for n in (ours, theirs))
