"""What carries a row: the form of its verb or noun, its place in the sentence, as named numbers."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

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
