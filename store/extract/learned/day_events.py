"""What an event without a date is, and how its sentence is written, as named numbers."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.extract.learned.signs import capped
from store.extract.times.clause import attached_token

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc

    from store.extract.events.draft import EventDraft
    from store.extract.extensions import FoundEntity
    from store.extract.learned.clauses import Clauses
    from store.extract.learned.event_times import TimeFeatures

LASTING = re.compile(r"P[\dX]+[DWMY]")
"""TIMEX3 values of durations of a day or more."""
HOPS = 2
"""How many words may stand between a duration and the verb of which it is one."""
LEAD = 3
"""How many sentences form the lead."""
SAYING = frozenset("say tell report announce add state claim confirm write note tweet".split())
TAGS = ("VBD", "VBN", "VBG", "VBZ", "VBP", "VB")
CLAUSES = ("ROOT", "conj", "ccomp", "relcl", "advcl", "acl", "xcomp", "pcomp")
FOLLOWING = frozenset("later then afterward afterwards soon subsequently next".split())
EARLIER = frozenset("earlier before previously ago once former formerly already".split())
TOGETHER = frozenset("meanwhile also during same simultaneously while as when".split())
CONNECTIVES = {"following": FOLLOWING, "earlier": EARLIER, "together": TOGETHER}
SPANS = frozenset(
    "year years month months week weeks day days hour hours decade decades century weekend".split()
)
"""Words of an amount of time, which often puts an event at another one."""
VAGUE = frozenset(
    "once ever never always often repeatedly recently long eventually initially originally first "
    "last past recent still since history career several previous".split()
)
ORDERING = frozenset({"after", "before", "since", "until", "following", "when", "as", "while"})
PRONOUNS = frozenset({"PRP", "PRP$", "WP", "DT"})
ENTRIES = 3
"""The fewest clock times on lines of their own that make an article a live report."""
MARKETS = frozenset("dow nasdaq nikkei futures bullion stocks bond bonds dollar traders".split())
"""Words of a report on markets, which tells of one day."""


class EventNumbers:
    """What bears on whether another sentence dates an event, but for the days themselves."""

    def __init__(self, clauses: Clauses, seen: TimeFeatures, article: Mapping[str, float]) -> None:
        """`article` are the numbers that are the same for all events of the article."""
        self.clauses = clauses
        self.parse = clauses.parse
        self._seen = seen
        market = not MARKETS.isdisjoint(self.parse.lower)
        self._article = {**article, "market": float(market)}
        self._is_live = is_live_report(self.parse.doc)
        self._vague: dict[int, int] = {}
        for time in self.parse.doc._.times or []:
            if time.start is None or time.end is None:
                number = self.parse.sentence[time.span.start]
                self._vague[number] = self._vague.get(number, 0) + 1
        self._places: dict[int, list[int]] = {}

    def of(self, draft: EventDraft) -> dict[str, float]:
        """Return what the event is, and how its sentence is written."""
        number = self.parse.sentence[draft.verb]
        holds = {
            **_kind(draft),
            "live saying": self._is_live and draft.type == "STATEMENT",
            **self._verb(draft.verb),
            **self._parties(draft, number),
            **self._sentence(number),
        }
        return {
            **{name: float(value) for name, value in holds.items()},
            **self._article,
            **self._place(draft, number),
            **self._weighed(draft.verb),
        }

    def _verb(self, verb: int) -> dict[str, bool]:
        """Return what holds of the verb: its form, its clause and what stands over it."""
        parse = self.parse
        above = parse.head[verb]
        auxiliaries = {parse.lower[k] for k in parse.having(verb, "aux", "auxpass")}
        is_past = parse.tag[verb] == "VBD"
        return {
            "perfect": bool(auxiliaries & {"has", "have", "'ve", "’ve", "'s", "’s"}),
            "future": bool(auxiliaries & {"will", "would", "'ll", "’ll"}),
            "was": bool(auxiliaries & {"was", "were"}),
            "told": is_past and not auxiliaries,
            "saying": parse.lemma[verb] in SAYING,
            "reported": parse.is_verb(above) and parse.lemma[above] in SAYING,
            "quoted": self.clauses.is_quoted(verb),
            "ordered": any(parse.lower[i] in ORDERING for i in self._above_words(verb)),
            "backshifted": is_past
            and any(parse.lemma[a] in SAYING and parse.tag[a] == "VBD" for a in parse.above(verb)),
            "lasting": self._is_lasting(verb),
            **{f"tag {tag}": parse.tag[verb] == tag for tag in TAGS},
            **{f"clause {dep}": parse.dep[verb] == dep for dep in CLAUSES},
        }

    def _parties(self, draft: EventDraft, number: int) -> dict[str, bool]:
        """Return what holds of those who take part. `number` is that of the sentence."""
        subject = draft.subject_tokens[0] if draft.subject_tokens else None
        return {
            "named": any(entity.is_named for entity in draft.actors),
            "whom": bool(draft.recipients),
            "pronoun": subject is not None and self.parse.tag[subject] in PRONOUNS,
            "indefinite": subject is not None and self._is_indefinite(subject),
            "definite": subject is not None and self._is_definite(subject),
            "actor new": bool(draft.actors)
            and all(min(self.sentences_of(e), default=number) >= number for e in draft.actors),
        }

    def _sentence(self, number: int) -> dict[str, bool]:
        """Return what holds of a sentence."""
        parse = self.parse
        first, last = parse.bounds[number]
        words = {parse.lower[i] for i in range(first, last)}
        tags = {parse.tag[i] for i in range(first, last)}
        return {
            "opens": number < LEAD,
            "opens quoted": parse.lower[first] in ('"', "“", "``", "''"),
            "had": "had" in words,
            "spans": bool(words & SPANS),
            "vague words": bool(words & VAGUE),
            "past sentence": "VBD" in tags,
            "present sentence": bool(tags & {"VBZ", "VBP"}),
            **{f"word {name}": bool(words & known) for name, known in CONNECTIVES.items()},
        }

    def _place(self, draft: EventDraft, number: int) -> dict[str, float]:
        """Return where the event stands, and the times of its sentence."""
        parse = self.parse
        first, last = parse.bounds[number]
        sentences = max(1, len(parse.bounds))
        return {
            "sentence": capped(number, 30),
            "place": number / sentences,
            "sentences": capped(sentences, 60),
            "sentence words": capped(last - first, 60),
            "own times": capped(len(self._seen.times_of(draft)), 3),
            "own vague": capped(self._vague.get(number, 0), 2),
            "depth": capped(sum(parse.is_verb(a) for a in parse.above(draft.verb)), 4),
        }

    def _weighed(self, verb: int) -> dict[str, float]:
        """Return what the model of clauses makes of the event."""
        weighed = self.clauses.weighed(verb)
        return {
            "model asserted": weighed.of_status("asserted"),
            "model habitual": weighed.of_status("habitual"),
            "model event": weighed.is_event,
            "model noted": weighed.is_noted,
        }

    def _above_words(self, verb: int) -> Iterator[int]:
        """Yield the conjunctions and prepositions over a verb: "after", "when"."""
        parse = self.parse
        for token in (verb, *parse.above(verb)):
            yield from parse.having(token, "mark", "advmod")
            if parse.dep[token] == "pcomp":
                yield parse.head[token]

    def _is_lasting(self, verb: int) -> bool:
        """Whether its clause says how long it took, in days or more: "spent three years"."""
        parse = self.parse
        for time in parse.doc._.times or []:
            if time.type == "DURATION" and LASTING.match(time.value):
                token = attached_token(parse.doc, time).i
                if verb in islice(parse.above(token), HOPS):
                    return True
        return False

    def _is_indefinite(self, token: int) -> bool:
        articles = {self.parse.lower[k] for k in self.parse.having(token, "det")}
        return bool(articles & {"a", "an", "some", "another"})

    def _is_definite(self, token: int) -> bool:
        articles = {self.parse.lower[k] for k in self.parse.having(token, "det")}
        return bool(articles & {"the", "this", "that", "these", "those"})

    def sentences_of(self, entity: FoundEntity) -> list[int]:
        """Return the numbers of the sentences that mention an entity."""
        if id(entity) not in self._places:
            starts = (mention.span.start for mention in entity.mentions)
            self._places[id(entity)] = [self.parse.sentence[start] for start in starts]
        return self._places[id(entity)]


def _kind(draft: EventDraft) -> dict[str, bool]:
    """Return what holds of the event by itself."""
    return {
        "statement": draft.type == "STATEMENT",
        "untyped": draft.type == "OTHER",
        "noun": draft.nominal,
        "open": draft.open,
        "plain": draft.plain,
        "passive": draft.passive,
        "pluperfect": draft.pluperfect,
        "elsewhen": bool(draft.elsewhen),
        "as of": draft.date_basis == "as_of",
        "market move": draft.mode == "market",
        **{
            f"status {name}": draft.modality == name
            for name in ("asserted", "claimed", "planned", "hypothetical", "negated")
        },
    }


def is_live_report(doc: Doc) -> bool:
    """Whether an article is a report in entries as things happen, each under its time of day.

    All of it is of one day, and who "says" something there says it on that day.
    """
    clocks = (time for time in doc._.times or [] if time.precision == "time")
    heads = sum(_is_alone(doc, time.span.start, time.span.end) for time in clocks)
    return heads >= ENTRIES


def _is_alone(doc: Doc, first: int, end: int) -> bool:
    """Whether tokens are a line of their own, but for a full stop or a colon."""
    if end < len(doc) and doc[end].text in (".", ":"):
        end += 1
    before = first == 0 or "\n" in doc[first - 1].text
    return before and (end == len(doc) or "\n" in doc[end].text)
