"""What is kept of a session, and read again."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from store import Store
from store.views import Filter, Term
from tui.view_model.session import KeptArticle, Session, SessionFile, recent_states
from tui.view_model.state import ViewHistory, ViewState

STATE = replace(
    ViewState(Filter((Term("type", "CONSULT"), Term("entity", "person/x", exclude=True)))),
    zoom="year",
    minor=False,
    orders=(("entities", "name"),),
    pins=(("timeline", Filter((Term("source", "Wire \udc80"),))),),
    focus="reader",
    cursors=(("articles", 7), ("entities", "person/x")),
)


SESSION = Session(
    states=(ViewState(Filter()), STATE),
    at=1,
    last_list="timeline",
    zoomed=True,
    article=KeptArticle(7, event="7:v1", stop=2, offset=120),
    names={"person/x": "Mira \udc80"},
)


@pytest.fixture
def file(tmp_path: Path) -> SessionFile:
    Store.open(tmp_path / "store", create=True).close()
    return SessionFile(tmp_path / "store", tmp_path / "state")


def test_what_is_kept_comes_back(file: SessionFile) -> None:
    assert file.read() is None
    file.write(SESSION)
    back = file.read()
    assert back == SESSION
    assert back is not None
    assert back.states[1].cursors == STATE.cursors
    assert back.history.current == STATE


def test_only_its_owner_may_read_it_and_nothing_lies_beside_it(
    file: SessionFile, tmp_path: Path
) -> None:
    before = os.umask(0)
    try:
        file.write(SESSION)
    finally:
        os.umask(before)
    (only,) = (tmp_path / "state" / "sessions").iterdir()
    assert only.stat().st_mode & 0o777 == 0o600
    assert only.parent.stat().st_mode & 0o777 == 0o700


def test_it_belongs_to_the_store_and_not_to_its_folder(file: SessionFile, tmp_path: Path) -> None:
    file.write(SESSION)
    (tmp_path / "store").rename(tmp_path / "moved")
    Store.open(tmp_path / "store", create=True).close()
    assert file.read() is None
    assert SessionFile(tmp_path / "moved", tmp_path / "state").read() == SESSION


@pytest.mark.parametrize(
    "change",
    [
        {"version": 2},
        {"at": 2},
        {"states": []},
        {"states": [{"filter": {"terms": [{"field": "colour", "value": "red"}]}}]},
        {"states": [{"filter": {"terms": []}, "orders": [["entities", "by smell"]]}]},
        {"article": {"number": "seven"}},
    ],
)
def test_another_versions_file_is_refused(file: SessionFile, change: dict[str, object]) -> None:
    file.write(SESSION)
    assert file.path is not None
    file.path.write_text(json.dumps(json.loads(file.path.read_text()) | change))
    with pytest.raises(ValueError):
        file.read()


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[]", b"null"])
def test_a_broken_file_is_refused(file: SessionFile, content: bytes) -> None:
    file.write(SESSION)
    assert file.path is not None
    file.path.write_bytes(content)
    with pytest.raises(ValueError):
        file.read()


def test_where_nothing_can_be_written_nothing_is(tmp_path: Path) -> None:
    Store.open(tmp_path / "store", create=True).close()
    (tmp_path / "state").write_text("a file, no folder")
    file = SessionFile(tmp_path / "store", tmp_path / "state")
    file.write(SESSION)
    assert file.read() is None


def test_a_long_history_is_kept_up_to_here() -> None:
    states = [ViewState(Filter((Term("article", str(number)),))) for number in range(120)]
    some, at = recent_states(ViewHistory(states, 100))
    assert len(some) == 50
    assert some[at] == states[100]
    assert recent_states(ViewHistory(states, 3))[1] == 3
