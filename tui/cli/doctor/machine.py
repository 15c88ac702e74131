"""What the doctor looks at on the machine: memory, disk, file system, locks."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
from pathlib import Path

from tui.cli.doctor.finding import Finding, Findings, size

_LOW_DISK = 500 << 20
_REMOTE = frozenset("nfs nfs4 cifs smb3 smbfs 9p ceph afs fuse.sshfs glusterfs lustre".split())
"""File systems of other machines, on which a lock may not hold everywhere."""
_LOCK = "store.jsonl.lock"


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
        lock = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return Finding("locks", "ok", "nobody has written here yet")
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
