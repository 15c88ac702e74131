"""`dateline add`: add articles to the store."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import (
    daemon_option,
    full_option,
    jobs_option,
    memory_option,
    private_option,
    reader_settings,
    say_notes,
    web_for,
)
from tui.cli.output import data, line, note

if TYPE_CHECKING:
    from store import DateOrder, Hints, Item, Remaining, Report, Source, Store


LISTED = 20
"""Failures that the summary lists; `dateline imports` lists all of them."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH|LINK]…")
@jobs_option
@memory_option
@daemon_option
@click.option(
    "--report",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json: one line for each article, then one with the totals.",
)
@click.option(
    "--map",
    "mapping",
    multiple=True,
    metavar="FIELD=NAME",
    help="Name of a FIELD (text, title, source, url, published, …) in JSON and CSV. Repeatable.",
)
@click.option("--encoding", metavar="NAME", help="Encoding of text that does not declare one.")
@click.option(
    "--date-order",
    type=click.Choice(["dmy", "mdy"]),
    help="Order of ambiguous dates: 03/04/2024 is 3 April as dmy, 4 March as mdy. "
    "Without it, an article with such a date is undated.",
)
@click.option(
    "--retry-failed",
    is_flag=True,
    help="Retry only what failed or was partly read before.",
)
@click.option(
    "--dask",
    "cluster",
    metavar="ADDRESS",
    help="Read on a Dask cluster: tcp://scheduler:8786, or local to start one here.",
)
@full_option
@private_option
@click.pass_obj
@click.pass_context
def add(  # noqa: PLR0913, PLR0917 - one parameter for each option
    ctx: click.Context,
    folder: Path,
    paths: tuple[str, ...],
    jobs: int | None,
    memory: int | None,
    report: str,
    mapping: tuple[str, ...],
    encoding: str | None,
    date_order: DateOrder | None,
    retry_failed: bool,
    cluster: str | None,
    full: bool,
    allow_private: bool,
) -> None:
    """Add articles to the store: files, folders, links, or - (standard input).

    Symbolic links inside a folder are passed over; one that is named itself is followed.

    Text and Markdown, saved web pages (.html, .mhtml), RSS and Atom feeds, JSON, JSON Lines and
    CSV, mail (.eml, mbox), PDF, .docx and .odt, exports of LexisNexis, Nexis Uni and Factiva,
    WARC and WACZ; also in .gz, .zip or .tar. The format is detected from the content.

    The same text twice is one article. Run the same command again to continue an
    interrupted import. Reading gives way to others on the machine (nice 10). The exit status is
    1 when any input failed; `dateline imports` says why, and what its words mean.

    \b
    Examples:
      dateline add ~/articles feed.xml crawl.warc.gz
      dateline add --map text=body --map title=headline export.jsonl
      curl -s https://example.com/feed | dateline add -
      dateline add --retry-failed
      dateline add --dask tcp://10.0.0.5:8786 ~/crawl
    """
    from store import Import, failed_inputs, sources
    from tui.config import load_config

    if "" in paths:
        raise click.UsageError("A path is empty.")
    if bool(paths) == retry_failed:
        raise click.UsageError("Name files or folders to add, or use --retry-failed alone.")
    hints = _hints(mapping, encoding, date_order)
    config = load_config()
    listed = list(sources(paths))
    store = _opened(folder, listed, retry_failed=retry_failed)
    try:
        named = sources(failed_inputs(store)) if retry_failed else listed
        inputs = [replace(source, full=full) for source in named]
        job = Import(
            store,
            reader=reader_settings(config),
            jobs=jobs or config.jobs or None,
            memory=memory,
            hints=hints,
            web=web_for(store, inputs, allow_private=allow_private),
            retrying=retry_failed,
            cluster=cluster,
            say=note,
        )
        with closing(job.run(inputs)) as items:
            for _ in _shown(items, inputs, report):
                pass
        sums = job.report.sums()
        update_views(store, sums["new"] + sums["copy"])
    finally:
        say_notes(store)
        store.close()
    if report == "json":
        data(json.dumps({"sums": job.report.sums()}))
    else:
        _summary(job.report)
    ctx.exit(1 if job.report.failed else 0)


