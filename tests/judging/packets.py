"""Write articles and their rows for readers to judge.

    python -m tests.judging.packets CORPUS READINGS OUT --fresh 24 --seed 7 [--least 0.8]

CORPUS is a file of articles, one JSON object a line; READINGS what `dateline read --jsonl` says of
them. OUT gets, for each article, NN.article.txt, NN.rows.txt for the reader, and one key.jsonl for
`tally` and `labels`. README.md here says how readers work.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from store.shown_events import is_unsure

LABELS = Path("tests/assets/labels")
LABELLED = ("clauses", "descriptions", "noted", "row_days", "rows")
"""Files of labels whose articles are no longer fresh."""
DATED = ("stated", "inherited")
"""Bases of a date that the timeline shows; a state as of a day is shown without one."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--ids", type=Path, help="a file of ids, a line each; else fresh ones")
    parser.add_argument("--fresh", type=int, default=24, help="how many articles without labels")
    parser.add_argument("--words", default="200-900", help="words of the articles, 200-900")
    parser.add_argument("--held", type=Path, help="a file of ids that are not to be drawn")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--least", type=float, help="the least confidence of a row; else as shown")
    given = parser.parse_args(arguments)
    articles = {each["id"]: each for each in lines_of(given.corpus)}
    ids = given.ids.read_text().split() if given.ids else drawn(articles, given)
    readings = {each["id"]: each for each in lines_of(given.readings) if each["id"] in set(ids)}
    given.out.mkdir(parents=True, exist_ok=True)
    with (given.out / "key.jsonl").open("w", encoding="utf-8") as key:
        for number, id_ in enumerate(ids, 1):
            rows = [e for e in readings[id_]["events"] if is_kept(e, given.least)]
            name = f"{number:02}"
            (given.out / f"{name}.article.txt").write_text(article_page(articles[id_]))
            (given.out / f"{name}.rows.txt").write_text(rows_page(name, readings[id_], rows))
            for place, event in enumerate(rows, 1):
                key.write(json.dumps(key_of(f"{name}.{place}", readings[id_], event)) + "\n")


def is_kept(event: dict[str, Any], least: float | None) -> bool:
    """Whether an event has this confidence; without one, whether lists show it unasked."""
    if least is None:
        return not is_unsure(event["confidence"], event["salience"])
    return bool(event["confidence"] >= least)


def lines_of(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def drawn(articles: dict[str, dict[str, Any]], given: argparse.Namespace) -> list[str]:
    """Return fresh articles in the order of a digest of their id, spread over the corpora."""
    known = set(given.held.read_text().split()) if given.held else set()
    for name in LABELLED:
        labels = (LABELS / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
        known |= {line.split("\t")[0] for line in labels}
    least, most = map(int, given.words.split("-"))
    fitting = [
        id_ for id_, article in articles.items()
        if id_ not in known and least <= len(article["text"].split()) <= most
    ]  # fmt: skip
    fitting.sort(key=lambda id_: blake2b(f"{given.seed} {id_}".encode()).digest())
    return fitting[: given.fresh]


def article_page(article: dict[str, Any]) -> str:
    head = [f"{name}: {article.get(name)}" for name in ("id", "title", "source", "published")]
    return "\n".join([*head, "", article["text"], ""])


def rows_page(name: str, reading: dict[str, Any], rows: Sequence[dict[str, Any]]) -> str:
    """Return the rows of an article as its reader sees them."""
    return (
        "\n\n".join(row_lines(f"{name}.{n}", reading, row) for n, row in enumerate(rows, 1)) + "\n"
    )


def row_lines(number: str, reading: dict[str, Any], event: dict[str, Any]) -> str:
    names = {each["id"]: each["name"] for each in reading["entities"]}
    told = event["evidence"][0]
    sentence = " ".join(reading["text"][told["start"] : told["end"]].split())
    word = reading["text"][slice(*told["verb"])]
    who = " + ".join(names[each] for each in event["actors"]) or "-"
    whom = " + ".join(names[each] for each in event["recipients"]) or "-"
    lines = [
        f"[{number}] {day_of(event)} | {event['type']} | {event['label']}",
        f"    who: {who} | whom: {whom} | place: {names.get(event['place'], '-')}"
        f" | {event['modality']}, according to: "
        + (" + ".join(names[each] for each in event["according_to"]) or "-"),
        f"    sentence ({len(event['evidence'])}; word: {word}): {sentence}",
    ]
    return "\n".join(lines)


def day_of(event: dict[str, Any]) -> str:
    """Return the date as the timeline shows it."""
    if event["date_basis"] not in DATED:
        return "undated"
    from_, to = event["from"] or "…", event["to"] or "…"
    return from_ if from_ == to else f"{from_} to {to}"


def key_of(number: str, reading: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
    """Return what says which event a row is, in the words of `rows.tsv`."""
    names = {each["id"]: each["name"] for each in reading["entities"]}
    sides = ("\0".join(names[each] for each in event[side]) for side in ("actors", "recipients"))
    who = blake2b("\1".join(sides).encode(), digest_size=4).hexdigest()
    start, end = event["evidence"][0]["verb"]
    return {
        "row": number, "article": reading["id"], "start": start, "end": end, "type": event["type"],
        "from": event["from"] or "", "to": event["to"] or "", "who": who,
        "confidence": event["confidence"], "salience": event["salience"],
    }  # fmt: skip


if __name__ == "__main__":
    main()
