"""Permissions of what dateline creates: private to its owner, or shared with a group.

A private store has files of mode 0600 and folders of mode 0700. A folder with the set-group-ID bit
is shared with its group: what is created in it gets the group permissions of the folder.
"""

from __future__ import annotations

import grp
import os
import stat
from pathlib import Path
from typing import Literal

from store.errors import UserError

Members = Literal["write", "read"]

_GROUP: dict[Members, int] = {"write": 0o070, "read": 0o050}


def file_mode(folder: Path) -> int:
    """Return the mode of a new file in `folder`."""
    return 0o600 | _group_bits(folder) & 0o060


def folder_mode(folder: Path) -> int:
    """Return the mode of a new folder in `folder`. Linux inherits the set-group-ID bit."""
    return 0o700 | _group_bits(folder)


def _group_bits(folder: Path) -> int:
    try:
        mode = folder.stat().st_mode
    except OSError:
        return 0
    return mode & 0o070 if mode & stat.S_ISGID else 0


def apply_group_umask(folder: Path) -> None:
    """In a shared store, clear the group's bits of this process's umask.

    With the usual umask of 022 a member would create files that the other members cannot write. The
    bits for all other accounts stay as they are.
    """
    if bits := _group_bits(folder):
        before = os.umask(0o077)
        os.umask(before & ~bits)


def share(folder: Path, group: str, members: Members) -> None:
    """Give `folder` and everything in it to a group. Only the owner can do this.

    Raises:
        UserError: The group does not exist, or the folder is not ours to give away.
    """
    try:
        number = int(group) if group.isdigit() else grp.getgrnam(group).gr_gid
    except KeyError as error:
        raise UserError(f"There is no group {group}.", "`getent group` lists them.") from error
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _give(folder.resolve(), number, _GROUP[members])
        for path in folder.rglob("*"):
            _give(path, number, _GROUP[members])
        if members == "write":  # Members may add files, but not remove those of others.
            folder.chmod(stat.S_IMODE(folder.stat().st_mode) | stat.S_ISVTX)
    except PermissionError as error:
        raise UserError(
            f"{folder} cannot be given to the group {group}: {error.strerror}.",
            "Its owner must do it, and be a member of the group.",
        ) from error


def _give(path: Path, group: int, bits: int) -> None:
    """Change the group and mode of a folder or regular file. Links, FIFOs and devices are
    skipped.
    """
    mode = path.lstat().st_mode
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        return
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    try:
        os.fchown(descriptor, -1, group)
        os.fchmod(descriptor, 0o2700 | bits if stat.S_ISDIR(mode) else 0o600 | bits & 0o060)
    finally:
        os.close(descriptor)
