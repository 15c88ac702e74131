"""The status of what a clause tells."""

from __future__ import annotations

import pytest

from store.extract.events import reading as events_reading
from store.extract.events.status import Statuses
from store.extract.pipeline import Extractor
from store.reading import Article


@pytest.fixture
def verdicts(monkeypatch: pytest.MonkeyPatch) -> list[Statuses]:
    """The `Statuses` of the documents that are read."""
    made: list[Statuses] = []

    class Kept(Statuses):
        def __init__(self, *given: object) -> None:
            super().__init__(*given)  # type: ignore[arg-type]
            made.append(self)

    monkeypatch.setattr(events_reading, "Statuses", Kept)
    return made


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("The firm closed two mines.", "closed", "asserted"),
        ("The firm could save money by closing two mines.", "closing", "conditional"),
        ("The firm saved money by closing two mines.", "closing", "asserted"),
        ("The firm was able to win by closing two mines.", "closing", "asserted"),
        ("The firm will close two mines.", "close", "planned"),
        ("The firm is to close two mines.", "close", "planned"),
        ("The firm plans to close two mines.", "close", "planned"),
        ("The firm decided to close two mines.", "close", "planned"),
        ("The firm closes two mines in June.", "closes", "planned"),
        ("The firm has asked Kenya to close two mines in June.", "asked", "asserted"),
        ("A vote on two mines was scheduled for June 20.", "scheduled", "planned"),
        ("A vote on two mines was scheduled for January 20.", "scheduled", "asserted"),
        ("The firm will close two mines if prices fall.", "close", "conditional"),
        ("If prices fall, the firm closes.", "fall", "conditional"),
        ("The firm may close two mines.", "close", "conditional"),
        ("The firm is able to close two mines.", "close", "conditional"),
        ("The firm spoke of the possibility of closing two mines.", "closing", "conditional"),
        ("The firm should close two mines.", "close", "wished"),
        ("The minister urged the firm to close two mines.", "close", "wished"),
        ("It borrowed money to close two mines.", "close", "wished"),
        ("“Close the mine,” the minister said.", "Close", "wished"),
        ("The firm failed to close two mines.", "close", "negated"),
        ("The firm fell silent instead of closing two mines.", "closing", "negated"),
        ("There is no evidence that the firm closed two mines.", "closed", "negated"),
        ("The minister does not think that the firm closed two mines.", "closed", "negated"),
        ("The firm continued to close mines.", "close", "asserted"),
        ("Did the firm close two mines?", "close", "asked"),
        ("The firm often closed mines.", "closed", "habitual"),
        ("It is a firm that closes mines.", "closes", "habitual"),
        ("For her it was like winning a war.", "winning", "joke"),
        ("Ann Lee said that the firm closed two mines.", "closed", "claimed"),
        ("“The firm closed two mines last year.”", "closed", "claimed"),
        ("The firm was accused of closing two mines.", "closing", "claimed"),
        ("The firm announced that it had closed two mines.", "closed", "asserted"),
        ("Ann Lee said the price, which doubled, was fair.", "doubled", "asserted"),
        ("Ann Lee said that the firm would close two mines.", "close", "planned"),
    ],
)
def test_status(
    reader: Extractor, verdicts: list[Statuses], text: str, word: str, status: str
) -> None:
    article = Article(id="a", text=text, published="2031-02-03")
    doc = reader.nlp(reader.prepare(article))
    token = next(t.i for t in doc if t.text == word)
    assert verdicts[-1].of(token).status == status
