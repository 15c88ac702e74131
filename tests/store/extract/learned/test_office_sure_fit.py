"""The labels of judged offices, found again in an article as it is read now."""

from __future__ import annotations

from store.extract.learned.fit import left_out
from store.extract.learned.office_sure_fit import (
    STRENGTH,
    JudgedOffice,
    OfficeVerdict,
    article_verdicts,
    judged_offices,
    office_digest,
    report,
)
from store.extract.pipeline import Extractor
from store.reading import Article

TEXT = "Orvis Bank lost money. Ann Lee, president of Orvis Bank, was in Oslo."


def _found(reader: Extractor, verdict: str, start: int, digest: str | None) -> list[OfficeVerdict]:
    pipes = reader.nlp.pipe_names
    with reader.nlp.select_pipes(disable=pipes[pipes.index("dateline_references") :]):
        doc = reader.nlp(reader.prepare(Article(id="a", text=TEXT)))
    known = office_digest(doc._.roles[0])
    end = TEXT.index("president") + len("president")
    label = JudgedOffice("a", start, end, digest or known, verdict, "-")
    return list(article_verdicts(doc, [label]))


def test_a_verdict_is_found_by_its_place_and_its_title(reader: Extractor) -> None:
    (found,) = _found(reader, "right", TEXT.index("Ann"), None)
    assert found.verdict == "right"
    assert {"head president", "state ORG said"} <= set(found.signs)


def test_a_verdict_holds_for_no_other_title_or_place(reader: Extractor) -> None:
    assert _found(reader, "right", TEXT.index("Ann"), "00000000") == []
    assert _found(reader, "right", 0, None) == []


def test_what_no_model_knows_is_judged_by_the_others() -> None:
    signs = {"right": ["bias", "bare"], "wrong": ["bias", "told"]}
    verdicts = [
        OfficeVerdict(f"{n}", signs[verdict], verdict)
        for n, verdict in enumerate(["right", "wrong"] * 30)
    ]
    sures = left_out([each.example() for each in verdicts], "right", STRENGTH)
    assert sures[0] > sures[1]
    lines: list[str] = []
    report(verdicts, lines.append)
    assert lines[0].startswith("from 0.0: 60 offices, 50.0 % right")


def test_an_office_in_doubt_teaches_as_a_wrong_one() -> None:
    assert OfficeVerdict("a", ["bias"], "doubt").example().answer == "wrong"


def test_labels_are_read_in_order() -> None:
    labels = judged_offices()
    assert len(labels) > 1300
    assert {label.verdict for label in labels} == {"right", "wrong", "doubt"}
