"""Who stands with whom: counts, GraphML read by networkx, CSV read by the csv module."""

from __future__ import annotations

import csv
import io
import sqlite3
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from store import ExportRows, Store, UserError
from store.exports import network
from store.exports.network import LONGEST_LIST, CoOccurrence, CoOccurrences, Tie, ties
from store.reading import Article, Entity, Mention, Reading, Relation, Role, Span
from tests.store.exports.conftest import Rows, text_of
from tests.store.exports.made_case import BY_HAND, Told, put

PARTIES = {"actor", "recipient"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def pairs_of(rows: ExportRows) -> dict[frozenset[str], CoOccurrence]:
    with CoOccurrences(rows) as together:
        list(together.entities())
        return {frozenset({pair.name, pair.other}): pair for pair in together.pairs()}


def ties_of(rows: ExportRows) -> dict[str, Tie]:
    return {tie.label: tie for tie in ties(rows)}


def test_a_pair_has_its_sentences_its_period_and_its_events(case: ExportRows) -> None:
    pairs = pairs_of(case)
    adler = pairs[frozenset({"Mira Adler", "Norland"})]
    assert (adler.weight, adler.articles) == (2, 2)
    assert (adler.first, adler.last) == ("2024-07-09", "2024-07-21")
    assert adler.kinds == (("SUPPORT", 1),)
    assert adler.evidence.quote.startswith("Mira Adler of Norland met Jon Brandt")
    assert adler.evidence.source == "Harbour Wire"
    met = pairs[frozenset({"Mira Adler", "Jon Brandt"})]
    assert met.kinds == (("CONSULT", 1),)
    planned = pairs[frozenset({"Mira Adler", "Harbour Union"})]
    assert planned.kinds == (("CONSULT (planned)", 1),)
    assert frozenset({"Minsk", "Harbour Union"}) not in pairs


def test_weights_agree_with_a_count_by_hand(case: ExportRows) -> None:
    counted: dict[frozenset[str], int] = {}
    for _, reading in case.readings():
        for start, end in reading.sentences:
            names = sorted(
                entity.name
                for entity in reading.entities
                if any(start <= mention.start < end for mention in entity.mentions)
            )
            for at, name in enumerate(names):
                for other in names[at + 1 :]:
                    pair = frozenset({name, other})
                    counted[pair] = counted.get(pair, 0) + 1
    assert {pair: each.weight for pair, each in pairs_of(case).items()} == counted


def test_the_parties_of_events_are_those_of_their_records(case_folder: Path, rows_of: Rows) -> None:
    rows = rows_of(case_folder, every=True)
    told = [
        (
            event.type,
            event.modality,
            {each.key for each in event.participants if each.part in PARTIES},
        )
        for event in rows.events()
    ]
    found = [(each.type, each.modality, set(each.keys)) for each in rows.parties()]
    assert found == told


def test_an_undated_article_neither_begins_nor_ends_a_period(tmp_path: Path, rows_of: Rows) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        put(store, [Told(text="Mira Adler met Jon Brandt, undated.")])
        put(store, [Told(text="Mira Adler met Jon Brandt in May.")], published="2024-05-02")
        put(store, [Told(text="Mira Adler met Jon Brandt in March.")], published="2024-03-02")
    (pair,) = pairs_of(rows_of(tmp_path / "store")).values()
    assert (pair.weight, pair.first, pair.last) == (3, "2024-03-02", "2024-05-02")
    assert pair.evidence.quote.endswith("in March.")


def test_a_sentence_with_very_many_names_is_cut(tmp_path: Path, rows_of: Rows) -> None:
    names = [f"Person{number:03}" for number in range(LONGEST_LIST + 50)]
    text = " ".join(names)
    article = Article(id="list", text=text, published="2024-07-09")
    entities = tuple(
        Entity(id=name, key=f"person/{name}", name=name, type="PERSON",
               mentions=(Mention(start=text.index(name), end=text.index(name) + 9, kind="name"),))
        for name in names
    )  # fmt: skip
    reading = Reading(
        **article.shared_fields(),
        sentences=(Span(0, len(text)),),
        entities=entities,
        extractor=BY_HAND,
    )
    with Store.open(tmp_path / "store", create=True) as store:
        store.put(article, reading, {"state": "new"})
    assert len(pairs_of(rows_of(tmp_path / "store"))) == LONGEST_LIST * (LONGEST_LIST - 1) // 2


def test_pairs_of_a_long_article_are_counted_in_parts(
    tmp_path: Path, rows_of: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = [
        Told(text=f"Mira Adler met Jon Brandt in Norland, time {number}.") for number in range(9)
    ]
    with Store.open(tmp_path / "store", create=True) as store:
        put(store, told, published="2024-05-02")
        put(store, told[4:], published="2024-03-02")
    whole = pairs_of(rows_of(tmp_path / "store"))
    monkeypatch.setattr(network, "_AT_ONCE", 1)
    assert pairs_of(rows_of(tmp_path / "store")) == whole
    met = whole[frozenset({"Mira Adler", "Jon Brandt"})]
    assert (met.weight, met.articles) == (14, 2)
    assert met.evidence.quote.endswith("time 4.")
    assert met.evidence.published == "2024-03-02"


def test_a_tie_is_stated_by_several_articles_once(tmp_path: Path, rows_of: Rows) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        for month, since in (("03", "2020"), ("05", "2020"), ("06", None)):
            text = f"Mira Adler of Norland leads the Harbour Union, month {month}."
            put(
                store,
                [Told(text=text)],
                published=f"2024-{month}-01",
                reading={
                    "roles": (Role(person="Mira Adler", role="minister", of="Norland", start=0,
                                   end=10),),
                    "relations": (Relation(subject="Mira Adler", predicate="leader_of",
                                           object="Harbour Union", since=since, start=0, end=10),),
                },
            )  # fmt: skip
    found = list(ties(rows_of(tmp_path / "store")))
    assert [(tie.kind, tie.since, len(tie.evidence)) for tie in found] == [
        ("office", None, 3),
        ("relation", None, 1),
        ("relation", "2020", 2),
    ]
    assert (found[0].first, found[0].last) == ("2024-03-01", "2024-06-01")
    assert found[0].evidence[0].quote.endswith("month 03.")


def test_a_tie_is_one_whatever_an_article_calls_the_body(tmp_path: Path, rows_of: Rows) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        for name in ("Harbour Union", "Union"):
            text = f"Mira Adler chairs the {name}."
            article = Article(id=name, text=text, published="2024-07-09")
            entities = (
                Entity(id="e1", key="person/mira adler", name="Mira Adler", type="PERSON",
                       mentions=(Mention(start=0, end=10, kind="name"),)),
                Entity(id="e2", key="org/harbour union", name=name, type="ORG",
                       mentions=(Mention(start=22, end=22 + len(name), kind="name"),)),
            )  # fmt: skip
            reading = Reading(
                **article.shared_fields(),
                sentences=(Span(0, len(text)),),
                entities=entities,
                roles=(Role(person="e1", role="chair", of="e2", start=0, end=10),),
                extractor=BY_HAND,
            )
            store.put(article, reading, {"state": "new"})
    (tie,) = ties(rows_of(tmp_path / "store"))
    assert (tie.object_key, len(tie.evidence)) == ("org/harbour union", 2)


def test_networkx_reads_the_graph(case: ExportRows) -> None:
    networkx = pytest.importorskip("networkx", reason="needs `make readers`")
    graph = networkx.parse_graphml(text_of(case, "graphml"))
    names = networkx.get_node_attributes(graph, "label")
    assert sorted(names.values()) == [
        "Harbour Union", "Jon Brandt", "Minsk", "Mira Adler", "Norland"
    ]  # fmt: skip
    edges: list[dict[str, Any]] = [
        {"ends": {names[one], names[other]}, **data} for one, other, data in graph.edges(data=True)
    ]
    (adler,) = [
        edge
        for edge in edges
        if edge["kind"] == "same sentence" and edge["ends"] == {"Mira Adler", "Norland"}
    ]
    assert (adler["weight"], adler["articles"], adler["event_types"]) == (2.0, 2, "SUPPORT 1")
    assert (adler["first_reported"], adler["last_reported"]) == ("2024-07-09", "2024-07-21")
    assert adler["quote"].startswith("Mira Adler of Norland met")
    assert adler["url"] == "https://harbour.example/1?a=1&b=2"
    assert len(adler["sha256"]) == 64
    assert adler["end"] - adler["start"] == len(adler["quote"])
    (office,) = [edge for edge in edges if edge["kind"] == "office"]
    assert office["ends"] == {"Mira Adler", "Norland"}
    assert (office["label"], office["subject"]) == ("minister", "person/mira adler")
    (relation,) = [edge for edge in edges if edge["kind"] == "relation"]
    assert (relation["label"], relation["object"]) == ("leader_of", "org/harbour union")


def test_hostile_words_are_only_text_in_the_graph(hostile: ExportRows) -> None:
    tree = ET.fromstring(text_of(hostile, "graphml"))
    tags = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert tags == {"graphml", "key", "graph", "node", "edge", "data"}
    for data in tree.iter("{http://graphml.graphdrawing.org/xmlns}data"):
        assert not (data.get("key") == "edge-url" and "javascript" in (data.text or ""))


def test_xml_has_no_character_that_xml_forbids(tmp_path: Path, rows_of: Rows) -> None:
    with Store.open(tmp_path / "store", create=True) as store:
        put(store, [Told(text="Mira Adler \ufffe met \uffff Jon Brandt \x00.")])
    text = text_of(rows_of(tmp_path / "store"), "graphml")
    assert not set(text) & {"\ufffe", "\uffff", "\x00"}
    ET.fromstring(text)


@pytest.mark.parametrize("form", ["network-csv", "offices-csv", "relations-csv"])
def test_a_spreadsheet_runs_no_cell(form: str, hostile: ExportRows) -> None:
    text = text_of(hostile, form)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert len({len(row) for row in rows}) == 1
    assert len(rows) > 1
    assert text.count("\r\n") == len(rows)
    for row in rows:
        for cell in row:
            assert not cell.lstrip().startswith(FORMULA)
            assert "javascript:" not in cell or not cell.startswith("javascript:")


def test_csv_of_pairs_offices_and_relations(case: ExportRows) -> None:
    pairs, offices, relations = (
        list(csv.DictReader(io.StringIO(text_of(case, form), newline="")))
        for form in ("network-csv", "offices-csv", "relations-csv")
    )
    assert [*pairs[0]][:4] == ["Source", "Target", "Type", "Weight"]
    assert [int(pair["Weight"]) for pair in pairs] == sorted(
        (int(pair["Weight"]) for pair in pairs), reverse=True
    )
    (office,) = offices
    assert (office["person"], office["office"], office["body"]) == (
        "Mira Adler", "minister", "Norland"
    )  # fmt: skip
    assert office["also_in"] == "Echo"
    assert office["state"] == "machine"
    (relation,) = relations
    assert relation["predicate"] == "leader_of"
    for row in (*pairs, office, relation):
        assert row["quote"]
        assert row["quoted_from"] in {"Harbour Wire", "Evening Lamp"}
        assert int(row["end"]) - int(row["start"]) == len(row["quote"])


@pytest.mark.parametrize("form", ["graphml", "network-csv", "ftm"])
def test_a_temporary_file_that_cannot_be_written_is_one_clear_line(
    form: str, case: ExportRows, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = network._temporary_database

    def unwritable(tables: str) -> sqlite3.Connection:
        connection = opened(tables)
        connection.execute("PRAGMA query_only = ON")
        return connection

    monkeypatch.setattr(network, "_temporary_database", unwritable)
    with pytest.raises(UserError, match="temporary file of this export could not be written"):
        text_of(case, form)


def test_temporary_files_go_away(case: ExportRows, tmp_path: Path) -> None:
    list(ties(case))
    pairs_of(case)
    assert not [*tmp_path.iterdir()]
