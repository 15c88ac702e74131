"""Archives: each member of a zip or tar, and the file in a gzip, is an input of its own.

Also formats that are zip files inside. A .tar.gz is a tar, a .warc.gz a crawl. A tar is read once,
from start to end.
"""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import PurePath
from typing import IO

from store.intake.draft import ArticleDraft, Failure
from store.intake.formats.office import drafts_of, is_document, other_document
from store.intake.limits import ARCHIVE_MEMBERS, FILE_BYTES, InputRejected, UnsupportedFormat
from store.intake.opened import Hints, Opened
from store.intake.packed import DAMAGE, Budget, MemberNames, member, open_zip

# zip, .docx, .odt, WACZ.

_CRAWL = re.compile(r"archive/[^/]+\.warc(?:\.gz)?$", re.IGNORECASE)
_LINK = 0o12
"""The shift to the kind of file in a member's mode."""


def zip_drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure | Opened]:  # noqa: ARG001
    """Yield the members of a zip, the crawls in a WACZ, or the text of a .docx or .odt."""
    with open_zip(opened) as archive:
        if is_document(archive):
            yield from drafts_of(archive, opened.name)
        elif other := other_document(archive):
            raise UnsupportedFormat(other)
        elif opened.layers:
            raise InputRejected("an archive in an archive is not opened")
        else:
            yield from _zip_members(opened, archive)


def _zip_members(opened: Opened, archive: zipfile.ZipFile) -> Iterator[Failure | Opened]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    crawls = [info for info in infos if _CRAWL.match(info.filename)]
    is_wacz = bool(crawls) and "datapackage.json" in archive.namelist()
    names, budget = MemberNames(), Budget()
    for info in crawls if is_wacz else infos:
        origin = f"{opened.name}/{info.filename}"
        refused = names.why_refused(info.filename) or _why_no_zip_member(info)
        if refused:
            yield Failure(origin, refused)
            continue
        try:
            stream = archive.open(info)
        except DAMAGE as error:
            yield Failure(origin, f"it cannot be unpacked: {error}"[:300])
            continue
        with stream:
            layers = ("wacz",) if is_wacz else ("zip",)
            yield member(opened, origin, stream, info.compress_size, budget, layers)


def _why_no_zip_member(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "it is locked with a password"
    return "it is a link" if info.external_attr >> 28 == _LINK else None


# tar.


def tar_drafts(opened: Opened, hints: Hints) -> Iterator[Opened | Failure]:  # noqa: ARG001
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
                    yield _tar_member(opened, archive, info, names, budget)
    except DAMAGE as error:
        raise InputRejected(f"the tar is damaged here: {error}"[:300]) from error


def _tar_member(
    opened: Opened,
    archive: tarfile.TarFile,
    info: tarfile.TarInfo,
    names: MemberNames,
    budget: Budget,
) -> Opened | Failure:
    origin = f"{opened.name}/{info.name}"
    refused = names.why_refused(info.name) or _why_no_tar_member(info)
    stream = None if refused else archive.extractfile(info)
    if stream is None:
        return Failure(origin, refused or "it is no file")
    return member(opened, origin, stream, info.size, budget, ("tar",))


def _why_no_tar_member(info: tarfile.TarInfo) -> str | None:
    if info.issym() or info.islnk():
        return "it is a link"
    return None if info.isfile() else "it is no file"


# gzip.

_SUFFIX = re.compile(r"\.t?gz$", re.IGNORECASE)


def gzip_drafts(opened: Opened, hints: Hints) -> Iterator[Opened]:  # noqa: ARG001 - a reader's signature
    """Yield the file, unpacked while it is read."""
    if set(opened.layers) - {"wacz"}:
        raise InputRejected("an archive in an archive is not opened")
    packed = _size(opened.stream)
    with gzip.GzipFile(fileobj=opened.stream) as stream:
        layers = (*opened.layers, "gzip")
        inner = PurePath(_SUFFIX.sub("", opened.name)).suffix.lower()
        yield member(opened, opened.name, stream, packed, Budget(), layers, inner)


def _size(stream: IO[bytes]) -> int:
    """Return the size of a file. For a pipe, whose size is unknown, return the maximum size."""
    if not stream.seekable():
        return FILE_BYTES
    end = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return end
