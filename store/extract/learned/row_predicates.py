"""What carries a row: the form of its verb or noun, its place in the sentence, as named numbers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from store.extract import lexicon
from store.extract.learned.signs import Row, capped

if TYPE_CHECKING:
    from store.extract.events.draft import EventDraft
    from store.extract.syntax.parse import Parse

TAGS = ("VBD", "VBZ", "VBN", "VBG")
RELATIONS = ("ROOT", "ccomp", "relcl", "conj", "advcl", "acl")
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
DASHES = frozenset({"-", "--", "—", "–"})
QUOTES = frozenset({'"', "``", "''", "“", "”"})
STOPS = frozenset({".", "?", "!", "”", '"', "''"})
DEEPEST = 10
MINOR = {name: lexicon.words(f"events.{name}") for name in ("colour", "careers", "rhetoric")}
"""Verbs by what they mostly tell, which nobody would note."""
TELLING = lexicon.words("events.telling")
GENERAL = lexicon.words("events.general_objects")
BELOW = ("dobj", "attr", "oprd")


class RowPredicates:
    """The predicates of the rows of one document."""

    def __init__(self, rows: list[Row], parse: Parse) -> None:
        self.parse = parse
        self._verbs = {merged.draft.verb for merged, _ in rows}
        self._sentences: dict[int, dict[str, float]] = {}

    def of(self, draft: EventDraft) -> dict[str, float]:
        """Return the numbers of a predicate and of the form of its sentence."""
        parse, verb = self.parse, draft.verb
        above = list(islice(parse.above(verb), DEEPEST))
        helpers = parse.having(verb, "aux", "auxpass")
        behind = [i for i in parse.subtree(verb) if i > verb]
        return {
            **{f"tag {tag}": float(parse.tag[verb] == tag) for tag in TAGS},
            **{f"relation {name}": float(parse.dep[verb] == name) for name in RELATIONS},
            f"type {draft.type}": 1.0,
            "depth": capped(len(above), DEEPEST),
            "below a row": float(not self._verbs.isdisjoint(above)),
            "above a row": float(any(i in self._verbs for i in parse.subtree(verb) if i != verb)),
            "bare": float(draft.bare),
            "mode": float(draft.mode is not None),
            "helpers": capped(len(helpers), 3),
            "modal": float(any(parse.tag[k] == "MD" for k in helpers)),
            "predicate names": capped(sum(parse.pos[i] == "PROPN" for i in behind), 5),
            "predicate numbers": capped(sum(parse.pos[i] == "NUM" for i in behind), 3),
            "subject bare": float(self._is_any(verb)),
            "prepositions": capped(len(parse.having(verb, "prep")), 4),
            **self._sentence(parse.sentence[verb]),
            **self._sense(verb),
        }

    def _sense(self, verb: int) -> dict[str, float]:
        """Return whether verb and object are of a kind that mostly tells nothing to note."""
        parse = self.parse
        lemma = parse.lemma[verb].lower()
        kinds = {f"verb of {name}": float(lemma in words) for name, words in MINOR.items()}
        below = [*parse.having(verb, *BELOW), *(o for _, o in parse.prepositions(verb))]
        general = float(any(parse.lemma[o].lower() in GENERAL for o in below))
        return {
            **kinds,
            "verb of telling": float(lemma in TELLING),
            "general object": general,
            "minor": capped(general + sum(kinds.values()), 2),
        }

    def _is_any(self, verb: int) -> bool:
        """Whether the subject is any of a kind: "voters decide", with nothing before the noun."""
        parse = self.parse
        subject = next(iter(parse.having(verb, "nsubj", "nsubjpass")), None)
        if subject is None or parse.tag[subject] != "NNS":
            return False
        return not parse.having(subject, "det", "poss", "nummod", "amod", "compound")

    def _sentence(self, number: int) -> dict[str, float]:
        """Return how the sentence is built."""
        known = self._sentences.get(number)
        if known is None:
            parse = self.parse
            inside = range(*parse.bounds[number])
            words = {parse.lower[i] for i in inside}
            root = next((i for i in inside if parse.head[i] == i), inside.start)
            known = self._sentences[number] = {
                "sentence past": float(parse.tag[root] == "VBD"),
                "sentence finite": capped(sum(parse.tag[i] in FINITE for i in inside), 6),
                "sentence coordination": capped(sum(parse.pos[i] == "CCONJ" for i in inside), 4),
                "sentence dash": float(not DASHES.isdisjoint(words)),
                "sentence quotes": float(not QUOTES.isdisjoint(words)),
                "sentence stop": float(parse.lower[inside.stop - 1] in STOPS),
            }
        return known
