"""What several articles say of one event together, and in what they contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.reading import Article, Entity, Event, Evidence, Reading, Span
from store.views import Filter, Term, Views
from store.views.differences.disagreements import Disagreement, shown_figure
from store.views.indexing.schema import EVENT_BITS
from store.views.joining import event_joining, near_events, pair_scores
from store.views.joining.event_arrays import Floats
from store.views.joining.pair_arrays import PairArrays
from store.views.lists.rows import EventRow
from tests.store.views.articles_for_tests import EXTRACTOR, article, named
from tests.store.views.memory_journal import MemoryJournal

DAY = "2024-05-06"
LEE = "person/ann lee"
PORT = "org/port of arvik"
FERRY = "Ann Lee attacked the ferry at Arvik"


def told(
    journal: MemoryJournal, number: int, sentence: str, verb: str, source: str, **fields: object
) -> None:
    """Add an article of one sentence that tells one event."""
    known: dict[str, object] = {"published": "2024-05-07", "key": LEE, "name": "Ann Lee"}
    known |= fields
    before = "Some words of its own stand before. "
    text = before + sentence
    new = article(text, f"Headline {number}", source, str(known.pop("published")))
    key, name = str(known.pop("key")), str(known.pop("name"))
    at = text.index(verb)
    entities: list[Entity] = [named("e1", key, text, name)] if name in text else []
    for id_, place in (("e2", "gpe/NO/arvik"), ("e3", "gpe/NO/bergen")):
        called = place.rpartition("/")[2].title()
        if called in text:
            entities.append(named(id_, place, text, called))
            known.setdefault("place", id_)
    evidence = Evidence(start=len(before), end=len(text), verb=Span(at, at + len(verb)))
    event = Event(
        id="v1",
        **{
            "type": "ASSAULT",
            "label": sentence.rstrip("."),
            "actors": ("e1",) if entities and entities[0].id == "e1" else (),
            "from_": DAY,
            "to": DAY,
            "precision": "day",
            "date_basis": "stated",
            "salience": 0.9,
            "evidence": (evidence,),
            **known,
        },  # type: ignore[arg-type]
    )
    journal.put(number, new, reading_of(new, tuple(entities), event))


def reading_of(new: Article, entities: tuple[Entity, ...], event: Event) -> Reading:
    return Reading(
        id=new.id,
        title=new.title,
        source=new.source,
        published=new.published,
        text=new.text,
        entities=entities,
        events=(event,),
        sentences=(Span(0, len(new.text)),),
        extractor=EXTRACTOR,
    )


@pytest.fixture
def journal(tmp_path: Path) -> MemoryJournal:
    return MemoryJournal(tmp_path)


def the_row(journal: MemoryJournal) -> tuple[Views, EventRow]:
    views = Views.open(journal)
    views.update()
    (row,) = views.events(Filter())
    return views, row


def kinds(found: tuple[Disagreement, ...]) -> dict[tuple[str, str], list[str]]:
    return {(each.kind, each.about): [side.value for side in each.sides] for each in found}


def test_two_papers_tell_one_event(journal: MemoryJournal) -> None:
    told(
        journal, 1, "Ann Lee attacked the ferry at Arvik, killing nine people.", "attacked", "Bugle"
    )
    told(
        journal, 2, "Ann Lee attacked a ferry in Arvik and killed nine people.", "attacked", "Star"
    )
    views, row = the_row(journal)
    assert (row.voices, row.articles, row.copies, row.sentences) == (2, 2, 0, 2)
    assert not row.disputed
    assert views.disagreements(row.id) == ()
    assert [each.voice for each in views.evidence(row.id)] == ["Bugle", "Star"]


def test_different_numbers_stand_side_by_side(journal: MemoryJournal) -> None:
    told(
        journal, 1, "Ann Lee attacked the ferry at Arvik, killing nine people.", "attacked", "Bugle"
    )
    told(journal, 2, f"{FERRY} and killed 13 people.", "attacked", "Star")
    told(journal, 3, f"{FERRY}; 13 people were killed.", "attacked", "Sun")
    views, row = the_row(journal)
    assert row.disputed
    (found,) = views.disagreements(row.id)
    assert kinds((found,)) == {("number", "dead"): ["13", "9"]}
    assert [side.voices for side in found.sides] == [2, 1]
    (nine,) = found.sides[1].sayings
    text = views.article(nine.number).text
    assert [text[span.start : span.end] for span in nine.lit] == ["nine"]
    assert text[nine.start : nine.end].startswith(FERRY)
    assert (nine.source, nine.voice) == ("Bugle", "Bugle")


def test_a_total_and_its_part_are_no_contradiction(journal: MemoryJournal) -> None:
    told(
        journal, 1, "Ann Lee attacked the ferry at Arvik; 38 people were hurt.", "attacked", "Bugle"
    )
    told(journal, 2, f"{FERRY}; 38 were hurt, 15 people hurt badly.", "attacked", "Star")
    _, row = the_row(journal)
    assert not row.disputed


def test_dates_places_and_denials(journal: MemoryJournal) -> None:
    said = "Ann Lee attacked the ferry at Arvik with two men on Monday."
    told(journal, 1, said, "attacked", "Bugle")
    told(journal, 2, said.replace("Monday", "Tuesday"), "attacked", "Star",
         from_="2024-05-07", to="2024-05-07")  # fmt: skip
    told(journal, 3, said.replace("Arvik", "Bergen"), "attacked", "Sun")
    told(journal, 4, said, "attacked", "Echo", modality="negated")
    views, row = the_row(journal)
    assert kinds(views.disagreements(row.id)) == {
        ("status", "status"): ["reported", "denied"],
        ("date", "date"): [DAY, "2024-05-07"],
        ("place", "place"): ["Arvik", "Bergen"],
    }
    assert (row.from_, row.modality) == (DAY, "asserted")


def test_numbers_and_places_of_other_things_are_no_contradiction(journal: MemoryJournal) -> None:
    said = f"{FERRY} with two men on Monday"
    told(journal, 1, f"{said}, which cost $5 million.", "attacked", "Bugle", label=said)
    told(journal, 2, f"{said}, which earns $9 million.", "attacked", "Star", label=said)
    bergen = said.replace("Arvik", "Bergen")
    told(journal, 3, f"{bergen}, not Arvik.", "attacked", "Sun", label=bergen, place="e3")
    views, row = the_row(journal)
    assert row.articles == 3
    assert views.disagreements(row.id) == ()


def test_sums_of_two_labels_contradict_each_other(journal: MemoryJournal) -> None:
    told(journal, 1, f"{FERRY} and took $5 million.", "attacked", "Bugle")
    told(journal, 2, f"{FERRY} and took $9 million.", "attacked", "Star")
    views, row = the_row(journal)
    assert kinds(views.disagreements(row.id)) == {
        ("number", "dollar"): ["$5 million", "$9 million"]
    }


def test_one_source_is_one_voice_and_so_is_an_agency(journal: MemoryJournal) -> None:
    said = "Ann Lee attacked the ferry at Arvik with two men."
    told(journal, 1, said, "attacked", "Bugle")
    told(journal, 2, said, "attacked", "Bugle", published="2024-05-08")
    _, row = the_row(journal)
    assert (row.voices, row.articles) == (1, 2)
    told(journal, 3, f"{said[:-1]}, Reuters reported.", "attacked", "Star")
    told(journal, 4, f"{said[:-1]}, according to Reuters.", "attacked", "Sun")
    _, row = the_row(journal)
    assert (row.voices, row.articles) == (2, 4)


def test_copies_confirm_nothing(journal: MemoryJournal) -> None:
    said = "Ann Lee attacked the ferry at Arvik with two men."
    for number, source in enumerate(("Wire", "Bugle", "Star"), 1):
        told(journal, number, said, "attacked", source)
    journal.put_copy(1, 2, 1)
    journal.put_copy(2, 3, 1)
    _, row = the_row(journal)
    assert (row.voices, row.articles, row.copies, row.sentences) == (1, 1, 2, 1)


def test_disputed_events_are_found(journal: MemoryJournal) -> None:
    told(
        journal, 1, "Ann Lee attacked the ferry at Arvik, killing nine people.", "attacked", "Bugle"
    )
    told(journal, 2, f"{FERRY} and killed 13 people.", "attacked", "Star")
    told(journal, 3, "The port of Arvik opened a new pier.", "opened", "Sun", type="OTHER",
         key=PORT, name="port of Arvik", from_="2024-01-02", to="2024-01-02")  # fmt: skip
    views = Views.open(journal)
    views.update()
    disputed = Filter((Term("is", "disputed"),))
    assert [row.number for row in views.events(disputed)] == [1]
    assert views.counts(disputed).articles == (2, 3)
    assert views.counts(Filter((Term("query", "-is:disputed"),))).events[0] == 1


def test_the_most_exact_date_stands(journal: MemoryJournal) -> None:
    said = "Ann Lee attacked the ferry at Arvik with two men."
    told(journal, 1, said, "attacked", "Bugle",
         from_="2024-05-01", to="2024-05-31", precision="month")  # fmt: skip
    told(journal, 2, said, "attacked", "Star")
    views, row = the_row(journal)
    assert (row.from_, row.to, row.precision) == (DAY, DAY, "day")
    inside = Filter((Term("date", DAY),))
    assert [each.id for each in views.events(inside)] == [row.id]
    assert views.counts(inside).articles[0] == 2


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (1145.0, "dead", "1,145"),
        (7.0, "magnitude", "7.0"),
        (51.95, "percent", "51.95%"),
        (1.5e9, "dollar", "$1.5 billion"),
        (40e6, "euro", "€40 million"),
        (11e6, "kronor", "11 million"),
    ],
)
def test_numbers_are_written_as_people_do(value: float, unit: str, shown: str) -> None:
    assert shown_figure(value, unit) == shown


def test_a_row_that_grows_is_not_compared_anew(
    journal: MemoryJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (event_joining, near_events):  # so that rows have events without links
        monkeypatch.setattr(module, "NEAREST", 1)
    for number, day in enumerate(("06", "07", "05", "06", "07"), start=1):
        then = f"2024-05-{day}"
        said = f"{FERRY}, says witness {number * 'A'}."
        published = f"2024-05-{7 + number:02}"
        told(journal, number, said, "attacked", f"Paper {number}", from_=then, to=then,
             published=published)  # fmt: skip
    views = Views.open(journal)
    views.update()
    compared: list[tuple[int, int]] = []
    likely = pair_scores.likelihoods

    def counted(pairs: PairArrays) -> Floats:
        both = (column.tolist() for column in pairs.of(pairs.events.published))
        compared.extend(zip(*both, strict=True))
        return likely(pairs)

    monkeypatch.setattr(pair_scores, "likelihoods", counted)
    told(journal, 6, f"{FERRY} at noon.", "attacked", "Sun", published="2024-05-14")
    views.update()
    (row,) = views.events(Filter())
    assert row.articles == 6
    new = max(day for pair in compared for day in pair)
    assert all(new in pair for pair in compared)


def test_a_telling_that_is_deleted_is_forgotten_in_every_comparison(
    journal: MemoryJournal,
) -> None:
    for number, paper in enumerate(("Bugle", "Star", "Sun"), start=1):
        told(journal, number, f"{FERRY} and killed nine, says the {paper}.", "attacked", paper)
    views, row = the_row(journal)
    assert row.articles == 3
    journal.delete(3)
    views.update()
    questions = "SELECT event, other FROM links", "SELECT event, other FROM compared"
    rows = [row for each in questions for row in views._state.connection.execute(each)]
    assert all(event >> EVENT_BITS != 3 != other >> EVENT_BITS for event, other in rows)
