"""H1, the intake's side: control bytes come in by every door, and are kept as evidence.

The text stays what it was (it is the screen that makes it safe); what the house itself says
of an input, a reason or a name, holds no byte that could break a line of JSON.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from store.ingest.report import Item
from store.intake.draft import Failure
from store.reading import Article
from tests.hostile.conftest import TakeIn, TakePath, texts

ESCAPE = "\x1b]0;owned\x07"


def test_an_escape_in_json_is_kept(take_in: TakeIn) -> None:
    line = json.dumps({"text": f"The bridge {ESCAPE} is closed.", "title": f"A{ESCAPE}"})
    (article,) = take_in("a.jsonl", line.encode())
    assert isinstance(article, Article)
    assert article.text == f"The bridge {ESCAPE} is closed."
    assert article.title == f"A{ESCAPE}"


def test_an_escape_as_a_character_reference_in_a_feed(take_in: TakeIn) -> None:
    feed = (
        "<rss><channel><item><title>A &#27;]0;owned&#7; title</title>"
        "<description>The bridge &amp;#27;[2J is closed.</description></item></channel></rss>"
    )
    (text,) = texts(take_in("feed.xml", feed.encode()))
    assert "The bridge" in text
    assert "is closed." in text


def test_an_escape_in_an_encoded_word(take_in: TakeIn) -> None:
    mail = (
        b"From: x@y.example\nMessage-ID: <1@x>\nTo: z@y.example\n"
        b"Subject: =?utf-8?q?=1B]0;owned=07_bridge?=\n\nThe bridge is closed.\n"
    )
    (article,) = take_in("a.eml", mail)
    assert isinstance(article, Article)
    assert "bridge" in str(article.title)


def test_a_name_with_an_escape_is_reported_as_it_is(tmp_path: Path, taken_in: TakePath) -> None:
    (tmp_path / f"a{ESCAPE}.txt").touch()
    (failure,) = taken_in(tmp_path)
    assert isinstance(failure, Failure)
    item = Item(failure.origin, "failed", failure.reason)
    assert ESCAPE in json.loads(json.dumps(item.document("2024-07-09T00:00:00Z")))["name"]


def test_no_library_prints_what_it_was_given(tmp_path: Path) -> None:
    """warcio prints the rest of a record whose length is wrong to standard error."""
    record = (
        "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\n"
        f"Content-Length: 3\r\n\r\nabc{ESCAPE}\r\n"
    )
    (tmp_path / "a.warc").write_text(record * 2)
    program = (
        "import io, sys\nfrom store.ingest.intake_worker import articles_of\n"
        "from store.intake.sources import sources\n"
        "if __name__ == '__main__': list(articles_of(sources(sys.argv[1:]), io.BytesIO()))"
    )
    script = tmp_path / "program.py"
    script.write_text(program)
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "a.warc")],
        capture_output=True, check=True, timeout=120,
    )  # fmt: skip
    assert done.stdout + done.stderr == b""
