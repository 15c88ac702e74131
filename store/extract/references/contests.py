"""For what people stand for election: the race of an article, and that of each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from store.extract import lexicon
from store.extract.extensions import FoundEntity, FoundRole, where
from store.extract.references.contender_signs import ContenderSigns, Sign, SignsOfPerson
from store.extract.roles.told_states import state_keys

CALLED = {
    "president": "Presidential",
    "vice": "Vice Presidential",
    "governor": "Gubernatorial",
    "mayor": "Mayoral",
    "senate": "Senate",
    "house": "House",
    "parliament": "Parliamentary",
}
"""What candidates are called, by race."""
NATIONAL = frozenset({"president", "vice"})
"""The races that a party has one candidate for."""
_OF_TITLES = {
    "president": "president",
    "governor": "governor",
    "mayor": "mayor",
    "senator": "senate",
    "representative": "house",
    "congressman": "house",
    "congresswoman": "house",
}
"""By office the race of who stands for it again."""
_SOUGHT = frozenset({"for", "elected", "elect", "become", "becoming", "becomes", "be", "next"})
"""Words before what somebody wants to be or to have: "ran for president", "the next mayor"."""
_WON = frozenset({"win", "wins", "winning", "won", "for", "to", "seek", "seeks", "seeking", "take"})
_POSTS = frozenset({"presidency", "governorship"})
_SMALL = frozenset({"the", "a", "u.s.", "us", "state", "'s", "next", "of", "-"})
_AGAIN = frozenset({"seat", "seats", "reelection"})
_MOST = 0.75
"""The share of its words that an article's race has."""


class Race(NamedTuple):
    """A race, by a key of `CALLED`, and the state or town that it is of."""

    kind: str
    of: FoundEntity | None = None


class Races:
    """The races that an article tells of."""

    def __init__(self, signs: ContenderSigns) -> None:
        self.signs = signs
        self.doc: Doc = signs.doc
        self.told: list[tuple[int, str]] = []
        """Tokens and the race that each tells."""
        for index in where(self.doc, "LOWER", frozenset(_words()) | {"white"}):
            kind = _told(self.doc[index])
            if kind is not None:
                self.told.append((index, kind))
        races = [(at, kind) for at, kind in self.told if kind != "vice"]
        today = [kind for at, kind in races if not self._is_past(at)]
        counts = Counter(today or [kind for _, kind in races])
        best = counts.most_common(1)
        self.main = best[0][0] if best and best[0][1] >= _MOST * counts.total() else None
        if self.main != "president" and counts.total() == 1:
            self.main = None  # a single word tells of anybody's race
        if self.main is None and where(
            self.doc, "LOWER", lexicon.words("references.for_president")
        ):
            self.main = "president"

    def of(self, person: SignsOfPerson) -> Race | None:
        """Return for what a person stands: by the words around its signs, else by the article."""
        names = {sign.name for sign in person.found}
        if self._is_second(names):
            return Race("vice") if self.main in (None, "president") else None
        shown = person.strong() or person.found
        kind = self._again(person, shown) or self._beside(shown) or self.main
        return Race(kind, self._place(person, kind)) if kind is not None else None

    def _is_second(self, names: set[str]) -> bool:
        """Whether it is somebody's running mate."""
        return not names.isdisjoint({"is mate", "told mate"})

    def _again(self, person: SignsOfPerson, shown: Sequence[Sign]) -> str | None:
        """Return the race for the seat that a person has: "Sen. Lee may lose her seat"."""
        spans = (sign.words for sign in shown if sign.words is not None)
        here = (self.signs.sentences[self.signs.number[span.start]] for span in spans)
        return self._seat(person) if any(_tells_again(sentence) for sentence in here) else None

    def _seat(self, person: SignsOfPerson) -> str | None:
        """Return the race for the seat in a parliament, a state or a town that a person holds."""
        held = (race_of_title(role) for role in self._held(person))
        return next((race for race in held if race is not None and race not in NATIONAL), None)

    def _held(self, person: SignsOfPerson) -> list[FoundRole]:
        return [r for r in self.signs.roles[id(person.person)] if r.standing is None]

    def _is_past(self, index: int) -> bool:
        return self.signs.number[index] in self.signs.past

    def _beside(self, signs: Sequence[Sign]) -> str | None:
        """Return the race that the sentences of a person's signs tell, if it is one."""
        here = {self.signs.number[sign.words.start] for sign in signs if sign.words is not None}
        told = Counter(
            kind
            for at, kind in self.told
            if self.signs.number[at] in here and kind != "vice" and not self._is_past(at)
        )
        if self.main is not None and told[self.main]:
            return self.main
        best = told.most_common(1)
        is_clear = best and best[0][1] >= _MOST * told.total()
        return best[0][0] if is_clear and self.main is None else None

    def _place(self, person: SignsOfPerson, kind: str) -> FoundEntity | None:
        """Return the state or town of a race."""
        if kind in NATIONAL:
            return None
        held = (r.of for r in self._held(person) if race_of_title(r) == kind and r.of is not None)
        place = next(held, None)
        if place is not None:
            return place
        states = {
            id(e): e
            for at, told in self.told
            if told == kind
            for e in (self.signs.entities.get(near) for near in range(at - 3, at + 4))
            if e is not None and e.type == "GPE" and (kind == "mayor" or e.key in state_keys())
        }
        return next(iter(states.values())) if len(states) == 1 else None


