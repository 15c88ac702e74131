"""The codebook's tables, and a user's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.extract.events.codebook import CodebookError, load, shipped_codebook
from store.extract.pipeline import Extractor
from store.reading import Article

PLOVER = set(
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST "
    "SANCTION MOBILIZE COERCE ASSAULT".split()
)


def test_every_type_is_known_and_every_plover_type_has_verbs() -> None:
    entries = [e for entries in shipped_codebook().verbs.values() for e in entries]
    kinds = {entry.type for entry in entries}
    assert kinds <= PLOVER | {"OTHER", "STATEMENT", "noun", "=", "-"}
    assert kinds >= PLOVER


def test_longer_rows_come_first() -> None:
    for entries in shipped_codebook().verbs.values():
        lengths = [len(entry.words) for entry in entries]
        assert lengths == sorted(lengths, reverse=True)


def test_a_users_row_replaces_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "mine.tsv"
    own.write_text("# mine\nattack\tACCUSE\nfrobnicate\tAID\tmoney\tto\n", encoding="utf-8")
    book = load([own])
    assert [e.type for e in book.verbs["attack"] if not e.words] == ["ACCUSE"]
    assert book.verbs["frobnicate"][0].to == ("to",)
    assert [e.type for e in shipped_codebook().verbs["attack"] if not e.words] == ["ASSAULT"]


def test_a_users_nouns_and_actors(tmp_path: Path) -> None:
    nouns, actors = tmp_path / "my-nouns.tsv", tmp_path / "my-actors.tsv"
    nouns.write_text("palaver\tCONSULT\t\twith=\tby\n", encoding="utf-8")
    actors.write_text("burgher\tPERSON\tself\n", encoding="utf-8")
    book = load([nouns, actors])
    assert book.nouns["palaver"].type == "CONSULT"
    assert book.actors["burgher"].of == "self"


@pytest.mark.parametrize("row", ["attack", "att||ack\tACCUSE", "attack\tACCUZE"])
def test_a_bad_row_says_where_it_is(tmp_path: Path, row: str) -> None:
    own = tmp_path / "mine.tsv"
    own.write_text(f"\n{row}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"mine\.tsv, line 2: "):
        load([own])


@pytest.mark.parametrize(
    ("name", "row"), [("nouns.tsv", "palaver\tnoun"), ("actors.tsv", "burgher\tPERSON\tnobody")]
)
def test_every_table_has_its_own_types(tmp_path: Path, name: str, row: str) -> None:
    (tmp_path / name).write_text(row, encoding="utf-8")
    with pytest.raises(CodebookError, match=r"line 1: .* known are "):
        load([tmp_path / name])


def test_a_table_that_is_not_there_or_no_text_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_bytes(b"attack\xff\tAID")
    for name in ("mine.tsv", "none.tsv"):
        with pytest.raises(CodebookError, match=rf"Cannot read the codebook .*{name}: ") as caught:
            load([tmp_path / name])
        assert "\n" not in caught.value.title


def test_a_users_table_is_read_by_the_component(reader: Extractor, tmp_path: Path) -> None:
    own = tmp_path / "mine.tsv"
    own.write_text("paint\tAID\n", encoding="utf-8")
    component = reader.nlp.create_pipe("dateline_events", config={"codebook": [str(own)]})
    doc = reader.nlp(reader.prepare(Article(id="t", text="Kenya painted Somalia.")))
    assert [event.type for event in doc._.events] == ["OTHER"]
    assert [event.type for event in component(doc)._.events] == ["AID"]


def test_a_users_recasts_come_first_and_know_her_contexts(
    reader: Extractor, tmp_path: Path
) -> None:
    contexts, recasts = tmp_path / "my-contexts.tsv", tmp_path / "my-recasts.tsv"
    contexts.write_text("chess\tsentence\t1\tchess\n", encoding="utf-8")
    recasts.write_text("beat\tASSAULT\t*\tchess\t*\tOTHER\tchess\n", encoding="utf-8")
    book = load([contexts, recasts])
    assert (book.recasts[0].type, book.recasts[0].new_mode) == ("OTHER", "chess")
    own = {"codebook": [str(contexts), str(recasts)]}
    component = reader.nlp.create_pipe("dateline_events", config=own)
    article = Article(id="t", text="Ann Lee beat Eva Stein at chess in Oslo on Monday.")
    doc = component(reader.nlp(reader.prepare(article)))
    assert ("OTHER", "chess") in [(event.type, event.mode) for event in doc._.events]


def test_a_recast_for_a_context_that_is_none_says_where_it_is(tmp_path: Path) -> None:
    own = tmp_path / "recasts.tsv"
    own.write_text("beat\tASSAULT\t*\tcurling\t*\tOTHER\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"recasts\.tsv, line 1: 'curling'"):
        load([own])
