"""What the model of the confidence knows of a row."""

from __future__ import annotations

import pytest

from store.extract.events.codebook import shipped_codebook
from store.extract.events.reading import finished_rows, published, read_drafts
from store.extract.learned.clauses import Clauses, shipped_models
from store.extract.learned.row_numbers import RowNumbers
from store.extract.pipeline import Extractor
from store.extract.syntax.parse import Parse
from store.reading import Article


def numbers(reader: Extractor, text: str) -> dict[str, dict[str, float]]:
    """The numbers of each row, by the word that carries it."""
    article = Article(id="a", text=text, published="2024-03-06", title="Police arrest students")
    doc = reader.nlp(reader.prepare(article))
    parse = Parse(doc, shipped_codebook().verbs)
    drafts, statuses = read_drafts(doc, parse, shipped_codebook())
    clauses = Clauses(statuses, shipped_models())
    rows = finished_rows(drafts, parse)
    seen = RowNumbers(rows, clauses, published(doc))
    return {parse.lower[row[0].draft.verb]: seen.of(row) for row in rows}


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan police arrested three students in Nairobi on Monday.",
        "“We may be very happy, I think,” Ann Lee said. She added that the plan of 2019 was good.",
        "Ann Lee visited Chad. Bob Ray met her in Oslo on Friday, and they signed a treaty!",
        "A strike in Lima, Peru, on Monday: 3, 4, 5 and 6 dead",
        "The blast, which followed a clash between Togo and Chad in 1920, killed nine.",
    ],
)
def test_all_are_shares(reader: Extractor, text: str) -> None:
    rows = numbers(reader, text)
    assert rows
    for name, value in ((n, v) for row in rows.values() for n, v in row.items()):
        assert 0 <= value <= 1, name


def test_a_pronoun_is_less_sure_than_a_name(reader: Extractor) -> None:
    text = "Ann Lee visited Chad. Bob Ray resigned on Monday. She criticised Norway."
    rows = numbers(reader, text)
    assert "actor pronoun" not in rows["visited"]
    assert rows["criticised"]["actor pronoun"] == 1
    assert rows["criticised"]["actor candidates"] > 0


def test_the_statements_of_a_speaker_are_counted(reader: Extractor) -> None:
    text = (
        "Ann Lee said that the bridge of 2019 was narrow. "
        "Ann Lee told reporters that the road to Lima was narrow."
    )
    rows = numbers(reader, text)
    assert rows["said"]["said before"] == 0
    assert rows["told"]["said before"] > 0
    assert rows["said"]["said time"] == 1
    assert rows["told"]["said time"] == 0


def test_a_date_stands_near_its_verb_or_far_from_it(reader: Extractor) -> None:
    rows = numbers(reader, "Kenyan police arrested three students in Nairobi on Monday.")
    assert rows["arrested"]["basis stated"] == 1
    assert 0 < rows["arrested"]["date far"] < 1
    assert rows["arrested"]["date ahead"] == 0
    ahead = numbers(reader, "Norway's king will visit Chad on Friday.")
    assert ahead["visit"]["date ahead"] == 1


def test_words_of_the_title_are_counted(reader: Extractor) -> None:
    rows = numbers(reader, "Police arrested three students in Lima. Chad signed a treaty.")
    assert rows["arrested"]["label in the title"] > rows["signed"]["label in the title"]


def test_chat_of_a_passer_by_is_told_from_the_news(reader: Extractor) -> None:
    text = (
        "Governor Ann Lee told reporters that the Orvis bridge would be safe. Ann Lee left. "
        "“You know what I think of you, my friend!” said Bob Ray."
    )
    rows = numbers(reader, text)
    news, chat = rows["told"], rows["said"]
    assert (news["actor office"], news["actor once"]) == (1, 0)
    assert (chat["actor office"], chat["actor once"]) == (0, 1)
    assert (news["said will"], news["said you"], news["said exclaims"]) == (1, 0, 0)
    assert (chat["said will"], chat["said you"], chat["said exclaims"]) == (0, 1, 1)
    assert news["said nouns"] > chat["said nouns"]


def test_any_of_a_kind_are_told_from_those_who_are_counted(reader: Extractor) -> None:
    rows = numbers(reader, "Voters elected Ann Lee. Ten students left Lima on Monday.")
    assert rows["elected"]["subject bare"] == 1
    assert rows["left"]["subject bare"] == 0
    assert rows["elected"]["predicate names"] > 0
