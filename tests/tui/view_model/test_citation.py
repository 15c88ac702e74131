"""A citation names its source and obeys nothing in it."""

from __future__ import annotations

from msgspec.structs import replace

from tui.view_model.citation import CitedQuote, as_markdown, as_text

CITED = CitedQuote(
    quote="They met\non Monday.", source="Harbour Wire", title="Two [leaders]",
    published="2024-07-09T10:00", where="https://example.org/a", sha256="abcdef012345",
    start=10, end=28, event="2024-07-08, stated in the text",
)  # fmt: skip


def test_plain() -> None:
    assert as_text(CITED) == (
        "“They met on Monday.” | Harbour Wire, Two [leaders], 2024-07-09 | "
        "https://example.org/a | sha256 abcdef012345, characters 10-28 | "
        "event: 2024-07-08, stated in the text"
    )


def test_markdown_is_escaped_and_links_only_what_is_http() -> None:
    link = "[Harbour Wire, Two \\[leaders\\], 2024-07-09](<https://example.org/a>)"
    assert link in as_markdown(CITED)
    assert "](<" not in as_markdown(replace(CITED, where="javascript:alert(1)"))
    assert "](<" not in as_markdown(replace(CITED, where="https://a> [x](http://b"))


def test_one_safe_line() -> None:
    nasty = replace(CITED, quote="a\nrm -rf\x1b[2J", source=None, event=None, published=None)
    for line in (as_text(nasty), as_markdown(nasty)):
        assert "\n" not in line
        assert "\x1b" not in line
        assert "undated" in line
