"""The lock file holds hashes, and no registry's name."""

from __future__ import annotations

import re
import tomllib

from tests.conftest import REPOSITORY

LOCK = (REPOSITORY / "requirements.lock").read_text()
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())


def test_it_names_no_host() -> None:
    assert "://" not in LOCK
    assert "index-url" not in LOCK


def test_every_package_has_hashes() -> None:
    packages = re.split(r"\n(?=\S)", LOCK.strip())
    assert len(packages) > 50
    for package in packages:
        assert "--hash=sha256:" in package, package


def test_it_holds_what_the_project_asks_for() -> None:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    locked = set(re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE))
    for requirement in wanted:
        name = re.split(r"[\[<>=~! ]", requirement)[0].lower()
        assert name in locked, f"run `make lock`: {name} is not in requirements.lock"


def test_every_range_has_both_ends() -> None:
    for requirement in PROJECT["project"]["dependencies"]:
        assert re.search(r">=.*,<", requirement), requirement
