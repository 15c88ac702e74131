"""`dateline feeds`: what is said of a link when it is added."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tui.cli.feeds import feeds


def added(folder: Path, *links: str) -> Result:
    done = CliRunner().invoke(feeds, ["add", *links], obj=folder)
    assert done.exit_code == 0
    return done


@pytest.mark.parametrize(
    "link",
    ["http://127.0.0.1/", "http://[::1]/", "http://10.0.0.8/feed", "http://localhost:8080/"],
)
def test_a_private_link_is_kept_and_said_to_need_an_option(tmp_path: Path, link: str) -> None:
    done = added(tmp_path / "store", "https://example.org/feed", link)
    assert done.stdout == "2 added\n"
    assert done.stderr.startswith(f"{link} leads to ")
    assert done.stderr.count("--allow-private") == 1


def test_nothing_is_said_of_a_public_link(tmp_path: Path) -> None:
    assert added(tmp_path / "store", "https://example.org/", "http://8.8.8.8/").stderr == ""
