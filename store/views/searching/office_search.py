"""Search persons by their office: "foreign minister of belarus", "uk pm", "president bush"."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain, islice

from store.asset_files import shipped_rows
from store.identity.folding import fold
from store.views.indexing.index_file import IndexFile
from store.views.searching.line_files import LineFile, is_near
from store.views.searching.name_lines import text_of
from store.views.searching.office_lines import OfficeHolder, OfficeLines, write_offices

_LONGEST = 100
_MOST = 1_000
_MANY = 5_000
_WITHOUT_MEANING = frozenset({"of", "the", "for", "s", "in", "at", "from"})
_SHORT = {
    "prez": "president", "pres": "president", "dept": "department", "dir": "director",
    "sec": "secretary", "min": "minister", "gov": "governor", "govt": "government",
    "chief exec": "chief executive", "pm": "prime minister", "ag": "attorney general",
    "mgr": "manager", "amb": "ambassador", "dep": "deputy", "cong": "congressman",
}  # fmt: skip
"""What people type for an office, beside the abbreviations of `offices.tsv`."""
_TITLES = frozenset(
    "mr mrs ms miss dr sir dame lord lady pope saint st king queen prince princess".split()
)
_SHORTEST = 3
"""Letters. Such a word is not the beginning of a longer one: "uk" is not Ukraine."""
_FEW_TITLED = 20
_STANDINGS = frozenset({"former", "acting", "elect"})
_LEADER = "leader"
_HEADS = (("president",), ("prime", "minister"), ("premier",), ("chancellor",))
"""Whom news calls the leader of a country: "the Cuban leader"."""
_CHIEFS = frozenset({"chief", "head", "boss"})
_HEADS_OF_BODIES = (
    ("director",), ("chief", "executive"), ("chairman",), ("chairwoman",), ("commissioner",),
    ("secretary", "general"), ("administrator",), ("president",), ("editor",),
)  # fmt: skip
"""Whom people call the chief of a body: "fbi chief", "head of nasa"."""
_SHARE = 20
"""An office that so many times fewer articles state than the same one of another is no rival."""
_RECENT = 10
"""How many of the latest articles that state an office decide whose it is first."""
_BEARERS = 20
_LATEST = f"""
    SELECT coalesce(day, 0) FROM roles JOIN articles ON number = article
    WHERE person = ? AND role = ? AND standing IS NULL ORDER BY 1 DESC LIMIT {_RECENT}"""


class Offices:
    """The offices of an index, read on the first search (a second for 100,000).

    When the index changes they are read again; in a large store only if many are new.
    """

    def __init__(self, index: IndexFile, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._file = LineFile(index, connection, "roles", write_offices)
        self._offices = OfficeLines.empty()

    def warm(self) -> None:
        """Read new offices, if there are any."""
        then, now = self._offices.read, self._file.now()
        is_large = then.newest > _MANY
        if not is_near(then, now, 0) if is_large else now.newest != then.newest:
            self._offices = OfficeLines(self._file.opened())

    def search(self, typed: str, limit: int) -> list[OfficeHolder]:
        """Return offices that contain all these words or prefixes, at least one in the office
        itself.

        Those that are called exactly so come first, then those that are held. Of several who hold
        it, the one whom most of the last ten articles name comes first, then the one that an
        article stated last, unless others are stated far more often. If nobody is called leader of
        a country, its president or prime minister is, and so on for the chief of a body.
        """
        asked = asked_words(typed)
        if not asked or max(map(len, asked)) < 4:
            return []
        self.warm()
        for words in (asked, without_possessive(asked)):
            found, called = self._meant(words)
            if found:
                return _best_first(found, called, self._lately(found, called))[:limit]
        return []

    def _meant(self, asked: list[str]) -> tuple[list[OfficeHolder], list[str]]:
        """Return the offices that contain these words, or those of whoever leads, and the words of
        what was found."""
        found = self._holding(asked)
        bodies = [word for word in asked if word != _LEADER and word not in _CHIEFS]
        if not bodies or bodies == asked or any(_is_called(each, asked) for each in found):
            return found, asked
        heads = _HEADS if _LEADER in asked else _HEADS_OF_BODIES
        leading = [each for head in heads for each in self._holding([*bodies, *head])]
        if not leading:
            return found, asked
        return leading, [*bodies, *chain.from_iterable(heads)]

    def _lately(self, found: list[OfficeHolder], asked: list[str]) -> Mapping[int, int]:
        """Return how many of the last articles that state the office say so of each person."""
        held = [each for each in found if each.is_held and _is_called(each, asked)]
        held.sort(key=lambda each: -each.latest)
        persons = list(dict.fromkeys(each.person for each in held))[:_BEARERS]
        if len(persons) < 2:
            return {}
        days = [
            (day, each.person)
            for each in {(each.person, each.role): each for each in held}.values()
            if each.person in persons
            for (day,) in self._connection.execute(_LATEST, (each.person, each.role))
        ]
        days.sort(reverse=True)
        return Counter(person for _, person in days[:_RECENT])

    def _holding(self, asked: list[str]) -> list[OfficeHolder]:
        """Return the offices that contain all these words or prefixes."""
        longest = max(asked, key=len)
        begun = [_begun(word) for word in asked]
        places = islice(self._offices.lines.places(_begun(longest)), _MOST)
        having = (place for place in places if _has_all(text_of(place), begun))
        found = (self._offices.office(self._offices.lines.number(place)) for place in having)
        return [office for office in found if _has_any(office, begun)]

    def titled(self, typed: str, named: Iterable[int]) -> list[tuple[int, bool]]:
        """Return these persons, those who hold an office with one of these words first, and whether
        they do.
        """
        self.warm()
        begun = [_begun(word) for word in asked_words(typed)]

        def stated(person: int) -> int:
            held = self._offices.of_person(person)
            return sum(each.articles for each in held if _has_any(each, begun))

        found = [(person, stated(person)) for person in islice(named, _FEW_TITLED)]
        found.sort(key=lambda each: -each[1])
        return [(person, times > 0) for person, times in found]


def _best_first(
    found: list[OfficeHolder], asked: list[str], lately: Mapping[int, int]
) -> list[OfficeHolder]:
    """Return the offices that are called exactly so first, then the sure ones, then by how many of
    the last articles say so and when they were stated last; rarely stated ones by how often, beside
    others that are held.
    """
    most = max((each.articles for each in found if each.is_held), default=0)

    def rank(each: OfficeHolder) -> tuple[bool, bool, bool, bool, int, int, int]:
        is_rare = each.articles * _SHARE < most or (each.articles == 1 and most > 2)
        is_other = not _is_called(each, asked)
        return (
            is_other, each.is_unsure, is_rare, not each.is_held, -lately.get(each.person, 0),
            -each.latest, -each.articles,
        )  # fmt: skip

    return sorted(found, key=rank)


def _is_called(office: OfficeHolder, asked: Iterable[str]) -> bool:
    """Whether all words of the office are asked for: "president", not "presidential hopeful"."""
    return _words_of(office.role) <= set(asked)


@lru_cache(maxsize=10_000)
def _words_of(role: str) -> frozenset[str]:
    return frozenset(asked_words(role)) - _STANDINGS


def _has_all(line: str, begun: list[str]) -> bool:
    """Whether a line has a word that begins like each of these."""
    return len(begun) == 1 or all(each in line for each in begun)


def _has_any(office: OfficeHolder, begun: list[str]) -> bool:
    """Whether the office itself has a word that begins like one of these."""
    words = f" {_fold(office.role)} "
    return any(each in words for each in begun)


def _begun(word: str) -> str:
    """Return what a line must contain: a word that begins so, or a short one as it is."""
    return f" {word}" if len(word) > _SHORTEST else f" {word} "


def asked_words(typed: str) -> list[str]:
    """Return the words of an office as people type it, abbreviations written out."""
    bare = typed[:_LONGEST].replace("’", "'").replace("'s ", " ")
    written = " ".join(_written_out(word) for word in fold(bare).split())
    return [word for word in written.split() if word not in _WITHOUT_MEANING]


def without_possessive(asked: list[str]) -> list[str]:
    """Return the words with the first as a name that is typed with "s": "trumps lawyer"."""
    first, *rest = asked or [""]
    is_owner = bool(rest) and len(first) > _SHORTEST and first.endswith("s")
    return [first[:-1], *rest] if is_owner else asked


def is_office(typed: str) -> bool:
    """Return whether what was typed is an office as it is called: "attorney general"."""
    return " ".join(asked_words(typed)) in _office_names()


def is_exact(office: OfficeHolder, typed: str) -> bool:
    """Return whether an office that was found is called as it was typed: "us president"."""
    return _is_called(office, asked_words(typed))


@cache
def _office_names() -> frozenset[str]:
    return frozenset(" ".join(asked_words(word)) for word, part in _rows() if part == "head")


def title_and_name(typed: str) -> tuple[str, str] | None:
    """Return what was typed as a title and a name, if it begins with one: "pres", "putin"."""
    words = fold(typed[:_LONGEST]).split()
    known = _title_words()
    at = next((n for n, word in enumerate(words) if word not in known), len(words))
    long = max((n for n in range(len(words)) if " ".join(words[:n]) in _long_titles()), default=0)
    at = max(at, long)
    return (" ".join(words[:at]), " ".join(words[at:])) if 0 < at < len(words) else None


def _written_out(word: str) -> str:
    return _SHORT.get(word) or _abbreviations().get(word, word)


@cache
def _abbreviations() -> dict[str, str]:
    """Return the abbreviations of offices with their meaning, without their full stops."""
    rows = (word.partition("=") for word, part in _rows() if part == "short")
    return {fold(short): fold(meaning) for short, _, meaning in rows}


@cache
def _title_words() -> frozenset[str]:
    heads = {word for word, part in _rows() if part in {"head", "title", "time"}}
    single = {fold(word) for word in heads if " " not in word}
    return _TITLES | single | _SHORT.keys() | _abbreviations().keys()


@cache
def _long_titles() -> frozenset[str]:
    """Return the offices of several words, as they are typed before a name."""
    return frozenset(fold(word) for word, part in _rows() if part == "head" and " " in word)


@cache
def _rows() -> tuple[tuple[str, str], ...]:
    return tuple((word, part) for word, part in shipped_rows("codebook", "offices.tsv")[1:])


@lru_cache(maxsize=10_000)
def _fold(role: str) -> str:
    return fold(role)
