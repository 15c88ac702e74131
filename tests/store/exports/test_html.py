"""HTML: its source by html.parser, and the page itself in a headless browser if one is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from store import EXPORT_FORMATS, ExportRows, export_to_file
from store.exports.html_timeline import picture
from store.exports.rows import Dates
from tests.store.exports.conftest import text_of

_NAMES = ("chromium", "chromium-browser", "google-chrome")
BROWSER = next(filter(None, map(shutil.which, _NAMES)), None)
in_a_browser = pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine")
OURS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "p", "figure", "figcaption",
    "svg", "rect", "form", "input", "select", "option", "button", "output", "ol", "ul", "li",
    "time", "div", "span", "a", "details", "summary", "blockquote", "cite", "table", "thead",
    "tbody", "tr", "th", "td", "script",
}  # fmt: skip


class Page(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.elements: Counter[str] = Counter()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements[tag] += 1
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_rows_say_dates_status_and_sentences(case: ExportRows) -> None:
    source = text_of(case, "html")
    page = Page(source)
    assert set(page.elements) <= OURS
    assert "<time>2024-06</time>" in source
    assert "<time>before 2024-07-09</time>" in source
    assert '<span class="mark claimed">claimed</span>' in source
    assert "according to Jon Brandt" in page.text
    assert '<span class="mark planned">planned</span>' in source
    assert "Norland closed its border in June 2024." in page.text
    assert "Read by machine, checked by nobody, confidence 0.90." in page.text
    assert "Mira Adler: minister, Norland" in page.text
    assert "Jon Brandt: leader of Harbour Union" in page.text


def test_it_asks_nothing_of_a_network(case: ExportRows) -> None:
    page = Page(text_of(case, "html"))
    assert "src" not in page.attributes
    assert not page.elements["link"] + page.elements["img"]
    assert {link for link in page.links if not link.startswith("#")} == {
        "https://harbour.example/1?a=1&b=2",
        "https://echo.example/",
    }


def test_words_of_strangers_are_words(hostile: ExportRows) -> None:
    source = text_of(hostile, "html")
    page = Page(source)
    assert set(page.elements) <= OURS
    assert page.elements["script"] == 1
    assert not [name for name in page.attributes if name.startswith("on")]
    assert all(link.startswith("#q=") for link in page.links)
    assert "<script>alert(1)</script><img src=x onerror=alert(2)>" in page.text
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', source)
    assert policy is not None
    assert policy[1].startswith("default-src &#x27;none&#x27;") or "default-src 'none'" in policy[1]


def in_browser(page: str, *options: str) -> str:
    """What Chromium says of a page; it gets no network."""
    assert BROWSER is not None
    done = subprocess.run(
        [BROWSER, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--host-resolver-rules=MAP * ~NOTFOUND", "--virtual-time-budget=4000", *options, page],
        capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow
@in_a_browser
def test_the_page_filters_by_words_type_status_and_bar(case: ExportRows, tmp_path: Path) -> None:
    file = tmp_path / "case.html"
    export_to_file(case, EXPORT_FORMATS["html"], file)

    def shown(asked: str) -> int:
        found = in_browser(f"file://{file}#{asked}", "--dump-dom")
        number = re.search(r'<body data-shown="(\d+)"', found)
        assert number is not None, "the page's script did not run"
        return int(number[1])

    assert shown("") == 7
    assert shown("q=BRANDT") == 2
    assert shown("q=norland+border") == 1
    assert shown("type=PROTEST") == 1
    assert shown("status=planned") == 1
    assert shown("q=zeppelin") == 0
    assert (shown("when=2024-07-08"), shown("when=2024-07-08&q=zeppelin")) == (1, 0)


@in_a_browser
def test_no_words_of_a_stranger_run(hostile: ExportRows, tmp_path: Path) -> None:
    file = tmp_path / "hostile.html"
    export_to_file(hostile, EXPORT_FORMATS["html"], file)
    dom = in_browser(f"file://{file}", "--dump-dom")
    assert re.search(r'<body data-shown="9"', dom)
    assert Page(dom).elements["script"] == 1
    assert "<img" not in dom


@in_a_browser
@pytest.mark.parametrize("width", [1200, 420])
def test_nothing_is_wider_than_the_window(case: ExportRows, tmp_path: Path, width: int) -> None:
    """The page is opened in a frame of that width, which reports how wide it is laid out."""
    file, frame = tmp_path / "case.html", tmp_path / "frame.html"
    export_to_file(case, EXPORT_FORMATS["html"], file)
    frame.write_text(
        f'<iframe src="case.html" width="{width}" height="800" frameborder="0"></iframe><script>'
        "onload = () => { const page = frames[0].document.documentElement;"
        'document.title = page.scrollWidth + " of " + page.clientWidth }</script>'
    )
    dom = in_browser(f"file://{frame}", "--dump-dom", "--allow-file-access-from-files",
                     "--window-size=1400,900")  # fmt: skip
    said = re.search(r"<title>(\d+) of (\d+)</title>", dom)
    assert said is not None
    assert said[1] == said[2]


def test_the_picture_puts_no_event_where_nobody_knows_it() -> None:
    days = [date(2024, 7, 1) + timedelta(number) for number in range(20)]
    dates = [Dates(day.isoformat(), day.isoformat(), "day") for day in days]
    dates += [
        Dates("2024-07-01", "2024-07-31", "month"),
        Dates("2024-01-01", "2024-12-31", "year"),
        Dates(None, "2024-07-09", "day"),
        Dates(None, None, None),
        Dates("1945-05-08", "1945-05-08", "day"),
    ]
    seen = picture(dates)
    assert seen is not None
    assert (seen.zoom, sum(seen.bars), seen.undated) == ("day", 18, 2)
    assert sum(count for *_, count in seen.long) == 2
    assert (seen.before, seen.after) == (2, 1) or seen.before + seen.after == 3
    assert seen.bucket("2024-07-10", "2024-07-10", "day") == "2024-07-10"
    assert seen.bucket("2024-07-01", "2024-07-31", "month") == ""
    assert picture([Dates(None, None, None)]) is None
