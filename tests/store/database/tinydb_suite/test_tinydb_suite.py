"""TinyDB's own tests, from its source distribution, with the journal as a storage.

They are fetched from the registry by the hashes in `requirements.lock` and never committed.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[3]

# Tests that cannot apply to the journal, each with its reason.
ON_REPR = "expects the class names of TinyDB's own table and storage in the repr"
CANNOT_APPLY = {
    "test_table_repr": ON_REPR,
}
CANNOT_APPLY_WHEN_MOVED = {
    **CANNOT_APPLY,
    "test_caching_json_write": "looks at JSONStorage's private file handle",
    "test_json": "writes a dictionary that holds no tables",
    "test_json_kwargs": "compares the file with JSONStorage's form",
    "test_encoding": "writes a dictionary that holds no tables, in another encoding than UTF-8",
    "test_create_dirs": "expects no file but the database: the journal has a lock and an index",
    "test_json_invalid_mode_warning": "expects JSONStorage's warning about its file's mode",
}


@pytest.fixture(scope="module")
def suite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The unpacked tests of the locked version of TinyDB."""
    folder = tmp_path_factory.mktemp("tinydb")
    requirement = re.search(
        r"^tinydb==.*?(?=^\S)", (REPOSITORY / "requirements.lock").read_text(), re.M | re.S
    )
    assert requirement is not None
    (folder / "requirement.txt").write_text(requirement[0])
    fetching = "download --quiet --no-deps --no-binary :all: --require-hashes --dest".split()
    fetched = subprocess.run(
        [*pip(), *fetching, str(folder), "-r", str(folder / "requirement.txt")],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    archives = list(folder.glob("tinydb-*.tar.gz"))
    if fetched.returncode or not archives:
        pytest.skip(f"TinyDB's source could not be fetched: {fetched.stderr.strip()[-200:]}")
    with tarfile.open(archives[0]) as archive:
        archive.extractall(folder, filter="data")
    tests = next(folder.glob("tinydb-*/tests"))
    assert (tests / "test_tinydb.py").exists()
    return tests


def pip() -> list[str]:
    """A pip that can fetch a source distribution."""
    uv = shutil.which("uv") or str(REPOSITORY / ".tools" / "bin" / "uv")
    if Path(uv).exists():
        return [uv, "run", "--no-project", "--quiet", "--with", "pip", "python", "-m", "pip"]
    return [sys.executable, "-m", "pip"]


def run(tests: Path, *options: str) -> tuple[set[str], int]:
    """Run the tests there; the names of those that failed, and how many passed."""
    report = tests.parent / "report.xml"
    # Options given to our own run, as a profile of hypothesis, mean nothing to TinyDB's.
    env = {name: value for name, value in os.environ.items() if name != "PYTEST_ADDOPTS"}
    plain = ["-q", "-p", "no:cacheprovider", f"--junitxml={report}", f"--rootdir={tests.parent}"]
    subprocess.run(
        [sys.executable, "-m", "pytest", *plain, *options, str(tests)],
        check=False,
        cwd=tests.parent,
        env={**env, "PYTHONPATH": os.pathsep.join([str(HERE), str(REPOSITORY)])},
        capture_output=True,
        timeout=300,
    )
    cases = list(ET.parse(report).getroot().iter("testcase"))  # noqa: S314 - pytest wrote it
    failed = {
        case.attrib["name"].partition("[")[0]
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    }
    return failed, len(cases)


def test_the_journal_is_one_more_storage(suite: Path) -> None:
    conftest = suite / "conftest.py"
    original = conftest.read_text()
    conftest.write_text(f"{original}\n\n{(HERE / 'journal_fixture.py').read_text()}")
    try:
        failed, count = run(suite, "-k", "journal")
    finally:
        conftest.write_text(original)
    assert count >= 60
    assert failed == set(CANNOT_APPLY)


def test_every_file_is_a_journal(suite: Path) -> None:
    failed, count = run(suite, "-p", "moved_onto_journal")
    assert count >= 200
    assert failed == set(CANNOT_APPLY_WHEN_MOVED)
