"""The lock files hold hashes, and no registry's name."""

from __future__ import annotations

import re
import tomllib
from itertools import chain

import pytest

from tests.conftest import REPOSITORY

LOCKS = {
    name: (REPOSITORY / name).read_text()
    for name in ("requirements.lock", "requirements-readers.lock")
}
PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())


@pytest.mark.parametrize("lock", LOCKS)
def test_it_names_no_host(lock: str) -> None:
    assert "://" not in LOCKS[lock]
    assert "index-url" not in LOCKS[lock]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_hashes(lock: str) -> None:
    packages = re.split(r"\n(?=\S)", LOCKS[lock].strip())
    assert len(packages) > 50
    for package in packages:
        assert "--hash=sha256:" in package, package


def test_it_holds_what_the_project_asks_for() -> None:
    groups = PROJECT["dependency-groups"]
    wanted = {
        "requirements.lock": [*PROJECT["project"]["dependencies"], *groups["dev"]],
        "requirements-readers.lock": groups["readers"],
    }
    for lock, requirements in wanted.items():
        locked = _packages(lock)
        for requirement in requirements:
            name = re.split(r"[\[<>=~! ]", requirement)[0].lower()
            assert name in locked, f"run `make lock`: {name} is not in {lock}"


def test_what_is_in_both_has_one_version() -> None:
    main, readers = _packages("requirements.lock"), _packages("requirements-readers.lock")
    for name in main.keys() & readers.keys():
        assert main[name] == readers[name], f"run `make lock`: two versions of {name}"


def _packages(lock: str) -> dict[str, str]:
    return dict(re.findall(r"^([\w.-]+)==(\S+)", LOCKS[lock], re.MULTILINE))


def test_every_range_has_both_ends() -> None:
    extras = PROJECT["project"]["optional-dependencies"].values()
    for requirement in chain(PROJECT["project"]["dependencies"], *extras):
        assert re.search(r">=.*,<", requirement), requirement
