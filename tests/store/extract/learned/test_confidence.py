"""How likely an event is right, as the extractor says."""

from __future__ import annotations

from store.extract.learned.clauses import Weighed, overruled, shipped_models
from store.extract.pipeline import Extractor
from tests.store.extract.events.told import read

PLAIN = "Kenyan police arrested three students in Nairobi on Monday."
DOUBTFUL = (
    "“If I were him, I might have hit the Kenyan minister over the head,” Ann Lee joked, “and you "
    "would have killed Togo with that song.”"
)


def test_every_event_has_one(reader: Extractor) -> None:
    for text in (PLAIN, DOUBTFUL, "Chad attacked Togo. Norway will visit Chad on Friday."):
        for event in read(reader, text).events:
            assert event.confidence is not None
            assert 0 <= event.confidence <= 1


def test_what_is_told_plainly_is_surer_than_talk(reader: Extractor) -> None:
    plain = [e.confidence or 0 for e in read(reader, PLAIN).events]
    talk = [e.confidence or 0 for e in read(reader, DOUBTFUL).events if e.type != "STATEMENT"]
    assert plain
    assert min(plain) > max(talk, default=0)


def test_the_same_text_has_the_same_confidence(reader: Extractor) -> None:
    first, second = (read(reader, PLAIN + " " + DOUBTFUL).events for _ in range(2))
    assert [e.confidence for e in first] == [e.confidence for e in second]


def test_the_rules_stand_unless_the_model_is_sure() -> None:
    worth = {"0": 0.2, "1": 0.5, "2": 0.3}
    sure = Weighed({"planned": 0.9, "asserted": 0.05, "none": 0.05}, worth)
    torn = Weighed({"planned": 0.5, "asserted": 0.4, "none": 0.1}, worth)
    nothing = Weighed({"none": 0.9, "asserted": 0.05, "planned": 0.05}, worth)
    assert overruled("asserted", sure) == "planned"
    assert overruled("planned", sure) is None
    assert overruled("asserted", torn) is None
    assert overruled("asserted", nothing) is None


def test_the_shipped_models_know_their_classes() -> None:
    models = shipped_models()
    assert {"asserted", "claimed", "planned", "negated"} <= set(models.status.classes)
    assert models.worth.classes == ("0", "1", "2")
    assert {"model noted", "label words"} <= set(models.confidence.names)
