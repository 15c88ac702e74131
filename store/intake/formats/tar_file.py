"""tar: each member is an input of its own. The archive is read once, from start to end."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from store.intake.draft import Failure
from store.intake.hints import Hints
from store.intake.limits import ARCHIVE_MEMBERS, InputRejected
from store.intake.opened import Opened
from store.intake.packed import DAMAGE, Budget, MemberNames, member


def drafts(opened: Opened, hints: Hints) -> Iterator[Opened | Failure]:  # noqa: ARG001
    """Yield the members of a tar that are files."""
    if opened.layers not in {(), ("gzip",)}:
        raise InputRejected("an archive in an archive is not opened")
    names, budget = MemberNames(), Budget()
    try:
        with tarfile.open(fileobj=opened.stream, mode="r|") as archive:
            for number, info in enumerate(archive):
                if number >= ARCHIVE_MEMBERS:
                    raise InputRejected(
                        f"it has more than {ARCHIVE_MEMBERS:,} members; the rest is left"
                    )
                if not info.isdir():
                    yield _member(opened, archive, info, names, budget)
    except DAMAGE as error:
        raise InputRejected(f"the tar is damaged here: {error}"[:300]) from error


def _member(
    opened: Opened,
    archive: tarfile.TarFile,
    info: tarfile.TarInfo,
    names: MemberNames,
    budget: Budget,
) -> Opened | Failure:
    origin = f"{opened.name}/{info.name}"
    refused = names.why_refused(info.name) or _trouble(info)
    stream = None if refused else archive.extractfile(info)
    if stream is None:
        return Failure(origin, refused or "it is no file")
    return member(opened, origin, stream, info.size, budget, ("tar",))


def _trouble(info: tarfile.TarInfo) -> str | None:
    if info.issym() or info.islnk():
        return "it is a link"
    return None if info.isfile() else "it is no file"
