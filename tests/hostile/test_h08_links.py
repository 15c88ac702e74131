"""H8: links that are none, that hide their host, or that would like to be an option."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from store.intake.links import parsed_link
from store.reading import Article
from tests.conftest import REPOSITORY
from tests.hostile.conftest import TakeIn
from tui.cli.program import program
from tui.view_model.citation import CitedQuote, as_markdown

LOOKALIKE = "https://\u0430\u0440\u0440\u04cf\u0435.com/"
PUNYCODE = "https://xn--80ak6aa92e.com/"
NEVER = [
    "javascript:alert(1)",
    "JAVASCRIPT:x()",
    "file:///etc/passwd",
    "data:text/html,x",
    "http://good.example@evil.example/",
    "http://good.example:80@evil.example:81/",
]
_SHELL = re.compile(
    r"\bwebbrowser\b|\bshell\s*=\s*True|\bos\.(?:system|popen)\b|create_subprocess_shell"
)
TEXT = "The council of Port Leon closed the bridge over the Lyre on Monday, the mayor said."


def rss(link: str) -> bytes:
    link = link.replace("&", "&amp;")
    item = f"<item><title>A</title><link>{link}</link><description>{TEXT}</description></item>"
    return f"<rss><channel><title>B</title>{item}</channel></rss>".encode()


def table(link: str) -> bytes:
    rows = io.StringIO()
    csv.writer(rows).writerows([["title", "text", "url"], ["A", TEXT, link]])
    return rows.getvalue().encode()


def page(link: str) -> bytes:
    head = f'<link rel="canonical" href="{link}"><meta property="og:url" content="{link}">'
    return f"<html><head>{head}</head><body><article><p>{TEXT * 4}</p></article></html>".encode()


FORMATS = {
    "a.xml": rss,
    "a.json": lambda link: json.dumps({"title": "A", "text": TEXT, "url": link}).encode(),
    "a.csv": table,
    "a.html": page,
}


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("link", NEVER)
def test_such_a_link_is_not_kept_of_an_article(take_in: TakeIn, name: str, link: str) -> None:
    (article,) = take_in(name, FORMATS[name](link))
    assert isinstance(article, Article)
    assert article.url is None


@pytest.mark.parametrize("name", ["a.xml", "a.json", "a.csv"])
def test_a_lookalike_is_kept_as_it_is_looked_up(take_in: TakeIn, name: str) -> None:
    (article,) = take_in(name, FORMATS[name](LOOKALIKE))
    assert isinstance(article, Article)
    assert article.url == PUNYCODE


@pytest.mark.parametrize("link", [*NEVER[:4], "--help", "-", "/etc/passwd", "x"])
def test_a_citation_makes_no_link_of_it(link: str) -> None:
    cited = CitedQuote(
        quote="The bridge is closed.", source="A", title="B", published=None, where=link,
        sha256="0" * 64, start=0, end=9, event="",
    )  # fmt: skip
    assert "](" not in as_markdown(cited)


def dateline(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(program, ["--store", str(folder / "store"), *arguments])


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("javascript:alert(1)", "javascript: links are not fetched, only http and https"),
        ("file:///etc/passwd", "file: links are not fetched, only http and https"),
        ("ftp://example.org/a", "ftp: links are not fetched, only http and https"),
        ("http://good.example@evil.example/", "its true host, which is evil.example"),
        ("--help", "no such file"),
        ("https://exam\x1bcple.org/", "no host that can be looked up"),
    ],
)
def test_it_is_refused_by_name_when_somebody_asks_for_it(
    tmp_path: Path, link: str, said: str
) -> None:
    result = dateline(tmp_path, "add", "--", link)
    assert result.exit_code == 1
    told = f"{result.output} {result.exception}"
    assert said in told
    assert "\x1b" not in told


def test_half_a_character_in_a_link_breaks_nothing() -> None:
    assert parsed_link("https://x.example/\udcff?\ud800").target == "/%EF%BF%BD?%EF%BF%BD"


@pytest.mark.parametrize("link", [*NEVER, "--help", "https://exam\x1bcple.org/"])
def test_it_is_no_feed(tmp_path: Path, link: str) -> None:
    result = dateline(tmp_path, "feeds", "add", "--", link)
    assert result.exit_code == 1
    assert "is not a feed" in str(result.exception)
    assert not (tmp_path / "store").exists()


def test_a_lookalike_is_shown_in_the_list_as_it_is_looked_up(tmp_path: Path) -> None:
    assert dateline(tmp_path, "feeds", "add", LOOKALIKE, "http://x/$(touch p)").exit_code == 0
    listed = dateline(tmp_path, "feeds", "list").output
    assert PUNYCODE in listed and "\u0430" not in listed
    assert "http://x/$(touch%20p)" in listed
    assert not Path("p").exists()


def test_nothing_in_the_program_starts_a_shell_or_a_browser() -> None:
    for room in ("store", "tui"):
        for path in (REPOSITORY / room).rglob("*.py"):
            assert not _SHELL.search(path.read_text()), path