def _opened(folder: Path, listed: list[Source], *, retry_failed: bool) -> Store:
    """Open the store. A new one is made only if there is something to put into it.

    Raises:
        UserError: There is no store, and nothing to add.
    """
    from store import Store, StoreMissing, UserError

    something = any(each.is_link or each.refused is None for each in listed)
    try:
        return Store.open(folder, create=something)
    except StoreMissing as missing:
        if retry_failed or not listed:
            raise
        raise UserError(f"{listed[0].name}: {listed[0].refused}.", missing.title) from missing


_INFERRED_AT_ONCE = 3_000
"""Articles up to which every import looks again at whom short names mean."""
_SHARE = 20
"""In a larger store, one in so many must be new."""


def update_views(store: Store, added: int = 0) -> None:
    """Update index and full text, so that the dashboard opens and searches at once.

    Names that only the other articles explain are joined first, where `added` articles of the store
    may make a difference.
    """
    from store import Views, infer_names

    articles = len(store.numbers())
    if articles <= _INFERRED_AT_ONCE or added * _SHARE >= articles:
        infer_names(store)
    views = Views.open(store)
    views.update()
    views.prepare_search()
    views.close()


def _hints(mapping: tuple[str, ...], encoding: str | None, date_order: DateOrder | None) -> Hints:
    """Return the hints of the options.

    Raises:
        click.UsageError: for an unknown encoding or a mapping that cannot be parsed.
    """
    from store import Hints, InputRejected, known_encoding, parsed_mapping

    if encoding is not None and not known_encoding(encoding):
        raise click.UsageError(f"There is no encoding {encoding!r}.")
    try:
        fields = dict(map(parsed_mapping, mapping))
    except InputRejected as refused:
        raise click.UsageError(f"--map {refused}") from refused
    return Hints(encoding=encoding, mapping=fields, date_order=date_order)


def _shown(items: Iterable[Item], inputs: Sequence[Source], report: str) -> Iterator[Item]:
    """Yield the items, each reported as it comes: as JSON, a progress bar, or lines."""
    from store import Remaining

    if report == "json":
        for item in items:
            data(json.dumps(asdict(item), ensure_ascii=False))
            yield item
    elif sys.stderr.isatty():
        from tui.cli.progress import with_bar

        yield from with_bar(items, Remaining(inputs))
    else:
        remaining = Remaining(inputs)
        for done, item in enumerate(items, 1):
            remaining.add(item)
            note(f"{done}{_of(remaining)} {item.state} {item.name}")
            yield item


def _of(remaining: Remaining) -> str:
    """Return `/340` if the number of articles is known, or else the part of the bytes: `, 4 %`."""
    if remaining.articles is not None:
        return f"/{remaining.total}"
    return f", {100 * remaining.done // remaining.total} %" if remaining.total else ""


def _summary(sums: Report) -> None:
    line(sums.summary())
    for item in sums.failures[:LISTED]:
        note(f"failed: {item.name}: {item.reason}")
    if len(sums.failures) > LISTED:
        note(f"… and {len(sums.failures) - LISTED:,} more that failed: `dateline imports`")
    _note_passed_over(sums.passed_over)
    for item in sums.partial[:LISTED]:
        note(f"partly read: {item.name}: without {item.partial}")
    if len(sums.partial) > LISTED:
        note(f"… and {len(sums.partial) - LISTED:,} more that were partly read: `dateline imports`")
    for why, number in sums.unread.most_common():
        note(f"unread: {number:,}, stored and searchable: {why}; see `dateline help config`")


def _note_passed_over(items: Sequence[Item]) -> None:
    """Say once for each reason what was found and is no article, the most frequent first."""
    by_reason: dict[str | None, list[Item]] = {}
    for item in items:
        by_reason.setdefault(item.reason, []).append(item)
    for reason, alike in sorted(by_reason.items(), key=lambda each: -len(each[1]))[:LISTED]:
        count = f"{len(alike):,}, such as " if len(alike) > 1 else ""
        note(f"passed over: {count}{alike[0].name}: {reason}")
