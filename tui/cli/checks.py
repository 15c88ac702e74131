"""What the doctor looks at: terminal, machine, installation and store."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import shutil
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from store import UnsafeFile, UserError, open_file
from tui.config import load_config
from tui.paths import config_file
from tui.terminal.environment import colour_system, has_unicode, is_remote

State = Literal["ok", "note", "wrong"]
"""`note` works, with less than there could be; `wrong` does not work."""
Findings = Iterator["Finding"]
_PACKAGES = ("spacy", "textual", "tinydb", "tantivy", "rapidfuzz")
_JOURNAL = "store.jsonl"
_LOW_DISK = 500 << 20
_REMOTE = frozenset("nfs nfs4 cifs smb3 smbfs 9p ceph afs fuse.sshfs glusterfs lustre".split())
"""File systems of other machines, on which a lock may not hold everywhere."""
_LOCK = "store.jsonl.lock"
_PATIENCE = 2.0
"""Seconds that tmux gets for an answer."""
_COLOURS = {"truecolor": "16 million", "256": "256", "standard": "16, the terminal's own"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: its state, what was seen, and how to mend it."""

    about: str
    state: State
    seen: str
    mend: str = ""


def size(number: int) -> str:
    """A number of bytes as a person reads it."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if number >= step:
            return f"{number / step:.1f} {unit}"
    return f"{number} bytes"


def house(folder: Path) -> Findings:
    """The findings for this installation and the store in `folder`."""
    yield _versions()
    try:
        model = load_config().model
    except UserError as trouble:
        yield Finding("config", "wrong", trouble.title, trouble.hint)
        model = ""
    else:
        yield Finding("config", "ok", str(config_file()) if config_file().exists() else "defaults")
    if model:
        yield _model(model)
    yield from _store_in(folder)


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


def _store_in(folder: Path) -> Findings:
    from store import Store, StoreMissing

    try:
        store = Store.open(folder, readonly=True)
    except StoreMissing:
        mend = "`dateline add PATH` or `dateline init` makes one."
        yield Finding("store", "note", f"none yet in {folder}", mend)
        return
    except UserError as trouble:
        yield Finding("store", "wrong", trouble.title, trouble.hint)
        return
    with store:
        articles = store.db.table("articles")
        journal = size((folder / _JOURNAL).stat().st_size)
        yield Finding("store", "ok", f"{folder}: {len(articles):,} articles, {journal}")
        if store.note:
            mend = "`dateline store check` reads all of it."
            yield Finding("journal", "note", store.note, mend)
    yield from _views(folder)
    yield _rights(folder)


def _views(folder: Path) -> Findings:
    from store import damaged_views

    for wrong in damaged_views(folder):
        mend = "Nothing is lost: the next search or start of the dashboard makes it anew."
        yield Finding("views", "note", f"damaged: {wrong}", mend)


def _rights(folder: Path) -> Finding:
    who = shared_with(folder)
    mode = folder.stat().st_mode
    if mode & 0o077 and not mode & stat.S_ISGID:
        mend = f"`chmod -R go= {folder}`, or `dateline init --shared GROUP` to share it."
        return Finding("rights", "note", who, mend)
    if not os.access(folder, os.W_OK):
        return Finding("rights", "note", f"{who}; you can look and not change", "")
    return Finding("rights", "ok", who)


def machine(folder: Path, *, root: Path = Path("/")) -> Findings:
    """The findings for the machine, and for the disk on which the store's folder is. `root` is
    where /proc and /sys hang."""
    yield _memory(root)
    there = nearest(folder)
    yield _disk(there)
    yield _file_system(there, root / "proc/self/mounts")
    yield _locks(folder)


def nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path("/"))


def _memory(root: Path) -> Finding:
    from store import READER_MEMORY, available_memory

    free = available_memory(root)
    if free is None:
        return Finding("memory", "ok", "the system does not say what is free")
    if free < READER_MEMORY:
        mend = f"Reading needs {size(READER_MEMORY)}; end something, or read on another machine."
        return Finding("memory", "wrong", f"{size(free)} free", mend)
    return Finding("memory", "ok", f"{size(free)} free, {size(READER_MEMORY)} for each reader")


def _disk(there: Path) -> Finding:
    free = shutil.disk_usage(there).free
    status = os.statvfs(there)
    if status.f_files and not status.f_favail:
        mend = "Delete files that are not needed: there is room for bytes, not for files."
        return Finding("disk", "wrong", "no more files can be made", mend)
    if free < _LOW_DISK:
        mend = "Make room before you add much; a full disk loses nothing that was committed."
        return Finding("disk", "note", f"{size(free)} free", mend)
    return Finding("disk", "ok", f"{size(free)} free")


def _file_system(there: Path, mounts: Path) -> Finding:
    kind, options = _mounted(there, mounts)
    if kind in _REMOTE:
        mend = "Keep the store on a disk of this machine; two machines may not share one."
        return Finding("file system", "wrong", f"{kind}, of another machine", mend)
    if "ro" in options:
        mend = "Remount it for writing; until then the store can be looked at."
        return Finding("file system", "note", f"{kind}, read-only", mend)
    return Finding("file system", "ok", kind or "not said by the system")


def _mounted(there: Path, mounts: Path) -> tuple[str, list[str]]:
    """Kind and options of the file system that holds a folder; empty where it is not told."""
    try:
        lines = mounts.read_text(errors="replace").splitlines()
    except OSError:
        return "", []
    real = there.resolve()
    best, found = -1, ("", [""])
    for line in lines:
        _, place, kind, options, *_ = line.split(" ")
        at = Path(place.replace("\\040", " "))
        if real.is_relative_to(at) and len(at.parts) >= best:
            best, found = len(at.parts), (kind, options.split(","))
    return found


def _locks(folder: Path) -> Finding:
    path = folder / _LOCK
    try:
        lock = open_file(path)
    except FileNotFoundError:
        return Finding("locks", "ok", "nobody has written here yet")
    except UnsafeFile as unsafe:
        return Finding("locks", "wrong", unsafe.title, unsafe.hint)
    except PermissionError:
        return Finding("locks", "note", "not ours to take: the store can be looked at")
    try:
        return _tried(lock)
    finally:
        os.close(lock)


def _tried(lock: int) -> Finding:
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        number = os.pread(lock, 10, 0).strip().decode("ascii", "replace")
        return Finding("locks", "ok", f"process {number} is writing now")
    except OSError as error:
        mend = "Keep the store on a local disk to write to it."
        return Finding("locks", "wrong", f"none here ({errno.errorcode[error.errno or 0]})", mend)
    return Finding("locks", "ok", "they work, and nobody is writing")


def shared_with(folder: Path) -> str:
    """Who may see a store, in words."""
    mode = folder.stat().st_mode
    if mode & stat.S_ISGID and mode & 0o050:
        return "its group may write" if mode & 0o020 else "its group may look"
    return "others may look into it" if mode & 0o077 else "only its owner"


def screen(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Findings:
    """The findings for a process with this environment and these ends."""
    yield _terminal(environment, stdin=stdin, stdout=stdout)
    yield _colours(environment)
    yield _locale_of(environment)
    yield _clipboard(environment)


def _terminal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Finding:
    term = environment.get("TERM") or "not set"
    seen = f"TERM={term}{_around(environment)}"
    is_terminal = stdin and stdout
    if term == "dumb" or (term == "not set" and is_terminal):
        mend = "Set TERM to what your terminal is, for example `export TERM=xterm-256color`."
        return Finding("terminal", "wrong", f"{seen}: the dashboard cannot draw", mend)
    if not is_terminal:
        mend = "Start the dashboard from a terminal; over SSH with `ssh -t`."
        return Finding("terminal", "note", f"{seen}; this is a pipe", mend)
    columns, rows = shutil.get_terminal_size()
    if columns < 40 or rows < 12:
        mend = "Make it 40 by 12 at least; 80 by 24 shows a whole pane."
        return Finding("terminal", "note", f"{seen}, {columns} by {rows}", mend)
    return Finding("terminal", "ok", f"{seen}, {columns} by {rows}")


def _around(environment: Mapping[str, str]) -> str:
    inside = [
        name
        for name, is_there in (
            ("tmux", "TMUX" in environment),
            ("screen", "STY" in environment),
            ("SSH", is_remote(environment)),
        )
        if is_there
    ]
    return f" in {', '.join(inside)}" if inside else ""


def _colours(environment: Mapping[str, str]) -> Finding:
    if "NO_COLOR" in environment:
        return Finding("colours", "ok", "none, since NO_COLOR is set")
    system = colour_system(environment) or "standard"
    seen = _COLOURS[system]
    if system == "256" and "TMUX" in environment:
        mend = (
            "For all colours, `set -ga terminal-features ',*:RGB'` in ~/.tmux.conf and "
            "`export COLORTERM=truecolor` inside."
        )
        return Finding("colours", "note", seen, mend)
    return Finding("colours", "ok", seen)


def _locale_of(environment: Mapping[str, str]) -> Finding:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    said = next((f"{name}={environment[name]}" for name in names if environment.get(name)), "")
    if has_unicode(environment):
        return Finding("locale", "ok", said)
    mend = "`export LANG=C.UTF-8` draws boxes as lines and letters as they are."
    return Finding("locale", "note", f"{said or 'none set'}: boxes are drawn in ASCII", mend)


def _clipboard(environment: Mapping[str, str]) -> Finding:
    box = "what was copied is always shown in a box too"
    if "TMUX" in environment:
        return _by_tmux(box)
    if "STY" in environment:
        mend = "screen passes no clipboard on; use tmux, or take the text from the box."
        return Finding("clipboard", "note", box, mend)
    return Finding("clipboard", "ok", f"by OSC 52, if the terminal permits it; {box}")


def _by_tmux(box: str) -> Finding:
    said = _of_tmux("show-options", "-gsv", "set-clipboard")
    if said is None:
        return Finding("clipboard", "note", f"tmux does not answer; {box}", "Is tmux in PATH?")
    if said not in ("on", "external"):
        mend = "`tmux set -s set-clipboard external` lets it out to your terminal."
        seen = f"tmux keeps it (set-clipboard {said or '?'}); {box}"
        return Finding("clipboard", "note", seen, mend)
    around = _of_tmux("display-message", "-p", "#{client_termname}") or ""
    if around.startswith(("tmux", "screen")):
        mend = "`set -s set-clipboard on` in the outer tmux; as it comes it takes none from inside."
        return Finding("clipboard", "note", f"through a tmux in a tmux; {box}", mend)
    return Finding("clipboard", "ok", f"through tmux (set-clipboard {said}); {box}")


def _of_tmux(*words: str) -> str | None:
    """What the tmux around this process answers, or None."""
    try:
        done = subprocess.run(  # noqa: S603
            ["tmux", *words], capture_output=True, text=True, timeout=_PATIENCE, check=False  # noqa: S607 - the user's own tmux
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip()
