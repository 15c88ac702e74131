"""H19: a part of the reader that fails costs its own facts: not the others', not the next article.

The processes are real and so are the components; they break where an article tells them to.
"""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from msgspec.structs import replace

from store import Import, Store, failed_inputs, history, sources
from store.extract.parts import _OUTPUT
from store.extract.pipeline import Extractor
from store.extract.watch import NO_MEMORY, PARSE
from store.ingest.filter import read_lines
from store.ingest.languages import ExtractorSettings
from store.ingest.workers import Limits, read_articles
from store.reading import Article, Reading

BREAKING = ExtractorSettings("tests.hostile.breaking_model")
LIMITS = Limits(article=2, part=0.5)
PARTS = (*_OUTPUT, "references")
TEXT = (
    "Ann Lee, the foreign minister of Chad, said on Monday that Norway had sent troops to Togo. "
    "She met Norwegian officials in Oslo. Chad is a member of the African Union. "
)


def asking(part: str, how: str) -> Article:
    """An article at which a part breaks."""
    return Article(
        id=f"{part}-{how}",
        text=f"{TEXT}It wrote {part}-{how} on the wall.",
        published="2024-05-15",
        published_from="given",
        language="en",
    )


def assert_others_are_whole(reader: Extractor, *articles: Article) -> None:
    """Each article, and one beside it that asks for nothing, read in the breaking process."""
    beside = [replace(asking("nothing", "odd"), id=f"after {each.id}") for each in articles]
    mixed = [each for pair in zip(articles, beside, strict=True) for each in pair]
    found = list(read_articles(mixed, reader=BREAKING, jobs=1, limits=LIMITS))
    assert [article.id for article, _ in found] == [article.id for article in mixed]
    for article, outcome in found:
        assert isinstance(outcome, Reading), outcome
        if article.id.startswith("after"):
            assert outcome == reader.read(article)
            continue
        part = article.id.partition("-")[0]
        assert set(outcome.partial or ()) == {part}
        assert outcome == reader.read_in_part(article, outcome.partial or {})


@pytest.mark.slow
def test_what_fails_or_hangs_costs_its_own_facts(reader: Extractor) -> None:
    fail = [asking(part, "fail") for part in (*PARTS, PARSE)]
    hang = [asking(part, "hang") for part in PARTS]
    assert_others_are_whole(reader, *fail, *hang)


@pytest.mark.slow
@pytest.mark.parametrize("how", ["crash", "grow", "stick"])
def test_what_takes_its_process_with_it_costs_its_own_facts(reader: Extractor, how: str) -> None:
    assert_others_are_whole(reader, *(asking(part, how) for part in (*PARTS, PARSE)))


def test_what_is_left_of_a_reading(reader: Extractor) -> None:
    article = asking("nothing", "odd")
    whole = reader.read(article)
    assert whole.missing is None
    left = reader.read_in_part(article, {"events": "it broke"})
    assert left.partial == {"events": "it broke"}
    assert left.missing == "events (it broke)"
    assert left.events == ()
    assert (left.times, left.roles, left.statements) == (whole.times, whole.roles, whole.statements)
    nothing = reader.read_in_part(article, {PARSE: "it broke"})
    assert (nothing.text, nothing.sentences, nothing.entities) == (article.text, (), ())


@pytest.mark.slow
def test_the_reasons(reader: Extractor) -> None:
    asked = [asking("events", "fail"), asking("roles", "hang"), asking("names", "grow")]
    found = read_articles(asked, reader=BREAKING, jobs=1, limits=LIMITS)
    why = [outcome.partial for _, outcome in found if isinstance(outcome, Reading)]
    assert why == [
        {"events": "ValueError: it was told to"},
        {"roles": "it took more than 0.5 seconds"},
        {"names": NO_MEMORY},
    ]


@pytest.mark.slow
def test_read_gives_what_is_left() -> None:
    lines = [{"id": 1, "text": TEXT + "events-fail"}, {"id": 2}, {"id": 3, "text": TEXT}]
    given = io.BytesIO("\n".join(map(json.dumps, lines)).encode())
    partly, error, whole = read_lines(given, BREAKING)
    assert (partly["id"], error["error"] is None, whole["id"]) == (1, False, 3)
    assert partly["partial"] == {"events": "ValueError: it was told to"}
    assert partly["entities"]
    assert not partly["events"]
    assert whole["events"]
    assert "partial" not in whole


@pytest.mark.slow
def test_an_import_keeps_it_says_so_and_reads_it_again(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_text(f"{TEXT}It wrote events-fail on the wall.")
    with Store.open(tmp_path / "store", create=True) as store:
        job = Import(store, reader=BREAKING, jobs=1)
        (item,) = job.run(sources([str(path)]))
        assert (item.state, item.partial) == ("new", "events (ValueError: it was told to)")
        assert job.report.summary().endswith("; 1 undated, 1 partly read")
        (number,) = store.numbers()
        before = store.reading(number)
        assert before is not None
        assert before.entities
        assert not before.events
        (partly,) = history(store.imports()).partial
        assert partly.reason == item.partial
        (same,) = Import(store, jobs=1).run(sources([str(path)]))
        assert (same.state, same.reason) == ("same", None)

        again = Import(store, jobs=1, retrying=True)
        (item,) = again.run(sources(failed_inputs(store)))
        assert (item.state, item.reason, item.partial) == ("same", "read again", None)
        after = store.reading(number)
        assert after is not None
        assert after.missing is None
        assert after.events
        assert after.entities[: len(before.entities)] == before.entities
        assert history(store.imports()).partial == []
        assert failed_inputs(store) == []
