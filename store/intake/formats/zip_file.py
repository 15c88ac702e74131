"""zip: each member is an input of its own. Also formats that are zip files inside."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator

from store.intake.draft import ArticleDraft, Failure
from store.intake.formats.office import drafts_of, is_document, other_document
from store.intake.hints import Hints
from store.intake.limits import InputRejected, UnsupportedFormat
from store.intake.opened import Opened
from store.intake.packed import DAMAGE, Budget, MemberNames, member, open_zip

_CRAWL = re.compile(r"archive/[^/]+\.warc(?:\.gz)?$", re.IGNORECASE)
_LINK = 0o12
"""The shift to the kind of file in a member's mode."""


def drafts(opened: Opened, hints: Hints) -> Iterator[ArticleDraft | Failure | Opened]:  # noqa: ARG001
    """Yield the members of a zip, the crawls in a WACZ, or the text of a .docx or .odt."""
    with open_zip(opened) as archive:
        if is_document(archive):
            yield from drafts_of(archive, opened.name)
        elif other := other_document(archive):
            raise UnsupportedFormat(other)
        elif opened.layers:
            raise InputRejected("an archive in an archive is not opened")
        else:
            yield from _members(opened, archive)


def _members(opened: Opened, archive: zipfile.ZipFile) -> Iterator[Failure | Opened]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    crawls = [info for info in infos if _CRAWL.match(info.filename)]
    is_wacz = bool(crawls) and "datapackage.json" in archive.namelist()
    names, budget = MemberNames(), Budget()
    for info in crawls if is_wacz else infos:
        origin = f"{opened.name}/{info.filename}"
        refused = names.why_refused(info.filename) or _trouble(info)
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


def _trouble(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 1:
        return "it is locked with a password"
    return "it is a link" if info.external_attr >> 28 == _LINK else None
