"""Checks of the machine, the installation and the store, for `dateline doctor`."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from store import UnsafeFile, UserError, open_file
from tui.config import load_config
from tui.paths import config_file

if TYPE_CHECKING:
    from store import Store

State = Literal["ok", "note", "wrong"]
"""`note` works, with less than there could be; `wrong` does not work."""
Findings = Iterator["Finding"]
_PACKAGES = ("spacy", "textual", "tinydb", "tantivy", "rapidfuzz")
_JOURNAL = "store.jsonl"
_LOW_DISK = 500 << 20
_REMOTE = frozenset("nfs nfs4 cifs smb3 smbfs 9p ceph afs fuse.sshfs glusterfs lustre".split())
"""File systems of other machines, on which a lock may not hold everywhere."""
_LOCK = "store.jsonl.lock"


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
        losses = list(_losses(store))
        yield from losses
        if store.note and not losses:
            fix = "`dateline store check` reads all of it."
            yield Finding("journal", "note", store.note, fix)
    yield from _views(folder)
    yield _rights(folder)


def _losses(store: Store) -> Findings:
    fix = "`dateline store check` says what to do."
    try:
        for loss in store.losses():
            yield Finding("journal", "wrong", f"lost: {loss}", fix)
    except UserError as trouble:
        yield Finding("journal", "wrong", trouble.title, trouble.hint)


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
