"""Whom an article means that says only "Merkel": the store's one bearer of the name who fits.

An article that names nobody in full gives the key `person/merkel`. Here such a name is weighed
against the persons whom other articles of the same time call by it. It joins one of them only if
that one bears the name almost alone, and sex, office and company agree; never where two fit. In
the same way "Hillary Rodham Clinton" joins Hillary Clinton, "Joseph Biden" Joe Biden, and the rare
"Hilary Clinton" the one who is meant. A father and a son are two: a name with "Jr." joins one
without only if no article names both, and the office is the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations

from store.identity.folding import is_one_letter_off
from store.identity.given_names import is_one_first_name
from store.identity.historic_persons import known_keys, usual_key
from store.identity.uses import Use, is_one_surname, surname

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
_SEVERAL = 2
"""How many companions are enough for one whom everybody knows."""
COMMON = 0.1
"""The share of articles from which an entity is no company: everybody meets it."""
_GENERATION = frozenset(["jr", "sr", "junior", "senior", "ii", "iii", "iv"])
_VAGUE = frozenset("aide adviser advisor official staffer ally supporter surrogate".split())
"""Offices that who has another one may be called as well."""
_ALWAYS_RARE = 20
"""In how many articles an entity may be without being common, in a small store."""


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


# The persons of a store.


def is_short(key: str) -> bool:
    """Whether the key is that of a person whom the article names by one word or surname only."""
    return key.startswith("person/") and is_one_surname(_words(key))


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
            if not is_short(key) and "@" not in key:
                self._by_surname[words[-1]].add(key)
                self._by_first[words[0]].add(key)
                for word in {*words, surname(words)}:
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
                    yield self._of_usual_name(join, use)

    def _join_of(self, use: Use) -> Join | None:
        if (known := self._by_history(use)) is not None:
            return known
        if not is_short(use.key):
            return self._by_other_form(use) or self._by_slip(use) or self._by_other_order(use)
        found = (self._by_single_word(use, period) for period in (PERIOD, LONG, None))
        return next(filter(None, found), None)

    def _by_history(self, use: Use) -> Join | None:
        """Return the person of history who is known by this name, if the store has the usual one.

        Not if the article names somebody else who bears it.
        """
        key = usual_key(use.key, date.fromordinal(use.day).year if use.day else None)
        told = self._uses.get(key, ()) if key is not None else ()
        others = use.company & self._by_word.get(" ".join(_words(use.key)), set())
        if key is None or not told or not others <= {key}:
            return None
        names = Counter(each.name for each in told)
        usual = names.most_common(1)[0][0]
        return Join(use.article, use.key, key, usual, "a person of history known by this name")

    def _of_usual_name(self, join: Join, use: Use) -> Join:
        """Return the join to the usual name of a person of history."""
        known = self._by_history(replace(use, key=join.into))
        return replace(join, into=known.into, name=known.name) if known is not None else join

    def _of_the_time(self, key: str, day: int | None, period: int | None = PERIOD) -> Sequence[Use]:
        """Return the uses of a person near a day; all if the day or the period is unknown."""
        uses = self._uses.get(key, [])
        if day is None or period is None:
            return uses
        return [use for use in uses if use.day is not None and abs(use.day - day) <= period]

    def _by_single_word(self, use: Use, period: int | None) -> Join | None:
        """Return the one who bears the name almost alone; alone, if no period is given."""
        word = " ".join(_words(use.key))
        bearers = self._by_word.get(word, set())
        if "@" in use.key and not use.company.isdisjoint(bearers):
            return None  # the article has several of the name
        near = {key: self._of_the_time(key, use.day, period) for key in bearers - use.company}
        near = _with_office(use, {key: told for key, told in near.items() if _may_be(use, told)})
        if not near:
            return None
        key, told = max(near.items(), key=lambda each: (len(each[1]), each[0]))
        others = sum(len(near[each]) for each in near if each != key and not _is_same(each, key))
        called = sum(word in each.called for each in told)
        is_alone = all(each == key or _is_same(each, key) for each in bearers)
        is_holder = is_alone and called and len(told) > 1 and _agreeing_office(use, told)
        if not (called >= FEWEST or is_holder) or len(told) < DOMINANT * others:
            return None
        if period is None and others:
            return None
        words = _words(key)
        if word not in (words[0], words[-1], surname(words)):
            return None
        alone = f"{_of_the_time(called, 'call')} this person {word.title()}"
        return self._join(use, key, told, alone, fewest=1 if period else FEWEST)

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
        if not forms:
            longer = self._by_surname[words[-1]]
            forms = [key for key in longer if _is_without_first(words, _words(key))]
        same = [key for key in forms if _generation(key) == _generation(use.key)]
        found = self._of_forms(use, same) or self._of_forms(use, forms)
        return found or self._at_other_times(use, same)

    def _of_forms(self, use: Use, forms: Sequence[str]) -> Join | None:
        """Return the person with the most usual of these forms of one name."""
        words = _words(use.key)
        near = {key: self._of_the_time(key, use.day) for key in forms}
        if not near or not all(_is_form(_words(a), _words(b)) for a, b in combinations(near, 2)):
            return None
        key, told = max(near.items(), key=lambda each: (len(each[1]), each[0]))
        mine = len(self._of_the_time(use.key, use.day))
        is_usual = len(told) >= max(FEWEST, USUAL * mine) or self._is_colleague(use, key, told)
        if not is_usual or not _may_be(use, told):
            return None
        if self._has_another_form(key, words):
            return None
        if _generation(key) != _generation(use.key) and not _agreeing_office(use, told):
            return None
        usual = f"{_of_the_time(len(told), 'have')} the usual form of the name"
        if len(told) > SLIP * mine and _agreeing_office(use, told) is None:
            use = replace(use, offices=frozenset())  # one of many offices: senator, then secretary
        return self._join(use, key, told, usual, fewest=2)

    def _at_other_times(self, use: Use, forms: Sequence[str]) -> Join | None:
        """Return the person with the store's only other form of a name, whatever the years between.

        Charles Roe of 1990 is Chuck Roe of 2016 if the office and some company are the same,
        or everybody knows Chuck Roe and more company is.
        """
        if len(forms) != 1 or self._has_another_form(forms[0], _words(use.key)):
            return None
        key, told = forms[0], self._uses[forms[0]]
        if len(told) < FEWEST or len(told) <= len(self._uses[use.key]) or not _may_be(use, told):
            return None
        office, company = _agreeing_office(use, told), self._company(use, told)
        if not (company and office) and not (key in known_keys() and len(company) >= _SEVERAL):
            return None
        if office is None:
            use = replace(use, offices=frozenset())  # one of many offices
        return self._join(use, key, told, "the usual form of the name at other times", fewest=1)

    def _is_colleague(self, use: Use, key: str, told: Sequence[Use]) -> bool:
        """Whether a form of the name that is no rarer has the same office and company."""
        office, company = _agreeing_office(use, told), self._company(use, told, 1)
        return bool(office and company) and self._is_rarer(use.key, key)

    def _is_rarer(self, key: str, other: str) -> bool:
        """Whether fewer articles of the store have the one name than the other; or the order of
        the letters, so that one of two joins the other."""
        return (len(self._uses[key]), key) < (len(self._uses[other]), other)

    def _by_other_order(self, use: Use) -> Join | None:
        """Return the person whose surname stands first here: "Abe Shinzo" is Shinzo Abe."""
        words = _words(use.key)
        key = f"person/{words[-1]} {words[0]}"
        told = self._of_the_time(key, use.day) if len(words) == 2 else ()
        if not told or not self._is_rarer(use.key, key) or not _may_be(use, told):
            return None
        usual = f"{_of_the_time(len(told), 'have')} the name in the other order"
        return self._join(use, key, told, usual, fewest=2)

    def _has_another_form(self, key: str, words: list[str]) -> bool:
        """Whether a third name is a form of this person's name and none of these words: a Joseph
        Karl Falk and a Joseph Bo Falk may not both be Joe Falk.
        """
        target = _words(key)
        return any(
            other != target and _is_form(other, target) and not _is_form(other, words)
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
        usual = f"{_of_the_time(len(told), 'spell')} the name so"
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

    def _company(self, use: Use, told: Sequence[Use], least: int = 2) -> list[str]:
        """Return the rarer entities of the article that so many of the others have as well."""
        beside: Counter[str] = Counter()
        for each in told:
            if each.article != use.article:
                beside.update(use.company & each.company)
        return [
            key
            for key, times in sorted(beside.items(), key=lambda each: (-each[1], each[0]))
            if times >= least and self._seen[key] <= self._most
        ]


def _shown(key: str) -> str:
    return key.rpartition("/")[2]


def _is_form(words: list[str], others: list[str]) -> bool:
    """Whether two names of one surname may be one person's.

    One has a middle name more, or a formal first name ("Joseph"); initials must not differ.
    """
    if not is_one_first_name(words[0], others[0]):
        return False
    middle, other = words[1:-1], others[1:-1]
    return not middle or not other or middle == other


def _is_without_first(words: list[str], others: list[str]) -> bool:
    """Whether a name is another without its first word: "Tayyip Erdogan"."""
    return len(words) > 1 and words == others[1:]


def _is_same(key: str, other: str) -> bool:
    """Whether two names of a surname are forms of one."""
    words, others = _words(key), _words(other)
    is_one = words[-1] == others[-1] and _generation(key) == _generation(other)
    return is_one and (_is_form(words, others) or _is_slip(words, other))


def _is_slip(words: list[str], key: str) -> bool:
    """Whether a name differs from another in one letter of a longer word."""
    others = _words(key)
    if _generation(key) or len(others) != len(words):
        return False
    unlike = [pair for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return len(unlike) == 1 and is_one_letter_off(*unlike[0])


def _with_office(use: Use, near: dict[str, Sequence[Use]]) -> dict[str, Sequence[Use]]:
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

    It is "" if the article or the others give none, or the article only a vague one, and None if
    theirs differ.
    """
    known = Counter(chain.from_iterable(each.offices for each in told))
    if not use.offices or not known:
        return ""
    enough = OFTEN * sum(1 for each in told if each.offices)
    shared = [office for office in use.offices if known[office] >= max(enough, 1)]
    if not shared and use.offices <= _VAGUE:
        return ""
    return max(shared, key=lambda office: (known[office], office)) if shared else None


def _of_the_time(articles: int, verb: str) -> str:
    """Return `2 articles of the time have`, or `1 article of the time has`."""
    if articles != 1:
        return f"{articles} articles of the time {verb}"
    return f"1 article of the time {'has' if verb == 'have' else f'{verb}s'}"
