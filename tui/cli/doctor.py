"""`dateline doctor`: diagnose the terminal, the machine, the installation and the store."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

import click

from store import UnsafeFile, UserError, open_file
from tui.cli.output import line
from tui.config import load_config
from tui.paths import config_file
from tui.terminal.terminal import colour_system, has_unicode, is_remote

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
_MARKS = {"ok": "ok   ", "note": "note ", "wrong": "WRONG"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its subject and state, what was found, and how to fix it."""

    about: str
    state: State
    seen: str
    fix: str = ""


def byte_size(number: int) -> str:
    """Return a number of bytes as a user reads it."""
    for unit, step in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if number >= step:
            return f"{number / step:.1f} {unit}"
    return f"{number} bytes"


def check_installation(folder: Path) -> Findings:
    """Yield the findings about this installation and the store in `folder`."""
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
        fix = "Reinstall dateline: something that it needs is missing."
        return Finding("versions", "wrong", f"without {', '.join(missing)}", fix)
    return Finding("versions", "ok", ", ".join(parts))


def _model(name: str) -> Finding:
    if find_spec(name.partition(".")[0]) is None and not Path(name).is_dir():
        fix = "Install it, or name another English pipeline in the config file (model = …)."
        return Finding("model", "wrong", f"{name} is not installed", fix)
    try:
        return Finding("model", "ok", f"{name} {version(name.replace('_', '-'))}")
    except PackageNotFoundError:
        return Finding("model", "ok", name)


def _store_in(folder: Path) -> Findings:
    from store import Store, StoreMissing

    try:
        store = Store.open(folder, readonly=True)
    except StoreMissing:
        fix = "`dateline add PATH` or `dateline init` creates one."
        yield Finding("store", "note", f"none yet in {folder}", fix)
        return
    except UserError as trouble:
        yield Finding("store", "wrong", trouble.title, trouble.hint)
        return
    with store:
        articles = store.db.table("articles")
        journal = byte_size((folder / _JOURNAL).stat().st_size)
        yield Finding("store", "ok", f"{folder}: {len(articles):,} articles, {journal}")
        yield _events()
        if store.note:
            fix = "`dateline store check` reads all of it."
            yield Finding("journal", "note", store.note, fix)
    yield from _views(folder)
    yield _rights(folder)


def _events() -> Finding:
    """Say which events the lists leave out, and how to see them."""
    from store import ADMITTED, LEAST

    least = f"{LEAST} where an analyst would note it, to {ADMITTED}"
    seen = f"lists show those whose confidence is enough for what they matter, from {least}"
    return Finding("events", "ok", f"{seen}; `v`, or `search --all`, shows all")


def _views(folder: Path) -> Findings:
    from store import damaged_views

    for wrong in damaged_views(folder):
        fix = "Nothing is lost: the next search or start of the dashboard rebuilds it."
        yield Finding("views", "note", f"damaged: {wrong}", fix)


def _rights(folder: Path) -> Finding:
    who = access_text(folder)
    mode = folder.stat().st_mode
    if mode & 0o077 and not mode & stat.S_ISGID:
        fix = f"`chmod -R go= {folder}`, or `dateline init --shared GROUP` to share it."
        return Finding("rights", "note", who, fix)
    if mode & stat.S_ISGID and mode & 0o020 and not mode & stat.S_ISVTX:
        fix = f"`chmod +t {folder}`, so that no member can remove the files of another."
        return Finding("rights", "note", f"{who}; members can remove each other's files", fix)
    if not os.access(folder, os.W_OK):
        return Finding("rights", "note", f"{who}; you have read access only", "")
    return Finding("rights", "ok", who)


def check_machine(folder: Path, *, root: Path = Path("/")) -> Findings:
    """The findings for the machine, and for the disk on which the store's folder is. `root` is
    where /proc and /sys hang."""
    yield _memory(root)
    there = nearest_folder(folder)
    yield _disk(there)
    yield _file_system(there, root / "proc/self/mounts")
    yield _locks(folder)


