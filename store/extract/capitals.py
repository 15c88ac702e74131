"""Texts that are all in capitals get a copy in ordinary case, letter for letter.

Old wire reports came in capitals, which no tagger can read. Nothing in such a text says
which words are names, so a word is taken for one unless a dictionary knows it as a common
word. The dictionary is the word list of the model's own lemmatizer (from WordNet), less the
names of months, weekdays, countries and their people.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from spacy.language import Language

_MOSTLY = 0.85
"""Share of capitals among the letters from which a text counts as being in capitals."""
_ENOUGH = 100
"""Letters below which a text is too short to tell (a headline, a ticker)."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ACRONYM = re.compile(r"[(\[]([A-Z]{2,6})[)\]]")
_SENTENCE_START = re.compile(r"(?:\A|[.!?]\s+|[.!?][\"”’]\s+|\n\s*\n\s*|\]\s*)[\"“]?(?=[A-Z])")
_CALENDAR = frozenset(
    "january february april june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday "
    "jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
_SMALL = frozenset(
    "the a an and or but nor of to in on at by for from with as is are was were be been being "
    "has have had do does did will would shall should can could may might must not that this "
    "these those which who whom whose what when where why how it its he him his she her hers "
    "they them their theirs we us our ours you your yours i me my mine than then there here if "
    "because while although after before during since until between among against about over "
    "under into through without within toward towards upon some any all each every both such "
    "no other another more most many much few several said also only very just even still".split()
)


class Recaser:
    """Puts a text in capitals into ordinary case; any other is returned as it is."""

    def __init__(
        self,
        common: Collection[str],
        proper: Collection[str] = (),
        acronyms: Collection[str] = (),
        phrases: Collection[str] = (),
    ) -> None:
        self._common = common
        self._proper = _CALENDAR | frozenset(proper)
        self._acronyms = frozenset(acronyms)
        longest_first = sorted((phrase.upper() for phrase in phrases), key=len, reverse=True)
        self._phrases = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b" if phrases else r"(?!)"
        )

    @classmethod
    def for_model(
        cls,
        nlp: Language,
        proper: Iterable[str] = (),
        acronyms: Iterable[str] = (),
        phrases: Iterable[str] = (),
    ) -> Recaser:
        """The model's lemmatizer brings the dictionary; a model without one brings none,
        and then only function words are written small."""
        common: set[str] = set()
        if "lemmatizer" in nlp.pipe_names:
            lookups = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
            for table in ("lemma_index", "lemma_exc"):
                if lookups.has_table(table):
                    for words in lookups.get_table(table).values():
                        common.update(words)
        return cls(common, frozenset(proper), frozenset(acronyms), frozenset(phrases))

    def recase(self, text: str) -> str:
        """The text with as many code points as before, at the same places."""
        if not in_capitals(text):
            return text
        acronyms = self._acronyms | {match[1] for match in _ACRONYM.finditer(text)}
        starts = {match.end() for match in _SENTENCE_START.finditer(text)}
        starts |= set(self._in_phrases(text))

        def cased(match: re.Match[str]) -> str:
            word = match[0]
            initial = len(word) == 1 and text[match.end() : match.end() + 1] == "."
            small = word.lower()
            if word in acronyms or initial or len(small) != len(word):
                return word
            if match.start() in starts or self._is_name(small):
                return small[0].upper() + small[1:]
            return small

        return _WORD.sub(cased, text)

    def _in_phrases(self, text: str) -> Iterable[int]:
        """Where the words of known names begin: "EL SALVADOR", but not "OF" in one."""
        for phrase in self._phrases.finditer(text):
            for word in _WORD.finditer(text, phrase.start(), phrase.end()):
                if word[0].lower() not in _SMALL:
                    yield word.start()

    def _is_name(self, word: str) -> bool:
        stem = re.sub(r"['’]s?$", "", word)
        if stem in self._proper:
            return True
        return not (stem in _SMALL or any(form in self._common for form in _stems(stem)))


def in_capitals(text: str) -> bool:
    """Whether nearly all letters of a text that is long enough are capitals."""
    upper = sum(map(str.isupper, text))
    lower = sum(map(str.islower, text))
    return upper + lower >= _ENOUGH and upper >= _MOSTLY * (upper + lower)


def _stems(word: str) -> Iterable[str]:
    """The word and what it may be an inflection of, by the regular endings of English."""
    yield word
    for ending, instead in (
        ("ies", "y"), ("es", ""), ("es", "e"), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"),
        ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""), ("er", "e"), ("est", ""),
        ("ers", ""), ("ers", "e"),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)] + instead
            yield stem
            if len(stem) > 2 and stem[-1] == stem[-2] and not instead:
                yield stem[:-1]
