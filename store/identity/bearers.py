"""Whom an article means that says only "Merkel": the store's one bearer of the name who fits.

An article that names nobody in full gives the key `person/merkel`. Here such a name is weighed
against the persons whom other articles of the same time call by it. It joins one of them only if
that one bears the name almost alone, and sex, office and company agree; never where two fit. In
the same way "Hillary Rodham Clinton" joins Hillary Clinton, "Joseph Biden" Joe Biden, and the rare
"Hilary Clinton" the one who is meant. A father and a son are two: a name with "Jr." joins one
without only if no article names both, and the office is the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations

from store.identity.folding import fold
from store.identity.given_names import formal_name
from store.identity.spelling import is_one_letter_off
from store.reading import Entity, Reading, Role

PERIOD = 550
"""Days before and after an article in which others count as of its time."""
LONG = 3 * PERIOD
"""The same where the articles of the time are too few, for one whom they call so long before."""
FEWEST = 3
"""How many articles of the time must name the bearer."""
DOMINANT = 8
"""How many times more articles the bearer has than all others of the name together."""
SLIP = 20
"""How many times more articles the usual spelling of a name has than a misspelt one."""
USUAL = 2
"""How many times more articles a person's usual name has than another form of it."""
OFTEN = 0.1
"""The share of the articles with an office of the bearer that must give the same one."""
COMMON = 0.1
"""The share of articles from which an entity is no company: everybody meets it."""
_GENERATION = frozenset(["jr", "sr", "junior", "senior", "ii", "iii", "iv"])
_ALWAYS_RARE = 20
"""In how many articles an entity may be without being common, in a small store."""
_CALLED = frozenset(["name", "acronym"])
_SEX = {
    **dict.fromkeys(("he", "him", "his", "himself", "mr", "sir", "lord"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself", "mrs", "ms", "miss", "lady"), "female"),
}
_TITLE = re.compile(r"(\w+)\.? $")
_GOVERNMENT = re.compile(r"(?:['’]s)? (?:administration|presidency|era|years|White House)\b")


@dataclass(frozen=True, slots=True)
class Use:
    """How one article uses one person."""

    article: int
    day: int | None
    """The ordinal of the article's day; None if it has no date."""
    key: str
    name: str
    called: frozenset[str]
    """The single words by which the article calls the person, folded."""
    sex: str | None
    """What titles and pronouns tell: "male" or "female"."""
    offices: frozenset[str]
    """The last words of the offices that the article gives, in lower case."""
    company: frozenset[str]
    """The keys of the other named entities of the article."""


@dataclass(frozen=True, slots=True)
class Join:
    """A person of an article, and the person of other articles who is meant."""

    article: int
    key: str
    into: str
    name: str
    """The usual name of the person who is meant."""
    reason: str
    """The evidence in a few words, for the card."""


# What one article tells of its persons.


def uses_of(article: int, reading: Reading) -> Iterator[Use]:
    """Yield how an article uses each of its persons."""
    day = _day(reading.published)
    keys = frozenset(entity.key for entity in reading.entities if entity.is_named)
    offices: defaultdict[str, set[str]] = defaultdict(set)
    for role in reading.roles:
        offices[role.person].add(_office(role))
    for entity in reading.entities:
        if entity.type == "PERSON" and entity.is_named:
            known = offices.get(entity.id, set())
            if _is_government(entity, reading.text):
                known = known | {"president"}
            yield Use(
                article,
                day,
                entity.key,
                entity.name,
                frozenset(_single_words(entity, reading.text)),
                _sex(entity, reading.text),
                frozenset(known),
                keys - {entity.key},
            )


def _day(published: str | None) -> int | None:
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _office(role: Role) -> str:
    """Return the last word of an office, which its longer and shorter forms share."""
    return role.role.casefold().rpartition(" ")[2]


def _single_words(entity: Entity, text: str) -> Iterator[str]:
    for mention in entity.mentions:
        if mention.kind in _CALLED:
            word = fold(text[mention.start : mention.end])
            if word and " " not in word:
                yield word


def _sex(entity: Entity, text: str) -> str | None:
    told: Counter[str] = Counter()
    for mention in entity.mentions:
        if mention.kind == "pronoun":
            word = text[mention.start : mention.end].casefold()
        else:
            title = _TITLE.search(text, max(0, mention.start - 12), mention.start)
            word = title[1].casefold() if title else ""
        if word in _SEX:
            told[_SEX[word]] += 1
    return told.most_common(1)[0][0] if len(told) == 1 else None


def _is_government(entity: Entity, text: str) -> bool:
    """Whether the name stands for a government: "the Clinton administration"."""
    return any(_GOVERNMENT.match(text, mention.end) for mention in entity.mentions)


# The persons of a store.


def is_short(key: str) -> bool:
    """Whether the key is that of a person whom the article names by one word only."""
    return key.startswith("person/") and " " not in key


def _words(key: str) -> list[str]:
    """Return the words of a person's name, without "Jr." and the like."""
    words = key.removeprefix("person/").partition("@")[0].split()
    return words[:-1] if len(words) > 2 and words[-1] in _GENERATION else words


def _generation(key: str) -> str:
    """Return "jr" for "Jr.", or "" if the name does not tell father and son apart."""
    last = key.rpartition(" ")[2]
    return {"junior": "jr", "senior": "sr"}.get(last, last) if last in _GENERATION else ""


class Bearers:
    """The persons of a store, by the words of their names."""

    def __init__(self, uses: Iterable[Use]) -> None:
        self._uses: defaultdict[str, list[Use]] = defaultdict(list)
        self._by_word: defaultdict[str, set[str]] = defaultdict(set)
        self._by_surname: defaultdict[str, set[str]] = defaultdict(set)
        self._by_first: defaultdict[str, set[str]] = defaultdict(set)
        articles: dict[int, frozenset[str]] = {}
        for use in uses:
            self._uses[use.key].append(use)
            articles.setdefault(use.article, use.company | {use.key})
        for key in self._uses:
            words = _words(key)
            if len(words) > 1 and "@" not in key:
                self._by_surname[words[-1]].add(key)
                self._by_first[words[0]].add(key)
                for word in words:
                    self._by_word[word].add(key)
        self._seen = Counter(chain.from_iterable(articles.values()))
        self._most = max(COMMON * len(articles), _ALWAYS_RARE)

    def joins(self, articles: Collection[int] | None = None) -> Iterator[Join]:
        """Yield the persons who are taken for somebody, in these articles or in all."""
        for key, uses in self._uses.items():
            if "@" in key and not is_short(key):
                continue
            for use in uses:
                if (articles is None or use.article in articles) and (join := self._join_of(use)):
                    yield join

    def _join_of(self, use: Use) -> Join | None:
        if not is_short(use.key):
            return self._by_other_form(use) or self._by_slip(use)
        return self._by_single_word(use, PERIOD) or self._by_single_word(use, LONG)

    def _of_the_time(self, key: str, day: int | None, period: int = PERIOD) -> list[Use]:
        """Return the uses of a person near a day; all if the day is unknown."""
        return [
            use
            for use in self._uses[key]
            if day is None or (use.day is not None and abs(use.day - day) <= period)
        ]

    def _by_single_word(self, use: Use, period: int) -> Join | None:
        word = _words(use.key)[0]
        bearers = self._by_word.get(word, set())
        if "@" in use.key and not use.company.isdisjoint(bearers):
            return None  # the article has several of the name
        near = {key: self._of_the_time(key, use.day, period) for key in bearers - use.company}
        near = _with_office(use, {key: told for key, told in near.items() if _may_be(use, told)})
        if not near:
            return None
        key, told = max(near.items(), key=lambda each: (len(each[1]), each[0]))
        others = sum(map(len, near.values())) - len(told)
        called = sum(word in each.called for each in told)
        if called < FEWEST or len(told) < DOMINANT * others:
            return None
        if word not in (_words(key)[0], _words(key)[-1]):
            return None
        alone = f"{called} articles of the time call this person {word.title()}"
        return self._join(use, key, told, alone, fewest=1)

    def _by_other_form(self, use: Use) -> Join | None:
        """Return the person of whose name this is another form, if the other is the usual one."""
        words = _words(use.key)
        forms = [
            key
            for key in self._by_surname[words[-1]]
            if key != use.key
            and _is_form(words, _words(key))
            and self._may_be_one_generation(key, use)
        ]
        same = [key for key in forms if _generation(key) == _generation(use.key)]
        near = {key: self._of_the_time(key, use.day) for key in same or forms}
        if not near or not all(_is_form(_words(a), _words(b)) for a, b in combinations(near, 2)):
            return None
        key, told = max(near.items(), key=lambda each: (len(each[1]), each[0]))
        mine = len(self._of_the_time(use.key, use.day))
        if len(told) < max(FEWEST, USUAL * mine) or not _may_be(use, told):
            return None
        if self._has_another_form(key, words):
            return None
        if _generation(key) != _generation(use.key) and not _agreeing_office(use, told):
            return None
        usual = f"{len(told)} articles of the time have the usual form of the name"
        if len(told) > SLIP * mine and _agreeing_office(use, told) is None:
            use = replace(use, offices=frozenset())  # one of many offices: senator, then secretary
        return self._join(use, key, told, usual, fewest=2)

    def _has_another_form(self, key: str, words: list[str]) -> bool:
        """Whether a third name is a form of this person's name and none of these words: a Joseph
        Karl Falk and a Joseph Bo Falk may not both be Joe Falk.
        """
        target = _words(key)
        return any(
            _is_form(other, target) and not _is_form(other, words)
            for other in map(_words, self._by_surname[words[-1]])
        )

    def _may_be_one_generation(self, key: str, use: Use) -> bool:
        """Whether "Carl Blom Jr." may be Carl Blom: no article names both as two persons."""
        one, other = _generation(key), _generation(use.key)
        if one == other:
            return True
        together = {each.article for each in self._uses[key]}
        return not (one and other) and together.isdisjoint(
            each.article for each in self._uses[use.key]
        )

    def _by_slip(self, use: Use) -> Join | None:
        """Return the person whose name this is with one letter wrong, if that is the usual one."""
        words = _words(use.key)
        if _generation(use.key) or len(words) != 2:
            return None
        like = self._by_surname[words[-1]] | self._by_first[words[0]]
        found = [key for key in like if key != use.key and _is_slip(words, key)]
        if len(found) != 1:
            return None
        told = self._of_the_time(found[0], use.day)
        mine = len(self._of_the_time(use.key, use.day))
        if len(told) < max(FEWEST, SLIP * mine) or not _may_be(use, told):
            return None
        usual = f"{len(told)} articles of the time spell the name so"
        return self._join(use, found[0], told, usual, fewest=2)

    def _join(
        self, use: Use, key: str, told: Sequence[Use], evidence: str, fewest: int
    ) -> Join | None:
        """Return the join if office or company agree and no office differs.

        `fewest` is the number of companions that are enough without an office.
        """
        office = _agreeing_office(use, told)
        if office is None:
            return None
        company = self._company(use, told)
        if not office and len(company) < fewest:
            return None
        reasons = [evidence]
        if office:
            reasons.append(f"the same office ({office})")
        if company:
            reasons.append(f"beside {', '.join(_shown(each) for each in company[:3])} there too")
        names = Counter(each.name for each in told)
        return Join(use.article, use.key, key, names.most_common(1)[0][0], "; ".join(reasons))

    def _company(self, use: Use, told: Sequence[Use]) -> list[str]:
        """Return the rarer entities of the article that two of the others have as well."""
        beside: Counter[str] = Counter()
        for each in told:
            if each.article != use.article:
                beside.update(use.company & each.company)
        return [
            key
            for key, times in beside.most_common()
            if times > 1 and self._seen[key] <= self._most
        ]


def _shown(key: str) -> str:
    return key.rpartition("/")[2]


def _is_form(words: list[str], others: list[str]) -> bool:
    """Whether two names of one surname may be one person's.

    One has a middle name more, or a formal first name ("Joseph"); initials must not differ.
    """
    if formal_name(words[0]) != formal_name(others[0]):
        return False
    middle, other = words[1:-1], others[1:-1]
    return not middle or not other or middle == other


def _is_slip(words: list[str], key: str) -> bool:
    """Whether a name differs from another in one letter of a longer word."""
    others = _words(key)
    if _generation(key) or len(others) != len(words):
        return False
    unlike = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and is_one_letter_off(*unlike[0])


def _with_office(use: Use, near: dict[str, list[Use]]) -> dict[str, list[Use]]:
    """Return those who hold an office that the article gives, if any of them does."""
    holding = {
        key: told
        for key, told in near.items()
        if use.offices and any(use.offices & each.offices for each in told)
    }
    return holding or near


def _may_be(use: Use, told: Sequence[Use]) -> bool:
    """Whether the sex that the article tells is one that others tell, if they tell any."""
    sexes = {each.sex for each in told if each.sex is not None}
    return use.sex is None or not sexes or use.sex in sexes


def _agreeing_office(use: Use, told: Sequence[Use]) -> str | None:
    """Return an office that the article and enough others give.

    It is "" if the article or the others give none, and None if theirs differ.
    """
    known = Counter(chain.from_iterable(each.offices for each in told))
    if not use.offices or not known:
        return ""
    enough = OFTEN * sum(1 for each in told if each.offices)
    shared = [office for office in use.offices if known[office] >= max(enough, 1)]
    return max(shared, key=lambda office: known[office]) if shared else None
