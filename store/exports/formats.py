"""The formats of an export: what each is called, what it carries and what it cannot carry."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, cast

from msgspec import Struct

from store.errors import UserError

if TYPE_CHECKING:
    from store.exports.rows import ExportRows

Kind = Literal["articles", "entities", "events", "offices", "relations", "mentions"]
type TextWriter = Callable[[ExportRows], Iterator[str]]
"""Yields the pieces of a text. They are written as they come, in UTF-8."""
type FileWriter = Callable[[ExportRows, Path], None]
"""Writes a new file at a path where there is none."""


class Format(Struct, frozen=True, kw_only=True):
    """A format of an export."""

    id: str
    """What `--as` takes."""
    also: tuple[str, ...] = ()
    """Other names that `--as` takes."""
    name: str
    """What the dialog shows."""
    suffix: str
    """The end of a file's name, with its dot."""
    carries: tuple[Kind, ...]
    lacks: str = ""
    """What is lost in it, as a sentence for the preview. Empty if nothing is."""
    writer: str
    """`module:function`. The module is loaded when the format is used."""
    needs_file: bool = False
    """Whether the writer is a `FileWriter`, for a format that is no stream of text."""
    package: str = ""
    """The package that the format needs, if dateline does not bring it."""
    extra: str = ""
    """The extra of dateline that installs the package."""

    def pieces(self, rows: ExportRows) -> Iterator[str]:
        """Return the pieces of the text. Only for formats that are text.

        Raises:
            UserError: The format's package is not installed.
        """
        return cast("TextWriter", self._loaded())(rows)

    def write_file(self, rows: ExportRows, path: Path) -> None:
        """Write a new file. Only for formats with `needs_file`.

        Raises:
            UserError: The format's package is not installed.
        """
        cast("FileWriter", self._loaded())(rows, path)

    def _loaded(self) -> Any:
        module, _, function = self.writer.partition(":")
        try:
            return getattr(importlib.import_module(module), function)
        except ModuleNotFoundError as error:
            if not self.package:
                raise
            raise UserError(
                f"The format {self.id} needs the package {self.package}, which is not installed.",
                f"`pip install 'dateline[{self.extra}]'` installs it.",
            ) from error


ALL: tuple[Kind, ...] = (
    "articles", "entities", "events", "offices", "relations", "mentions"
)  # fmt: skip
_RECORDS: tuple[Kind, ...] = ("articles", "entities", "events", "offices", "relations")

