"""The wheel works in an empty environment, away from the checkout, with its assets inside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

pytestmark = pytest.mark.slow
UV = REPOSITORY / ".tools" / "bin" / "uv"


def run(*command: str | Path, cwd: Path) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("DATELINE")}
    environment |= {"UV_PYTHON_DOWNLOADS": "never", "HOME": str(cwd)}
    environment.setdefault("UV_CACHE_DIR", str(Path.home() / ".cache" / "uv"))
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=environment, capture_output=True,
        text=True, timeout=600, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an empty environment that holds the wheel and what it needs."""
    if not UV.exists():
        pytest.skip("needs uv, which `make setup` puts into .tools")
    place = tmp_path_factory.mktemp("elsewhere")
    source = place / "source"
    shutil.copytree(
        REPOSITORY, source, ignore=shutil.ignore_patterns(".venv", ".tools", ".git", "__pycache__")
    )
    # Isolated, as pip and pipx build it: the hook then has only what it asks for.
    run(UV, "build", "--quiet", "--wheel", "--python", sys.executable,
        "--out-dir", place, source, cwd=place)  # fmt: skip
    shutil.rmtree(source)
    run(UV, "venv", "--quiet", "--python", sys.executable, place / "venv", cwd=place)
    python = place / "venv" / "bin" / "python"
    (wheel,) = place.glob("dateline-*.whl")
    run(UV, "pip", "install", "--quiet", "--python", python, "--constraint",
        REPOSITORY / "requirements.lock", wheel, cwd=place)  # fmt: skip
    return python.parent


def test_it_reads_and_finds(installed: Path, tmp_path: Path) -> None:
    dateline = installed / "dateline"
    text = "ASTANA, July 4, 2021 (Wire) - The mayor of Minsk visited Astana on Thursday.\n"
    (tmp_path / "a.txt").write_text(text)
    added = run(dateline, "--store", tmp_path / "store", "add", "a.txt", cwd=tmp_path)
    assert "1 new" in added
    found = run(dateline, "--store", tmp_path / "store", "search", "minsk", cwd=tmp_path)
    assert "Minsk" in found


def test_the_assets_are_inside(installed: Path, tmp_path: Path) -> None:
    code = (
        "import json; from store import shipped;"
        "print(json.dumps({n: sorted(p.name for p in shipped(n).iterdir())"
        " for n in ('demo', 'gazetteer', 'codebook', 'styles')}))"
    )
    assets = json.loads(run(installed / "python", "-c", code, cwd=tmp_path))
    for name, files in assets.items():
        shipped = {path.name for path in (REPOSITORY / "assets" / name).iterdir()}
        assert set(files) == shipped, name


def test_man_page_and_completion_are_installed(installed: Path, tmp_path: Path) -> None:
    share = installed.parent / "share"
    dateline = installed / "dateline"
    for name, arguments in (
        ("man/man1/dateline.1", ("man",)),
        ("bash-completion/completions/dateline", ("completion", "bash")),
        ("zsh/site-functions/_dateline", ("completion", "zsh")),
        ("fish/vendor_completions.d/dateline.fish", ("completion", "fish")),
    ):
        assert (share / name).read_text() == run(dateline, "help", *arguments, cwd=tmp_path), name


def test_a_tool_install_works(tmp_path: Path, installed: Path) -> None:
    (wheel,) = installed.parent.parent.glob("dateline-*.whl")
    bins, tools = tmp_path / "bin", tmp_path / "tools"
    run("env", f"UV_TOOL_DIR={tools}", f"UV_TOOL_BIN_DIR={bins}", UV, "tool", "install", "--quiet",
        "--python", sys.executable, wheel, cwd=tmp_path)  # fmt: skip
    assert run(bins / "dateline", "--version", cwd=tmp_path).startswith("dateline ")
