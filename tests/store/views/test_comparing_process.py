"""Events are compared alike in another process, which needs no numpy in this one."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

import pytest
from msgspec import structs

from store.views.indexing.schema import EVENT_BITS
from store.views.joining import comparing_process
from store.views.joining.comparing_process import Comparisons, compared_elsewhere
from store.views.joining.pair_scores import scores
from tests.store.views.signs_for_tests import NEWS, sign

LATER = sign("A ferry attack at Arvik killed nine.", "killed", "2024-05-09", place="Arvik")
OTHER = sign("Ann Lee said so.", "said", type="STATEMENT", actors=("Ann Lee",))


def asked(*, for_rows: bool = False) -> Comparisons:
    events = [number << EVENT_BITS for number in (1, 2, 3)]
    signs = [NEWS, LATER, OTHER]
    pairs = [(events[0], events[1]), (events[0], events[2]), (events[1], events[2])]
    return Comparisons(events, signs, {1: 1, 2: 2, 3: 3}, pairs, for_rows)


@pytest.mark.parametrize("for_rows", [False, True])
def test_another_process_says_the_same(*, for_rows: bool) -> None:
    found = scores(asked(for_rows=for_rows))
    assert len({*found}) > 1
    assert compared_elsewhere(asked(for_rows=for_rows)) == found


def test_one_that_ended_is_started_again() -> None:
    found = compared_elsewhere(asked())
    process = comparing_process._PROCESS._process
    assert process is not None
    process.kill()
    assert compared_elsewhere(asked()) == found
    process.wait()
    assert compared_elsewhere(asked()) == found


def test_without_another_process_this_one_compares(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing_process, "_PROCESS", comparing_process._ComparingProcess())
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert compared_elsewhere(asked()) == scores(asked())


def test_it_ends_with_the_process_that_asks() -> None:
    code = """
        import sys
        from store.views.joining import comparing_process
        from store.views.joining.comparing_process import Comparisons, compared_elsewhere
        assert compared_elsewhere(Comparisons([], [], {}, [], False)) == []
        assert "numpy" not in sys.modules
        print(comparing_process._PROCESS._process.pid, flush=True)
        """
    done = subprocess.run(
        [sys.executable, "-c", dedent(code)], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip().isdigit()
    assert not done.stderr


def test_a_sign_comes_through_whole() -> None:
    given = structs.replace(
        asked(), signs=[NEWS, LATER, structs.replace(OTHER, rivals=(("a", 1.0),))]
    )
    assert compared_elsewhere(given) == scores(given)