def nearest_folder(folder: Path) -> Path:
    """Return the folder, or the nearest parent that exists."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path("/"))


def _memory(root: Path) -> Finding:
    from store import READER_MEMORY, available_memory

    free = available_memory(root)
    if free is None:
        return Finding("memory", "ok", "unknown on this system")
    if free < READER_MEMORY:
        fix = f"Reading needs {byte_size(READER_MEMORY)}; close other programs."
        return Finding("memory", "wrong", f"{byte_size(free)} free", fix)
    need = byte_size(READER_MEMORY)
    return Finding("memory", "ok", f"{byte_size(free)} free, {need} needed for reading")


def _disk(there: Path) -> Finding:
    free = shutil.disk_usage(there).free
    status = os.statvfs(there)
    if status.f_files and not status.f_favail:
        fix = "Delete files that are not needed: the file system has no inodes left."
        return Finding("disk", "wrong", "no more files can be created", fix)
    if free < _LOW_DISK:
        fix = "Free some space before adding more. A full disk loses nothing that was committed."
        return Finding("disk", "note", f"{byte_size(free)} free", fix)
    return Finding("disk", "ok", f"{byte_size(free)} free")


def _file_system(there: Path, mounts: Path) -> Finding:
    kind, options = _mounted(there, mounts)
    if kind in _REMOTE:
        fix = "Keep the store on a local disk; two machines cannot share a store."
        return Finding("file system", "wrong", f"{kind}, on another machine", fix)
    if "ro" in options:
        fix = "Remount it for writing; until then the store is read-only."
        return Finding("file system", "note", f"{kind}, read-only", fix)
    return Finding("file system", "ok", kind or "unknown on this system")


def _mounted(there: Path, mounts: Path) -> tuple[str, list[str]]:
    """Return type and options of the file system of a folder; empty when unknown."""
    try:
        lines = mounts.read_text(errors="replace").splitlines()
    except OSError:
        return "", []
    real = there.resolve()
    best, found = -1, ("", [""])
    for mount in lines:
        _, place, kind, options, *_ = mount.split(" ")
        at = Path(place.replace("\\040", " "))
        if real.is_relative_to(at) and len(at.parts) >= best:
            best, found = len(at.parts), (kind, options.split(","))
    return found


def _locks(folder: Path) -> Finding:
    path = folder / _LOCK
    try:
        lock = open_file(path)
    except FileNotFoundError:
        return Finding("locks", "ok", "no process has written here yet")
    except UnsafeFile as unsafe:
        return Finding("locks", "wrong", unsafe.title, unsafe.hint)
    except PermissionError:
        return Finding("locks", "note", "no permission: the store is read-only")
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
        fix = "Keep the store on a local disk to write to it."
        return Finding("locks", "wrong", f"none here ({errno.errorcode[error.errno or 0]})", fix)
    return Finding("locks", "ok", "they work; no process is writing")


def access_text(folder: Path) -> str:
    """Return who may access a store, in words."""
    mode = folder.stat().st_mode
    if mode & stat.S_ISGID and mode & 0o050:
        return "its group may write" if mode & 0o020 else "its group may look"
    return "others may look into it" if mode & 0o077 else "only its owner"


def check_terminal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Findings:
    """Yield the findings about the terminal of a process with this environment."""
    yield _terminal(environment, stdin=stdin, stdout=stdout)
    yield _colours(environment)
    yield _locale_of(environment)
    yield _clipboard(environment)


def _terminal(environment: Mapping[str, str], *, stdin: bool, stdout: bool) -> Finding:
    term = environment.get("TERM") or "not set"
    seen = f"TERM={term}{_around(environment)}"
    is_terminal = stdin and stdout
    if term == "dumb" or (term == "not set" and is_terminal):
        fix = "Set TERM to the type of your terminal, for example `export TERM=xterm-256color`."
        return Finding("terminal", "wrong", f"{seen}: the dashboard cannot draw", fix)
    if not is_terminal:
        fix = "Start the dashboard from a terminal; over SSH with `ssh -t`."
        return Finding("terminal", "note", f"{seen}; this is a pipe", fix)
    columns, rows = shutil.get_terminal_size()
    if columns < 40 or rows < 12:
        fix = "Make it at least 40 by 12; 80 by 24 shows a whole pane."
        return Finding("terminal", "note", f"{seen}, {columns} by {rows}", fix)
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
        fix = (
            "For all colours, `set -ga terminal-features ',*:RGB'` in ~/.tmux.conf and "
            "`export COLORTERM=truecolor` inside."
        )
        return Finding("colours", "note", seen, fix)
    return Finding("colours", "ok", seen)


def _locale_of(environment: Mapping[str, str]) -> Finding:
    names = ("LC_ALL", "LC_CTYPE", "LANG")
    said = next((f"{name}={environment[name]}" for name in names if environment.get(name)), "")
    if has_unicode(environment):
        return Finding("locale", "ok", said)
    fix = "`export LANG=C.UTF-8` enables line drawing and all letters."
    return Finding("locale", "note", f"{said or 'none set'}: lines are drawn in ASCII", fix)


def _clipboard(environment: Mapping[str, str]) -> Finding:
    note = "copied text is always shown in a dialog too"
    if "TMUX" in environment:
        return _by_tmux(note)
    if "STY" in environment:
        fix = "screen does not pass the clipboard on; use tmux, or copy from the dialog."
        return Finding("clipboard", "note", note, fix)
    return Finding("clipboard", "ok", f"by OSC 52, if the terminal allows it; {note}")


def _by_tmux(note: str) -> Finding:
    said = _of_tmux("show-options", "-gsv", "set-clipboard")
    if said is None:
        return Finding("clipboard", "note", f"tmux does not answer; {note}", "Is tmux in PATH?")
    if said not in ("on", "external"):
        fix = "`tmux set -s set-clipboard external` passes it to your terminal."
        seen = f"tmux keeps it (set-clipboard {said or '?'}); {note}"
        return Finding("clipboard", "note", seen, fix)
    around = _of_tmux("display-message", "-p", "#{client_termname}") or ""
    if around.startswith(("tmux", "screen")):
        fix = "`set -s set-clipboard on` in the outer tmux; by default it accepts none from inside."
        return Finding("clipboard", "note", f"through a tmux in a tmux; {note}", fix)
    return Finding("clipboard", "ok", f"through tmux (set-clipboard {said}); {note}")


def _of_tmux(*words: str) -> str | None:
    """Return the answer of the tmux around this process, or None."""
    try:
        done = subprocess.run(  # noqa: S603
            ["tmux", *words], capture_output=True, text=True, timeout=_PATIENCE, check=False  # noqa: S607 - the user's own tmux
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.strip()


@click.command()
@click.option(
    "--report",
    is_flag=True,
    help="For a bug report: leave out the names of people, machines, folders and sources.",
)
@click.pass_context
def doctor(ctx: click.Context, report: bool) -> None:
    """Diagnose the terminal, the machine and the store, and suggest fixes.

    Nothing is changed. The status is 1 when something does not work.

    \b
    Example:
      dateline doctor --report > report.txt
    """
    folder: Path = ctx.obj
    findings = examine(folder)
    width = max(len(finding.about) for finding in findings)
    for finding in findings:
        seen, fix = finding.seen, finding.fix
        if report:
            seen, fix = without_private_text(seen, folder), without_private_text(fix, folder)
        line(f"{_MARKS[finding.state]} {finding.about:{width}}  {seen}")
        if fix:
            line(f"      {'':{width}}  → {fix}")
    ctx.exit(1 if any(finding.state == "wrong" for finding in findings) else 0)


def examine(folder: Path) -> Sequence[Finding]:
    """Return all findings."""
    from tui.terminal.terminal import undo_coercion

    undo_coercion(os.environ)
    stdin, stdout = sys.stdin.isatty(), sys.stdout.isatty() or sys.stderr.isatty()
    return [
        *check_terminal(os.environ, stdin=stdin, stdout=stdout),
        *check_machine(folder),
        *check_installation(folder),
    ]


def without_private_text(text: str, folder: Path) -> str:
    """Return the text with the folder of the store as STORE, and other paths as PATH.

    Findings contain nothing of articles, sources or queries.
    """
    for each in {str(folder), str(folder.absolute())} - {"", "."}:
        text = text.replace(each, "STORE")
    text = text.replace(str(Path.home()), "~")
    return re.sub(r"(?:~|(?<![\w.*])/)[^\s:;,`']*", "PATH", text)