def race_of_title(role: FoundRole) -> str | None:
    """Return the race for an office: that for the Senate of a senator."""
    return _OF_TITLES.get(role.role.casefold())


def _tells_again(sentence: Span) -> bool:
    """Whether a sentence tells of a seat or of being elected again."""
    words = [word.lower_ for word in sentence]
    return not _AGAIN.isdisjoint(words) or "re-election" in "".join(words)


def _told(word: Token) -> str | None:
    """Return the race that a word tells of, if it does: "presidential debate", "for mayor"."""
    before = _told_before(word)
    behind = list(word.doc[word.i + 1 : word.i + 4])
    if word.lower_ == "white":
        is_sought = before in _WON or _is_contest(behind[1:])
        return "president" if behind and behind[0].lower_ == "house" and is_sought else None
    kind = _words()[word.lower_]
    if before == "white" or (before == "vice" and kind != "president"):
        return None
    if before != "vice" and _is_wanted(word, before, behind):
        return kind
    is_adjective = word.lower_ not in _OF_TITLES and word.lower_ not in _POSTS
    is_contest = (is_adjective or (behind[:1] and behind[0].lower_ == "'s")) and _is_contest(behind)
    return ("vice" if before == "vice" else kind) if is_contest else None


def _is_wanted(word: Token, before: str, behind: Sequence[Token]) -> bool:
    """Whether somebody wants to be or have what a word tells: "for the Senate"."""
    if word.lower_ in _POSTS:
        return before in _WON
    is_title = bool(behind) and behind[0].pos_ in {"NOUN", "PROPN"}
    return before in _SOUGHT and not is_title and not word.lower_.endswith("al")


def _told_before(word: Token) -> str:
    """Return the first word before that is no article."""
    return next((w for w in _leftwards(word) if w not in _SMALL), "")


def _leftwards(word: Token) -> Iterator[str]:
    for at in range(word.i - 1, max(word.i - 5, -1), -1):
        yield word.doc[at].lower_


def _is_contest(behind: Sequence[Token]) -> bool:
    """Whether one of the next words is a contest: "governor's race", no campaign committee's."""
    contests = lexicon.words("references.contests")
    words = [word.lower_ for word in behind]
    first = next((word for word in words if word not in _SMALL), "")
    return first in contests and "committee" not in words


@cache
def _words() -> Mapping[str, str]:
    rows = [words.split("=") for words in lexicon.ordered("references.races")]
    return {word: race for race, words in rows for word in words.split(",")}
