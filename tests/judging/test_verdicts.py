"""What readers write comes back as shares and as labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from store.extract.pipeline import Extractor
from store.reading import Article, to_json
from tests.judging import packets, verdicts

TEXT = (
    "Acme Bank bought Delta Rail on 2 March 2021. "
    "Anna Novak, its chairwoman, resigned in Prague on 5 March 2021."
)


@pytest.fixture(scope="module")
def packet(reader: Extractor, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packet of one article that has been read, with all of its rows."""
    folder = tmp_path_factory.mktemp("judging")
    article = Article(id="made/1", text=TEXT, published="2021-03-06")
    (reading,) = reader.read_all([article])
    told = {"id": article.id, "text": TEXT, "published": article.published}
    (folder / "articles").write_text(json.dumps(told) + "\n")
    (folder / "readings").write_text(to_json(reading) + "\n")
    arguments = [folder / "articles", folder / "readings", folder / "out", "--words=5-90"]
    packets.main([*map(str, arguments), "--least=0"])
    return folder / "out"


def rows_of(packet: Path) -> list[str]:
    return [json.loads(line)["row"] for line in (packet / "key.jsonl").read_text().splitlines()]


def judge(packet: Path, lines: list[str]) -> None:
    (packet / "01.verdicts.tsv").write_text("\n".join(lines) + "\n")


def test_a_packet_has_the_article_and_every_row(packet: Path) -> None:
    assert TEXT in (packet / "01.article.txt").read_text()
    page = (packet / "01.rows.txt").read_text()
    assert "2021-03-02" in page
    assert "who: Acme Bank | whom: Delta Rail" in page
    assert page.count("    sentence (") == len(rows_of(packet)) >= 2


def test_verdicts_are_counted(packet: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, *others = rows_of(packet)
    judge(packet, [f"{first}\tMINOR\tlabel\t-", *(f"{row}\tSIGN" for row in others)])
    (packet / "01.wanted.tsv").write_text("Acme buys Delta\tFULL\nNovak resigns\tMISSED\n")
    verdicts.main(["tally", str(packet)])
    printed = capsys.readouterr().out
    assert f"MINOR {1 / (len(others) + 1):.1%}" in printed
    assert "label 1" in printed
    assert "2 rows: FULL 50.0%" in printed


def test_a_row_without_a_verdict_is_refused(packet: Path) -> None:
    first, second, *_ = rows_of(packet)
    judge(packet, [f"{first}\tSIGN"])
    with pytest.raises(ValueError, match=second):
        verdicts.main(["tally", str(packet)])


def test_a_day_that_is_none_is_refused(packet: Path) -> None:
    judge(packet, [f"{row}\tSIGN\t-\t2021-03-32" for row in rows_of(packet)])
    with pytest.raises(ValueError, match="2021-03-32"):
        verdicts.main(["tally", str(packet)])


def test_labels_are_added_once(packet: Path, tmp_path: Path) -> None:
    first, *others = rows_of(packet)
    judge(packet, [f"{first}\tSIGN\t-\t2021-03-02", *(f"{row}\tJUNK\tnoise\t-" for row in others)])
    for name in ("rows", "row_days", "guided"):
        (tmp_path / f"{name}.tsv").write_text("# columns\n")
    for _ in range(2):
        verdicts.main(["labels", str(packet), "--labels", str(tmp_path)])
    rows = (tmp_path / "rows.tsv").read_text().splitlines()
    assert len(rows) == 2 + len(others)
    bought = next(line for line in rows if line.startswith("made/1\t10\t16\t"))
    assert bought.endswith("SIGN\t-")
    assert "made/1\t10\t16\t2021-03-02\t2021-03-02" in (tmp_path / "row_days.tsv").read_text()
    guided = (tmp_path / "guided.tsv").read_text().splitlines()
    assert "made/1\t10\t16" in guided
    assert len(guided) == len(rows)


def test_noted_rows_become_labels(packet: Path, tmp_path: Path) -> None:
    (tmp_path / "noted.tsv").write_text("# article\tstart\tend\tworth\n")
    first, second, *_ = rows_of(packet)
    (packet / "01.noted.tsv").write_text(f"{second}\t1\t2\n-\t2\t0\tthe price\n")
    verdicts.main(["noted", str(packet), "--labels", str(tmp_path)])
    labels = [line.split("\t") for line in (tmp_path / "noted.tsv").read_text().splitlines()]
    keys = {key["row"]: key for key in map(json.loads, (packet / "key.jsonl").open())}
    for row, worth in ((first, "0"), (second, "2")):
        assert ["made/1", *(str(keys[row][each]) for each in ("start", "end")), worth] in labels


def test_a_noted_row_must_be_a_row(packet: Path) -> None:
    (packet / "01.noted.tsv").write_text("01.99\t1\t2\n")
    with pytest.raises(ValueError, match=r"01\.99"):
        list(verdicts.noted_of(packet))
