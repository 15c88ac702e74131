"""What the doctor looks at of dateline itself: versions, config, model, store."""

from __future__ import annotations

import os
import platform
import stat
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from store import Trouble
from tui.cli.doctor.finding import Finding, Findings, size
from tui.cli.doctor.machine import shared_with
from tui.config import load_config
from tui.paths import config_file

_PACKAGES = ("spacy", "textual", "tinydb", "tantivy", "rapidfuzz")
_JOURNAL = "store.jsonl"


def house(folder: Path) -> Findings:
    """The findings for this installation and the store in `folder`."""
    yield _versions()
    try:
        model = load_config().model
    except Trouble as trouble:
        yield Finding("config", "wrong", trouble.title, trouble.hint)
        model = ""
    else:
        yield Finding("config", "ok", str(config_file()) if config_file().exists() else "defaults")
    if model:
        yield _model(model)
    yield from _store(folder)


def _versions() -> Finding:
    parts = [f"dateline {version('dateline')}", f"Python {platform.python_version()}"]
    missing = []
    for name in _PACKAGES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    parts.append(f"{platform.system()} {platform.release()} {platform.machine()}")
    if missing:
        mend = "Install dateline anew: something that it needs is gone."
        return Finding("versions", "wrong", f"without {', '.join(missing)}", mend)
    return Finding("versions", "ok", ", ".join(parts))


def _model(name: str) -> Finding:
    if find_spec(name.partition(".")[0]) is None and not Path(name).is_dir():
        mend = "Install it, or name another English pipeline in the config file (model = …)."
        return Finding("model", "wrong", f"{name} is not installed", mend)
    try:
        return Finding("model", "ok", f"{name} {version(name.replace('_', '-'))}")
    except PackageNotFoundError:
        return Finding("model", "ok", name)


def _store(folder: Path) -> Findings:
    from store import Store, StoreMissing

    try:
        store = Store.open(folder, readonly=True)
    except StoreMissing:
        mend = "`dateline add PATH` or `dateline init` makes one."
        yield Finding("store", "note", f"none yet in {folder}", mend)
        return
    except Trouble as trouble:
        yield Finding("store", "wrong", trouble.title, trouble.hint)
        return
    with store:
        articles = store.db.table("articles")
        journal = size((folder / _JOURNAL).stat().st_size)
        yield Finding("store", "ok", f"{folder}: {len(articles):,} articles, {journal}")
        if store.note:
            mend = "`dateline store check` reads all of it."
            yield Finding("journal", "note", store.note, mend)
    yield _rights(folder)


def _rights(folder: Path) -> Finding:
    who = shared_with(folder)
    mode = folder.stat().st_mode
    if mode & 0o077 and not mode & stat.S_ISGID:
        mend = f"`chmod -R go= {folder}`, or `dateline init --shared GROUP` to share it."
        return Finding("rights", "note", who, mend)
    if not os.access(folder, os.W_OK):
        return Finding("rights", "note", f"{who}; you can look and not change", "")
    return Finding("rights", "ok", who)
