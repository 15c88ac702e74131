"""An import folds copies under what they are copies of, and keeps every source."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from store import Import, Item, Source, Store
from store.ingest.copies import Copies, copies_of
from tests.store.intake.test_copies import HALF, TEXT

pytestmark = pytest.mark.usefixtures("reading_here")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.open(tmp_path / "store", create=True)


def run(store: Store, *records: dict[str, str]) -> list[Item]:
    lines = "\n".join(map(json.dumps, records)).encode()
    job = Import(store, standard_input=io.BytesIO(lines + b"\n\n{"))
    return [item for item in job.run([Source("-")]) if item.state != "failed"]


def test_the_same_text_is_one_article_with_all_its_sources(store: Store) -> None:
    texts = [{"text": TEXT, "source": source} for source in ("Wire", "Gazette", "Wire", "Courier")]
    first, *others = run(store, *texts[:1]) + run(store, *texts) + run(store, *texts)
    assert first.state == "new"
    assert {item.state for item in others} == {"same"}
    assert len(store.numbers()) == 1
    assert [document["source"] for document in copies_of(store, 1)] == ["Gazette", "Courier"]


def test_a_near_copy_is_an_article_folded_under_the_first(store: Store) -> None:
    items = run(
        store,
        {"text": TEXT, "source": "Wire"},
        {"text": f"PORT LEON. {TEXT}", "source": "Gazette"},
        {"text": HALF, "source": "Courier"},
        {"text": "The ferry to Leon sails again from Friday, the harbour office said."},
    )
    assert [item.state for item in items] == ["new", "copy", "copy", "new"]
    assert items[1].reason is not None
    assert items[1].reason.startswith("a copy of article 1")
    folded = {(each["number"], each["kind"]) for each in copies_of(store, 1)}
    assert folded == {(2, "copy"), (3, "excerpt")}
    assert len(store.numbers()) == 4


def test_what_another_process_added_is_found_too(store: Store) -> None:
    run(store, {"text": TEXT, "source": "Wire"})
    with Store.open(store.folder) as other:
        (item,) = run(other, {"text": f"PORT LEON. {TEXT}", "source": "Gazette"})
    assert item.state == "copy"


def test_the_index_may_be_deleted(store: Store) -> None:
    run(store, {"text": TEXT, "source": "Wire"})
    for file in (store.folder / "views").glob("copies.sqlite*"):
        file.unlink()
    (item,) = run(store, {"text": f"PORT LEON. {TEXT}", "source": "Gazette"})
    assert item.state == "copy"
    copies = Copies(store)
    assert copies.of(store.article(1)) is not None
    copies.close()
