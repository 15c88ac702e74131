"""What a link means, and which links are none."""

from __future__ import annotations

import pytest

from store.intake.answers import Unfetched
from store.intake.links import is_link, parsed_link, safe_link


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("HTTP://example.org:80/a b?q=ü#there", "http://example.org/a%20b?q=%C3%BC"),
        ("https://example.org:8443/x", "https://example.org:8443/x"),
        ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
        ("https://münchen.example/", "https://xn--mnchen-3ya.example/"),
        ("https://example.org./a", "https://example.org/a"),
        ("http://example.org/$(touch%20p)", "http://example.org/$(touch%20p)"),
    ],
)
def test_a_link_is_put_into_one_form(written: str, meant: str) -> None:
    assert parsed_link(written).url == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("javascript:alert(1)", "javascript: links are not fetched"),
        ("file:///etc/passwd", "name the file itself"),
        ("ftp://example.org/x", "ftp: links are not fetched"),
        ("data:text/html,x", "data: links are not fetched"),
        ("--help", "neither http:// nor https://"),
        ("/etc/passwd", "neither http:// nor https://"),
        ("https://", "no host"),
        ("http://exa mple.org/", "no host"),
        ("http://exam\tple\u202eorg/", "no host"),
        ("http://a\\b/", "no host"),
        ("http://[::1/", "not a link"),
        ("http://example.org:99999/", "not a link"),
        ("http://" + "a" * 300 + ".example/", "no host"),
        ("https://example.org/" + "a" * 5_000, "more than 4,000 characters"),
    ],
)
def test_what_is_no_link_to_fetch_is_refused_with_its_reason(written: str, said: str) -> None:
    with pytest.raises(Unfetched, match=r".") as refused:
        parsed_link(written)
    assert said in str(refused.value)
    assert refused.value.final


def test_the_true_host_is_named_where_other_words_stand_before_it() -> None:
    with pytest.raises(Unfetched) as refused:
        parsed_link("http://good.example@evil.example/")
    assert "its true host, which is evil.example" in str(refused.value)


def test_a_relative_link_is_found_from_its_base() -> None:
    assert parsed_link("../x", "https://example.org/a/b/").url == "https://example.org/a/x"


@pytest.mark.parametrize(
    ("came", "kept"),
    [
        (None, None),
        ("https://example.org/Ein Text#1", "https://example.org/Ein Text#1"),
        ("www.example.org/a", "www.example.org/a"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.com/", "https://xn--80ak6aa92e.com/"),
        ("javascript:alert(1)", None),
        ("JavaScript:alert(1)", None),
        ("file:///etc/passwd", None),
        ("http://good.example@evil.example/", None),
    ],
)
def test_only_links_that_show_their_host_are_kept_of_an_article(
    came: str | None, kept: str | None
) -> None:
    assert safe_link(came) == kept


def test_links_are_told_from_names_of_files() -> None:
    assert is_link("https://example.org/") and is_link("javascript:alert(1)")
    assert not is_link("notes: today.txt") and not is_link("articles/a.txt")
