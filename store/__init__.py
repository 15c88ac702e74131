"""Everything below the screen, and the names that `tui` may use.

Importing `store` loads nothing: each name is fetched from its room on first use, so that
`dateline --help` never pays for spaCy and the dashboard never sees it.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.asset_files import shipped as shipped
    from store.database import BackedUp as BackedUp
    from store.database import Change as Change
    from store.database import Checked as Checked
    from store.database import Store as Store
    from store.database import StoreError as StoreError
    from store.database import StoreMissing as StoreMissing
    from store.errors import UserError as UserError
    from store.exports.as_json import as_json as as_json
    from store.exports.selection import article_record as article_record
    from store.exports.selection import entity_record as entity_record
    from store.exports.selection import event_record as event_record
    from store.extract.pipeline import Extractor as Extractor
    from store.extract.times.component import Explained as Explained
    from store.extract.times.component import explain as explain
    from store.feeds.feed_lists import FeedFile as FeedFile
    from store.feeds.feed_lists import as_opml as as_opml
    from store.feeds.feed_lists import as_urls as as_urls
    from store.feeds.feed_lists import feeds_in as feeds_in
    from store.feeds.feeds import Feed as Feed
    from store.feeds.feeds import Feeds as Feeds
    from store.feeds.feeds import new_feed as new_feed
    from store.feeds.schedule import Clock as Clock
    from store.feeds.watching import Round as Round
    from store.feeds.watching import Watching as Watching
    from store.feeds.watching import alone as alone
    from store.files import UnsafeFile as UnsafeFile
    from store.files import named_file as named_file
    from store.files import new_file as new_file
    from store.files import open_file as open_file
    from store.files import read_file as read_file
    from store.files import remove_file as remove_file
    from store.files import replace_file as replace_file
    from store.ingest.add import Import as Import
    from store.ingest.add import failed_inputs as failed_inputs
    from store.ingest.copies import copies_of as copies_of
    from store.ingest.filter import Misread as Misread
    from store.ingest.filter import read_files as read_files
    from store.ingest.filter import read_lines as read_lines
    from store.ingest.languages import ExtractorSettings as ExtractorSettings
    from store.ingest.report import History as History
    from store.ingest.report import Item as Item
    from store.ingest.report import Report as Report
    from store.ingest.report import Run as Run
    from store.ingest.report import history as history
    from store.ingest.report import summary as summary
    from store.ingest.web import Web as Web
    from store.intake.decode import known_encoding as known_encoding
    from store.intake.fetch.addresses import anywhere as anywhere
    from store.intake.fetch.client import Client as Client
    from store.intake.fetch.fetcher import Fetcher as Fetcher
    from store.intake.hints import Hints as Hints
    from store.intake.limits import InputRejected as InputRejected
    from store.intake.links import is_link as is_link
    from store.intake.published import dated as dated
    from store.intake.published import moment as moment
    from store.intake.record_fields import parsed_mapping as parsed_mapping
    from store.intake.sources import Source as Source
    from store.intake.sources import sources as sources
    from store.intake.word_differences import Difference as Difference
    from store.intake.word_differences import differences as differences
    from store.memory import READER_MEMORY as READER_MEMORY
    from store.memory import available_memory as available_memory
    from store.query.completion import SYNTAX as SYNTAX
    from store.query.completion import Completion as Completion
    from store.query.fields import FIELDS as FIELDS
    from store.query.fields import FieldHelp as FieldHelp
    from store.query.parser import parse as parse
    from store.query.tree import QueryError as QueryError
    from store.reading import Article as Article
    from store.reading import DateOrder as DateOrder
    from store.reading import Event as Event
    from store.reading import Reading as Reading
    from store.reading import Span as Span
    from store.reading import missing_parts as missing_parts
    from store.reading import to_json as to_json
    from store.sharing import Members as Members
    from store.sharing import share as share
    from store.views import Filter as Filter
    from store.views import Term as Term
    from store.views import Views as Views
    from store.views.checking import damaged_views as damaged_views
    from store.views.details import Card as Card
    from store.views.details import EvidenceRow as EvidenceRow
    from store.views.details import Hit as Hit
    from store.views.details import RelationRow as RelationRow
    from store.views.details import RoleRow as RoleRow
    from store.views.index import ViewsDamaged as ViewsDamaged
    from store.views.rows import ArticleRow as ArticleRow
    from store.views.rows import Bucket as Bucket
    from store.views.rows import Counts as Counts
    from store.views.rows import EntityRow as EntityRow
    from store.views.rows import EventRow as EventRow
    from store.views.rows import Heading as Heading
    from store.which_store import store_id as store_id

# Public name → the module that holds it.
_ROOMS = {
    "Clock": "store.feeds.schedule",
    "Feed": "store.feeds.feeds",
    "FeedFile": "store.feeds.feed_lists",
    "Feeds": "store.feeds.feeds",
    "Round": "store.feeds.watching",
    "Watching": "store.feeds.watching",
    "alone": "store.feeds.watching",
    "anywhere": "store.intake.fetch.addresses",
    "as_opml": "store.feeds.feed_lists",
    "as_urls": "store.feeds.feed_lists",
    "feeds_in": "store.feeds.feed_lists",
    "is_link": "store.intake.links",
    "new_feed": "store.feeds.feeds",
    "Client": "store.intake.fetch.client",
    "Fetcher": "store.intake.fetch.fetcher",
    "Web": "store.ingest.web",
    "Difference": "store.intake.word_differences",
    "differences": "store.intake.word_differences",
    "copies_of": "store.ingest.copies",
    "parsed_mapping": "store.intake.record_fields",
    "known_encoding": "store.intake.decode",
    "InputRejected": "store.intake.limits",
    "Hints": "store.intake.hints",
    "summary": "store.ingest.report",
    "failed_inputs": "store.ingest.add",
    "history": "store.ingest.report",
    "Run": "store.ingest.report",
    "History": "store.ingest.report",
    "Article": "store.reading",
    "BackedUp": "store.database",
    "Change": "store.database",
    "Checked": "store.database",
    "Import": "store.ingest.add",
    "ExtractorSettings": "store.ingest.languages",
    "Item": "store.ingest.report",
    "Misread": "store.ingest.filter",
    "Extractor": "store.extract.pipeline",
    "Reading": "store.reading",
    "Store": "store.database",
    "StoreError": "store.database",
    "StoreMissing": "store.database",
    "Report": "store.ingest.report",
    "Source": "store.intake.sources",
    "UserError": "store.errors",
    "ArticleRow": "store.views.rows",
    "Bucket": "store.views.rows",
    "Card": "store.views.details",
    "Counts": "store.views.rows",
    "EntityRow": "store.views.rows",
    "Event": "store.reading",
    "Span": "store.reading",
    "missing_parts": "store.reading",
    "Explained": "store.extract.times.component",
    "explain": "store.extract.times.component",
    "DateOrder": "store.reading",
    "moment": "store.intake.published",
    "EventRow": "store.views.rows",
    "EvidenceRow": "store.views.details",
    "Filter": "store.views",
    "Heading": "store.views.rows",
    "Hit": "store.views.details",
    "Term": "store.views",
    "Views": "store.views",
    "damaged_views": "store.views.checking",
    "ViewsDamaged": "store.views.index",
    "SYNTAX": "store.query.completion",
    "RelationRow": "store.views.details",
    "RoleRow": "store.views.details",
    "FIELDS": "store.query.fields",
    "FieldHelp": "store.query.fields",
    "Completion": "store.query.completion",
    "parse": "store.query.parser",
    "QueryError": "store.query.tree",
    "as_json": "store.exports.as_json",
    "article_record": "store.exports.selection",
    "entity_record": "store.exports.selection",
    "event_record": "store.exports.selection",
    "dated": "store.intake.published",
    "read_files": "store.ingest.filter",
    "read_lines": "store.ingest.filter",
    "shipped": "store.asset_files",
    "sources": "store.intake.sources",
    "to_json": "store.reading",
    "READER_MEMORY": "store.memory",
    "available_memory": "store.memory",
    "Members": "store.sharing",
    "share": "store.sharing",
    "store_id": "store.which_store",
    "UnsafeFile": "store.files",
    "named_file": "store.files",
    "new_file": "store.files",
    "open_file": "store.files",
    "read_file": "store.files",
    "remove_file": "store.files",
    "replace_file": "store.files",
}


def __getattr__(name: str) -> Any:
    """Fetch a public name from its room. Raises `AttributeError` for any other."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'store' has no attribute {name!r}")
    return getattr(importlib.import_module(_ROOMS[name]), name)


def __dir__() -> list[str]:
    return sorted(_ROOMS)
