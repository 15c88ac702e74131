"""`explain_event`: why a row is what it is, told by a process of its own."""

from __future__ import annotations

import subprocess
import sys

import pytest

from store.errors import UserError
from store.extract.pipeline import Extractor
from store.extract.why import why
from store.ingest.languages import ExtractorSettings
from store.ingest.why import explain_event
from store.reading import Article, Span

TEXT = (
    "Norway expelled two envoys of Chad on Monday; the ministry rejected the claim. "
    "The two had met in Oslo in June 2022."
)
ARTICLE = Article(id="a", text=TEXT, published="2024-07-09", published_from="given")
EXPELLED = Span(TEXT.index("expelled"), TEXT.index("expelled") + len("expelled"))


@pytest.mark.slow
def test_it_tells_sentence_word_date_participants_and_rules() -> None:
    found = explain_event(ARTICLE, EXPELLED)
    assert found is not None
    assert found.sentences[0].startswith("Norway expelled two envoys")
    assert found.type.startswith("“expelled”: ")
    assert found.date == ("“Monday” is 2024-07-08: relative to the day of publication, 2024-07-09.")
    assert "who: Norway, named: “Norway”" in found.participants
    assert "times.weekday" in {rule.id for rule in found.rules}
    assert all(rule.says for rule in found.rules)


@pytest.mark.slow
def test_where_no_event_is_told_there_is_nothing_to_explain() -> None:
    assert explain_event(ARTICLE, Span(0, 1)) is None


@pytest.mark.slow
def test_a_model_that_is_not_there_is_one_clear_error() -> None:
    with pytest.raises(UserError, match="cannot be explained"):
        explain_event(ARTICLE, EXPELLED, ExtractorSettings(model="no_such_model"))


@pytest.mark.slow
def test_the_other_events_of_an_article_need_no_other_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = explain_event(ARTICLE, EXPELLED)
    monkeypatch.setattr(subprocess, "run", None)
    assert explain_event(ARTICLE, EXPELLED) == first
    rejected = Span(TEXT.index("rejected"), TEXT.index("rejected") + len("rejected"))
    found = explain_event(ARTICLE, rejected)
    assert found is not None
    assert found.type.startswith("“rejected”: ")


def test_asking_loads_no_spacy() -> None:
    code = "import sys, store; store.explain_event; sys.exit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.slow
def test_facts_name_their_rules_only_where_they_are_asked_for(reader: Extractor) -> None:
    from store.reading import to_document

    assert all("rules" not in time for time in to_document(reader.read(ARTICLE))["times"])
    explained = Extractor(explain=True).read(ARTICLE)
    (monday, june) = explained.times
    assert (monday.rules, june.rules) == (("times.weekday",), ("times.month_year",))
    assert why(explained, EXPELLED) is not None


def test_a_date_of_another_sentence_is_quoted_with_it(reader: Extractor) -> None:
    lead = "Thousands of dock workers marched through Lomas on Monday to protest a sale."
    text = f"{lead} Police fired tear gas at the marchers. Police arrested 30 of them."
    reading = reader.read(Article(id="a", text=text, published="2024-07-09"))
    start = text.index("fired")
    found = why(reading, Span(start, start + len("fired")))
    assert found is not None
    assert found.date.startswith("2024-07-08. ")
    assert found.date.endswith(f"It is in “{lead}”")
