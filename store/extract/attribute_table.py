"""Keep what spaCy's attribute ruler and lemmatizer make of each distinct word and tag.

Nearly all of their rules look at one token alone, and a text repeats its words. spaCy applies each
rule to each token again. Here they are applied once to each combination, and their results are
looked up. The few rules that look at several tokens, or change a tag, are matched as spaCy does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import (  # type: ignore[import-not-found]
    DEP,
    LEMMA,
    LOWER,
    MORPH,
    ORTH,
    POS,
    TAG,
)
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.vocab import Vocab

    Numbers = NDArray[np.uint64]

NAME = "dateline_attributes"
RULER, LEMMATIZER = "attribute_ruler", "lemmatizer"
_ROWS = 32_768
_KEY = (ORTH, TAG, DEP)
"""What the rules for one token depend on. The label counts only where a rule asks for it."""
_WRITTEN = (POS, MORPH, LEMMA)
_KNOWN = frozenset({"ORTH", "LOWER", "TAG", "DEP", "IS_SPACE"})
"""The attributes of tokens that rules may ask for."""

TokenPattern = Mapping[str, Any]


def use_attribute_table(nlp: Language) -> None:
    """Put a table in the place of attribute ruler and lemmatizer, if the pipeline has both, one
    after the other, with rules that a table can hold.
    """
    names = nlp.pipe_names
    if RULER not in names or names[names.index(RULER) + 1 :][:1] != [LEMMATIZER]:
        return
    ruler, lemmatizer = nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
    if type(ruler) is not AttributeRuler or type(lemmatizer) is not EnglishLemmatizer:
        return
    if lemmatizer.mode == "rule" and not lemmatizer.overwrite and _is_known(ruler):
        _index_lemmas(lemmatizer)
        nlp.add_pipe(NAME, after=LEMMATIZER)
        for replaced in (RULER, LEMMATIZER):
            nlp.disable_pipe(replaced)


def _index_lemmas(lemmatizer: EnglishLemmatizer) -> None:
    """Make sets of the lists of lemmas, which spaCy searches from their beginning."""
    known = lemmatizer.lookups.get_table("lemma_index", {})
    for part_of_speech, lemmas in list(known.items()):
        known[part_of_speech] = frozenset(lemmas)


def _is_known(ruler: AttributeRuler) -> bool:
    """Return whether a table can hold the rules: it knows the attributes that they ask for, and
    those that they set.
    """
    asked = {
        name for rule in _rules(ruler) for tokens in rule for token in tokens for name in token
    }
    written = {attribute for attrs in ruler.attrs for attribute in attrs}
    return asked <= _KNOWN and written <= {TAG, DEP, *_WRITTEN}


def _rules(ruler: AttributeRuler) -> list[list[list[TokenPattern]]]:
    """Return the alternatives of each rule, each a list of tokens."""
    return [cast("list[list[TokenPattern]]", rule["patterns"]) for rule in ruler.patterns]


@Language.factory(NAME)
def attribute_table(nlp: Language, name: str) -> AttributeTable:  # noqa: ARG001 - spaCy's signature
    """Make the table of the ruler and lemmatizer of this pipeline."""
    ruler = cast("AttributeRuler", nlp.get_pipe(RULER))
    return AttributeTable(ruler, cast("EnglishLemmatizer", nlp.get_pipe(LEMMATIZER)))


class AttributeTable:
    """The results of a ruler and a lemmatizer, by word and tag, and by label where it matters.

    When it is full, it starts again from empty: common words are back at once.
    """

    def __init__(
        self, ruler: AttributeRuler, lemmatizer: EnglishLemmatizer, size: int = _ROWS
    ) -> None:
        self._ruler, self._lemmatizer, self._size = ruler, lemmatizer, size
        self._vocab = ruler.vocab
        self._alone, self._others = Matcher(ruler.vocab), Matcher(ruler.vocab)
        asking: list[TokenPattern] = []
        for number, rule in enumerate(_rules(ruler)):
            is_alone = ruler.attrs[number].keys() <= {*_WRITTEN} and all(len(t) == 1 for t in rule)
            (self._alone if is_alone else self._others).add(str(number), cast("Any", rule))
            if is_alone:
                asking += [token for (token,) in rule if "DEP" in token]
        self._labels = _Labels(ruler.vocab, asking)
        self._slots: dict[bytes, int] = {}
        self._rows = np.zeros((size, len(_WRITTEN)), dtype=np.uint64)
        self._applied: list[list[int]] = []
        """The rules that apply to the word of each row."""
        self._lemmas: list[str] = []
        """The lemma of each row, as the vocabulary forgets it between batches."""

    def __len__(self) -> int:
        return len(self._slots)

    def __call__(self, doc: Doc) -> Doc:
        """Set the parts of speech, the morphology and the lemmas of a document."""
        if not len(doc) or doc.to_array([*_WRITTEN]).any():  # or something has set them already
            return self._lemmatizer(self._ruler(doc))
        keys = self._labels.keys(doc)
        if not self._learn(doc, keys):
            return self._lemmatizer(self._ruler(doc))
        slots = [self._slots[key] for key in keys]
        for lemma in {self._lemmas[slot] for slot in set(slots)}:
            self._vocab.strings.add(lemma)
        others = self._matched(doc)
        doc.from_array([*_WRITTEN], cast("Any", self._rows[slots]))
        for at, rules in others.items():
            self._apply(doc, at, sorted({*self._applied[slots[at]], *rules}))
        return doc

    def _matched(self, doc: Doc) -> dict[int, list[int]]:
        """Return the other rules that apply, by the position of the token that they change."""
        found: dict[int, list[int]] = {}
        for match, start, end in self._others(doc, allow_missing=True):
            rule = int(self._vocab.strings[match])
            index = self._ruler.indices[rule]
            found.setdefault(index + (start if index >= 0 else end), []).append(rule)
        return found

    def _apply(self, doc: Doc, at: int, rules: Iterable[int]) -> None:
        """Set what these rules say of one token, the later ones over the earlier."""
        values = self._values(rules)
        token: Any = doc[at]
        token.tag, token.dep = values.get(TAG, token.tag), values.get(DEP, token.dep)
        token.pos = values[POS]
        token.set_morph(values[MORPH] or None)
        token.lemma = values[LEMMA]
        if not token.lemma:
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]

    def _values(self, rules: Iterable[int]) -> dict[int, int]:
        """Return what these rules set, the later ones over the earlier."""
        values = dict.fromkeys(_WRITTEN, 0)
        for rule in rules:
            values |= self._ruler.attrs[rule]
        return values

    def _learn(self, doc: Doc, keys: Sequence[bytes]) -> bool:
        """Compute the rows that are missing. Return False if there is no room for all of them."""
        new = {key: at for at, key in enumerate(keys) if key not in self._slots}
        if len(self._slots) + len(new) > self._size:
            self._slots.clear()
            self._applied.clear()
            self._lemmas.clear()
            self._lemmatizer.cache.clear()  # it has no bound of its own
            new = {key: at for at, key in enumerate(keys)}
        if len(new) > self._size:
            return False
        if new:
            self._add(doc, new)
        return True

    def _add(self, doc: Doc, new: Mapping[bytes, int]) -> None:
        """Add rows, as rules and lemmatizer make them in a document of these words alone."""
        at = [*new.values()]
        words = Doc(self._vocab, words=[doc[i].text for i in at])
        words.from_array([TAG, DEP], cast("Any", doc.to_array([TAG, DEP])[at]))
        applied: list[list[int]] = [[] for _ in at]
        for match, start, _ in self._alone(words, allow_missing=True):
            applied[start].append(int(self._vocab.strings[match]))
        values = [self._values(sorted(rules)) for rules in applied]
        rows = np.array([[row[each] for each in _WRITTEN] for row in values], dtype=np.uint64)
        words.from_array([*_WRITTEN], cast("Any", rows))
        self._lemmatizer(words)
        start = len(self._slots)
        self._rows[start : start + len(at)] = words.to_array([*_WRITTEN])
        self._slots |= {key: start + number for number, key in enumerate(new)}
        self._applied += applied
        self._lemmas += [token.lemma_ for token in words]


class _Labels:
    """Tells where the label of a token counts: nearly no rule asks for it."""

    def __init__(self, vocab: Vocab, asking: Iterable[TokenPattern]) -> None:
        """`asking` are the tokens in rules that ask for a label, and for other attributes."""
        named: dict[str, set[int]] = {"LOWER": set(), "TAG": set(), "DEP": set()}
        self._always = False
        for token in asking:
            found = next(((each, w) for each in named if (w := _named(token.get(each)))), None)
            if found is None:
                self._always = True
            else:
                named[found[0]] |= {vocab.strings.add(word) for word in found[1]}
        self._words, self._tags, self._labels = (
            np.array(sorted(each), dtype=np.uint64) for each in named.values()
        )

    def keys(self, doc: Doc) -> list[bytes]:
        """Return a key for each token: its word and tag, and its label where that counts."""
        read = doc.to_array([*_KEY, LOWER])
        word, tag, label = read[:, 3], read[:, 1], read[:, 2]
        if not self._always:
            counts = np.isin(word, self._words) | np.isin(tag, self._tags)
            label *= counts | np.isin(label, self._labels)
        columns = np.ascontiguousarray(read[:, : len(_KEY)])
        keys: list[bytes] = columns.view(f"V{columns.dtype.itemsize * len(_KEY)}").ravel().tolist()
        return keys


def _named(constraint: object) -> list[str]:
    """Return the values that a rule allows for an attribute; empty if it does not list them."""
    if isinstance(constraint, str):
        return [constraint]
    if isinstance(constraint, dict) and constraint.keys() == {"IN"}:
        return list(constraint["IN"])
    return []
