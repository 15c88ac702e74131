"""The label of a story: the names that its articles are about, and the words that set it apart.

Names are as the readings have them: "North Korea, Kim Jong Un, missile". An article without a
reading gives its words as it writes them.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from store.identity.folding import fold
from store.query.words import spelling, words_and_gaps
from store.reading import Entity, Reading
from store.views.indexing.names import written_names
from store.views.stories.story_words import StoryWords, term_of, word_stems
from store.views.words.voices import agency_named
from store.views.words.word_tables import word_lists

_NAMES = 3
_WORDS = 5
"""Names and words of a label."""
_LONGEST = 52
"""Characters of a label."""
_NAMES_LONGEST = 36
"""Characters of the names, but for the first two, so that there is room for words."""
_SHORTEST = 3
"""Letters of a word that tells something. Names may be shorter."""
_INITIALS = re.compile(r"(?<=\w)(?: [A-Z]\.)+(?= \w)")
_CONTRACTION = re.compile(r"(?:n['’ʼ‘`´]t|['’ʼ‘`´](?:re|ve|ll|d|m|s))$", re.IGNORECASE)


def with_names(phrases: Iterable[tuple[int, str]], reading: Reading) -> tuple[tuple[int, str], ...]:
    """Return the words of an article with the names of the reading in the place of those that are
    part of one: "Kim" and "Korean" become "Kim Jong Un" and "North Korea". Several words with
    capitals that are in no name, as in a headline, give way to the word that was meant."""
    entities = [each for each in reading.entities if each.is_named and each.type != "NORP"]
    whole: dict[str, Entity] = {}
    part: dict[int, Entity] = {}
    for entity in sorted(entities, key=lambda each: (-len(each.mentions), each.key)):
        for name in {entity.name, *written_names(entity, reading.text)}:
            whole.setdefault(fold(name), entity)
            for stem in word_stems(name):
                part.setdefault(term_of(stem), entity)
    named = []
    for term, phrase in phrases:
        found = (whole.get(fold(phrase)) or part.get(term)) if _is_name(phrase) else None
        named.append((term, _name(found) if found else _meant(term, phrase)))
    return tuple(named)


def _name(entity: Entity) -> str:
    """Return the name of an entity: a person's without initials, if the key has none."""
    short = _INITIALS.sub("", entity.name)
    is_same = entity.type == "PERSON" and entity.key.endswith(f"/{fold(short)}")
    return short if is_same else entity.name


def _meant(term: int, phrase: str) -> str:
    words = phrase.split()
    if len(words) < 2:
        return phrase
    meant = [word for word in words if term in map(term_of, word_stems(word))]
    return meant[0].lower() if meant and not meant[0].isupper() else phrase


def story_label(articles: Sequence[StoryWords]) -> str:
    """Return up to three names and up to five names and words in all that several articles share,
    the weightiest first, names before words: "Hualien, Taroko, earthquake, quarry". Empty if they
    share none."""
    names: list[str] = []
    words: list[str] = []
    for phrase in _shared(articles):
        label = [*names, *words]
        if len(label) == _WORDS:
            break
        if _is_said(phrase, label) or len(", ".join([*label, phrase])) > _LONGEST:
            continue
        if not _is_name(phrase):
            words.append(phrase)
        elif len(names) < _NAMES and _has_room(names, phrase):
            names.append(phrase)
    return ", ".join([*names, *words])


def _has_room(names: Sequence[str], more: str) -> bool:
    return len(names) < 2 or len(", ".join([*names, more])) <= _NAMES_LONGEST


def _shared(articles: Iterable[StoryWords]) -> Iterator[str]:
    """Yield the names and words that several articles have and that tell something."""
    totals: defaultdict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    written: defaultdict[int, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    for words in articles:
        phrases = dict(words.phrases)
        for term, weight in zip(words.terms, words.weights, strict=True):
            totals[term] += weight
            shared[term] += 1
            if term in phrases:
                written[term][phrases[term]] += weight
    for term in sorted(written, key=lambda term: (-totals[term], term)):
        phrase = _best(written[term])
        if shared[term] > 1 and _tells(phrase):
            yield phrase


def _best(written: Mapping[str, float]) -> str:
    """Return the name or word with the most weight; a whole name rather than a part of it."""
    whole = [each for each in written if _is_name(each) and " " in each]
    return min(whole or written, key=lambda each: (-written[each], len(each), each))


def _is_name(phrase: str) -> bool:
    return any(letter.isupper() for letter in phrase)


def _tells(phrase: str) -> bool:
    """Return whether a name or word tells what a story is about: not "your", "don't", "several".
    Agencies are behind what is told, and not in it."""
    if _CONTRACTION.search(phrase) or agency_named(phrase):
        return False
    words = [spelling(word) for word in words_and_gaps(phrase)[1::2]]
    return any(word not in _silent() for word in words) and (
        _is_name(phrase) or len(phrase) >= _SHORTEST
    )


@cache
def _silent() -> frozenset[str]:
    return frozenset(word for words in word_lists("labels").values() for word in words)


def _is_said(phrase: str, label: Iterable[str]) -> bool:
    """Return whether the label has a word of this phrase already, in whatever form."""
    said = {stem for each in label for stem in word_stems(each)}
    return not said.isdisjoint(word_stems(phrase))