FORMATS: tuple[Format, ...] = (
    Format(
        id="markdown",
        also=("md",),
        name="Markdown, with footnotes and Obsidian links",
        suffix=".md",
        carries=_RECORDS,
        lacks="The texts of the articles and the keys of entities are left out.",
        writer="store.exports.as_markdown:write",
    ),
    Format(
        id="html",
        name="HTML, one file to read and filter",
        suffix=".html",
        carries=_RECORDS,
        lacks="The texts of the articles and the keys of entities are left out. "
        "A browser gets slow above some 20,000 events.",
        writer="store.exports.as_html:write",
    ),
    Format(
        id="csv",
        also=("timesketch",),
        name="CSV of events, for a spreadsheet or Timesketch",
        suffix=".csv",
        carries=("events",),
        lacks="Only the first sentence of an event is quoted. A cell that a spreadsheet would run "
        "begins with an apostrophe.",
        writer="store.exports.as_csv:write_events",
    ),
    Format(
        id="articles-csv",
        name="CSV, articles and copies",
        suffix=".articles.csv",
        carries=("articles",),
        lacks="The texts are left out. A cell that a spreadsheet would run begins with an "
        "apostrophe.",
        writer="store.exports.as_csv:write_articles",
    ),
    Format(
        id="entities-csv",
        name="CSV, entities",
        suffix=".entities.csv",
        carries=("entities",),
        lacks="A cell that a spreadsheet would run begins with an apostrophe.",
        writer="store.exports.as_csv:write_entities",
    ),
    Format(
        id="json",
        name="JSON, one document",
        suffix=".json",
        carries=_RECORDS,
        lacks="The texts of the articles are left out.",
        writer="store.exports.as_json:write",
    ),
    Format(
        id="jsonl",
        also=("ndjson",),
        name="JSON Lines, which `dateline add` reads back",
        suffix=".jsonl",
        carries=_RECORDS,
        writer="store.exports.as_jsonl:write",
    ),
    Format(
        id="ics",
        also=("icalendar",),
        name="iCalendar",
        suffix=".ics",
        carries=("events",),
        lacks="Events without a day, or with one end only, are journal entries, which most "
        "calendars do not show. Articles and names are in the descriptions.",
        writer="store.exports.as_ics:write",
    ),
    Format(
        id="timelinejs",
        name="TimelineJS",
        suffix=".json",
        carries=("events",),
        lacks="Undated events are left out. TimelineJS is made for some dozens of events.",
        writer="store.exports.as_timelinejs:write",
    ),
    Format(
        id="tinydb",
        name="TinyDB, a plain file for stock TinyDB",
        suffix=".json",
        carries=_RECORDS,
        writer="store.exports.as_tinydb:write",
    ),
    Format(
        id="graphml",
        also=("network",),
        name="GraphML, who is mentioned with whom",
        suffix=".graphml",
        carries=("entities", "offices", "relations"),
        lacks="Articles and events are only in the quotes, dates and event types of the edges; "
        "offices of no known body and relations to plain words are left out.",
        writer="store.exports.as_graphml:write",
    ),
    Format(
        id="network-csv",
        name="CSV, who is mentioned with whom",
        suffix=".network.csv",
        carries=("entities",),
        lacks="Articles and events are only in the quotes, dates and event types of the pairs. A "
        "cell that a spreadsheet would run begins with an apostrophe.",
        writer="store.exports.as_network_csv:pairs",
    ),
    Format(
        id="offices-csv",
        name="CSV, who holds which office",
        suffix=".offices.csv",
        carries=("offices",),
        lacks="Articles are only in the citations. A cell that a spreadsheet would run begins "
        "with an apostrophe.",
        writer="store.exports.as_network_csv:offices",
    ),
    Format(
        id="relations-csv",
        name="CSV, relations of entities",
        suffix=".relations.csv",
        carries=("relations",),
        lacks="Articles are only in the citations. A cell that a spreadsheet would run begins "
        "with an apostrophe.",
        writer="store.exports.as_network_csv:relations",
    ),
    Format(
        id="ftm",
        also=("followthemoney",),
        name="FollowTheMoney, for Aleph",
        suffix=".ftm.json",
        carries=ALL,
        lacks="Works, products, laws and relations to plain words are left out; a bound such as "
        "“before 9 July” is only in the summary of its event.",
        writer="store.exports.as_follow_the_money:write",
    ),
    Format(
        id="annotations",
        also=("web-annotation",),
        name="W3C Web Annotation, JSON-LD",
        suffix=".jsonld",
        carries=("entities", "events", "offices", "relations", "mentions"),
        lacks="The texts of the articles are left out; each quote has 32 characters around it. "
        "Positions count code points, as the recommendation says; a tool that counts UTF-16 units "
        "should anchor by the quote.",
        writer="store.exports.as_web_annotation:write",
    ),
    Format(
        id="csl",
        also=("csl-json",),
        name="CSL-JSON, the articles for Zotero",
        suffix=".csl.json",
        carries=("articles",),
        lacks="Entities are only keywords; texts and events are left out.",
        writer="store.exports.as_bibliography:csl_json",
    ),
    Format(
        id="ris",
        name="RIS, the articles for Zotero",
        suffix=".ris",
        carries=("articles",),
        lacks="Entities are only keywords; texts and events are left out.",
        writer="store.exports.as_bibliography:ris",
    ),
    Format(
        id="sqlite",
        name="SQLite, for Datasette",
        suffix=".db",
        carries=ALL,
        writer="store.exports.as_sqlite:write",
        needs_file=True,
    ),
    Format(
        id="parquet",
        name="Parquet, the events",
        suffix=".parquet",
        carries=("events",),
        lacks="Articles are only in the citations; parquet-articles and parquet-entities have the "
        "others.",
        writer="store.exports.as_parquet:write_events",
        needs_file=True,
        package="pyarrow",
        extra="parquet",
    ),
    Format(
        id="parquet-articles",
        name="Parquet, the articles",
        suffix=".articles.parquet",
        carries=("articles",),
        writer="store.exports.as_parquet:write_articles",
        needs_file=True,
        package="pyarrow",
        extra="parquet",
    ),
    Format(
        id="parquet-entities",
        name="Parquet, the entities",
        suffix=".entities.parquet",
        carries=("entities",),
        writer="store.exports.as_parquet:write_entities",
        needs_file=True,
        package="pyarrow",
        extra="parquet",
    ),
)
"""Every format, in the order of the dialog."""


EXPORT_FORMATS = {each.id: each for each in FORMATS}
"""The formats by id."""
