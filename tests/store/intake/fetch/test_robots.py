"""robots.txt, as RFC 9309 has it."""

from __future__ import annotations

import pytest

from store.intake.answers import Unfetched
from store.intake.fetch.client import Client
from store.intake.fetch.robots import Robots, allowed, rules_for
from store.intake.links import parsed_link
from tests.store.intake.fetch.web_server import WebServer


@pytest.mark.parametrize(
    ("rules", "target", "may"),
    [
        ("", "/a", True),
        ("Disallow:", "/a", True),
        ("Disallow: /", "/a", False),
        ("Disallow: /a", "/ab", False),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a", "/a/b/c", True),
        ("Disallow: /a\nAllow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?z", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /*/b*d$", "/a/b/c/d", False),
        ("Disallow: /ab*ba$", "/aba", True),
        ("Disallow: /a%20b", "/a b", False),
        ("Disallow: /\u00fc", "/%C3%BC", False),
        ("Disallow: /a/", "//a/b", False),
        ("Disallow: /a/", "/b/../a/c", False),
        ("Disallow: /a/", "/b/%2e%2E//./a/", False),
        ("Disallow: /a/", "/../a/b?x=/../c", False),
        ("Disallow: /a/b", "/a/./b", False),
        ("Disallow: /a/", "/b/a/../c", True),
        ("disallow : /a # why not", "/a", False),
    ],
)
def test_the_longest_rule_that_fits_decides(rules: str, target: str, may: bool) -> None:
    assert allowed(rules_for(f"User-agent: *\n{rules}"), target) is may


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("User-agent: dateline\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: *\nDisallow: /\nUser-agent: Dateline/0.1\nAllow: /", True),
        ("User-agent: other\nUser-agent: dateline\nDisallow: /", False),
        ("User-agent: datelinebot\nDisallow: /", True),
        ("User-agent: dateline\nAllow: /b\nUser-agent: x\nAllow: /\nUser-agent: dateline\n"
         "Disallow: /a", False),
        ("User-agent: dateline\nDisallow:\n\nUser-agent: *\nDisallow: /", True),
        ("Disallow: /", True),
    ],
)  # fmt: skip
def test_a_group_for_this_name_goes_before_the_one_for_all(text: str, may: bool) -> None:
    assert allowed(rules_for(text), "/a") is may


def test_a_hostile_file_is_read_in_linear_time() -> None:
    text = f"User-agent: *\n{' ' * 400_000}\nDisallow: /{'*a' * 40_000}b\n"
    assert allowed(rules_for(text), "/" + "a" * 100_000)


@pytest.mark.parametrize(("status", "may"), [(404, True), (403, True), (503, False), (429, False)])
def test_without_one_all_may_be_read_and_nothing_where_it_cannot_be_had(
    web: WebServer, client: Client, status: int, may: bool
) -> None:
    web.put("/robots.txt", status=status)
    robots = Robots(client)
    link = parsed_link(web.url + "/a")
    if may:
        robots.permit(link)
    else:
        with pytest.raises(Unfetched, match="cannot be had"):
            robots.permit(link)


def test_it_is_asked_for_once_and_at_every_redirect(web: WebServer, client: Client) -> None:
    web.put("/robots.txt", "User-agent: *\nDisallow: /private")
    web.redirect("/a", "/private/b")
    web.put("/private/b", "text")
    robots = Robots(client)
    for _ in range(2):
        with pytest.raises(Unfetched, match="asks robots not to read it") as refused:
            client.get(web.url + "/a", permit=robots.permit)
    assert refused.value.final
    assert web.paths == ["/robots.txt", "/a", "/a"]
