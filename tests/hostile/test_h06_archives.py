"""H6: archives that grow, that hold archives, and whose members have names that mean harm."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from store.intake.limits import InputRejected
from store.intake.packed import Budget, Metered
from tests.hostile.conftest import TakeIn, failures, reason, texts

TEXT = b"The council of Port Leon closed the bridge."
HARMFUL = ["../x.txt", "/etc/x.txt", "a/../../x.txt", "..\\x.txt", "C:\\x.txt"]


def zipped(*members: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return stream.getvalue()


def tarred(*members: tuple[str, bytes], link: str | None = None) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
        if link:
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = tarfile.SYMTYPE, link
            archive.addfile(info)
    return stream.getvalue()


def test_a_gzip_bomb(take_in: TakeIn) -> None:
    assert "bomb" in reason(take_in("bomb.txt.gz", gzip.compress(b"a" * 19_000_000, 9)))


def test_a_bomb_in_a_zip_costs_the_others_nothing(take_in: TakeIn) -> None:
    data = zipped(("1.txt", TEXT), ("bomb.txt", b"a" * 19_000_000), ("2.txt", TEXT + b" Again."))
    found = take_in("a.zip", data)
    assert len(texts(found)) == 2
    (failure,) = failures(found)
    assert failure.origin.endswith("bomb.txt")
    assert "bomb" in failure.reason


def test_a_zip_that_lies_about_its_sizes(take_in: TakeIn) -> None:
    data = bytearray(zipped(("bomb.txt", b"a" * 50_000_000)))
    central = data.rindex(b"PK\x01\x02")
    data[central + 24 : central + 28] = (100).to_bytes(4, "little")  # unpacked: 100 bytes
    assert len(failures(take_in("a.zip", bytes(data)))) == 1


@pytest.mark.parametrize(
    "outer",
    [
        lambda inner: zipped(("inner.zip", inner)),
        lambda inner: tarred(("inner.zip", inner)),
        gzip.compress,
    ],
)
@pytest.mark.parametrize(
    "inner",
    [zipped(("a.txt", TEXT)), gzip.compress(gzip.compress(TEXT))],
    ids=["zip", "gzip"],  # the bytes hold the time, so each test process would name its own
)
def test_no_archive_in_an_archive(take_in: TakeIn, outer, inner: bytes) -> None:  # type: ignore[no-untyped-def]
    assert "archive in an archive" in reason(take_in("outer", outer(inner)))


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", HARMFUL)
def test_names_that_lead_outside_are_refused(
    take_in: TakeIn, tmp_path: Path, pack, name: str
) -> None:  # type: ignore[no-untyped-def]
    before = sorted(tmp_path.parent.rglob("x.txt"))
    found = take_in("a", pack((name, TEXT), ("good.txt", TEXT)))
    assert len(texts(found)) == 1
    assert "out of the archive" in failures(found)[0].reason
    assert sorted(tmp_path.parent.rglob("x.txt")) == before


def test_a_link_is_not_followed(take_in: TakeIn, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the password is swordfish")
    found = take_in("a.tar", tarred(("good.txt", TEXT), link=str(secret)))
    assert len(texts(found)) == 1
    assert "link" in failures(found)[0].reason
    zip_link = zipfile.ZipInfo("link.txt")
    zip_link.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(zip_link, str(secret))
    assert "link" in reason(take_in("b.zip", stream.getvalue()))


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_two_names_that_are_equal_but_for_case(take_in: TakeIn, pack) -> None:  # type: ignore[no-untyped-def]
    found = take_in("a", pack(("a.txt", TEXT), ("A.TXT", TEXT + b" Other.")))
    assert len(texts(found)) == 1
    assert "same name" in failures(found)[0].reason


def test_too_many_members(take_in: TakeIn) -> None:
    many = zipped(*((f"{n}.txt", TEXT) for n in range(10_001)))
    assert "10,000 members" in reason(take_in("a.zip", many))
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for n in range(10_001):
            info = tarfile.TarInfo(f"{n}")
            info.type = tarfile.DIRTYPE
            archive.addfile(info)
    assert "10,000 members" in reason(take_in("a.tar", stream.getvalue()))


def test_all_members_together_may_unpack_to_so_much_and_no_more() -> None:
    budget = Budget()
    assert budget.left == 1_000_000_000
    budget.left = 1_000
    assert Metered(io.BytesIO(b"x" * 600), 600, budget).read() == b"x" * 600
    with pytest.raises(InputRejected, match="1,000,000,000 bytes"):
        Metered(io.BytesIO(b"x" * 600), 600, budget).read()


def test_half_an_archive(take_in: TakeIn) -> None:
    packed = zipped(*((f"{n}.txt", TEXT) for n in range(10)))
    assert "zip" in reason(take_in("a.zip", packed[: len(packed) // 2]))
    tar = tarred(*((f"{n}.txt", TEXT * 50 + b"%d" % n) for n in range(10)))
    found = take_in("a.tar", tar[:7_000])
    assert len(texts(found)) == 2
    assert failures(found)
    cut = gzip.compress(TEXT * 1000)[:-20]
    assert "unpacked" in reason(take_in("a.txt.gz", cut))
