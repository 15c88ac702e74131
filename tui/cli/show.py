"""`dateline show`: one article, what was extracted from it, and how its copies differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from tui.cli.options import say_notes, update
from tui.cli.output import data, line, paragraphs
from tui.view_model.article import compare_copies
from tui.view_model.dates import format_date

if TYPE_CHECKING:
    from store import Article, ArticleRow, Reading, Relation, Role, Span, Store, Views

_BEGINNING = re.compile(r"[0-9a-f]{4,64}")
"""The beginning of a hash."""
_DOUBTS = {
    "ambiguous": "its date is ambiguous",
    "future": "its date is in the future",
    "absurd": "its date cannot be right",
    "unreadable": "its date cannot be read",
}
"""Why an article has no date, by its doubt."""


@click.command()
@click.argument("article", metavar="ID")
@click.option(
    "--differences", is_flag=True, help="Show where its copies and updates differ, word by word."
)
@click.option(
    "--as",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="json: the reading of an article, or the record of an event or entity as `export` has it; "
    "with --differences, their offsets in both texts.",
)
@click.pass_obj
def show(folder: Path, article: str, form: str, differences: bool) -> None:
    """Show an article and what was extracted from it, an event, or an entity.

    ID is what `search` prints: the number of an article (or 4 or more digits of its hash), the id
    of an event, or the key of an entity. Corrections are applied. Numbers in brackets are the
    character range of the sentence; ! marks an unsure event or office, which lists leave out.

    \b
    Examples:
      dateline show 12
      dateline show 12:v3
      dateline show 'person/xi jinping'
      dateline show 12 --differences
      dateline show 661b68e6 --as json | jq .events
    """
    from store import Store, UserError, Views, to_json

    store = Store.open(folder)
    try:
        views = Views.open(store)
        update(views)
        if not differences and _print_row(views, article, form):
            return
        number = _number(store, views, article)
        try:
            found = views.article(number)
        except KeyError as error:
            if isinstance(error, UserError):
                raise
            raise UserError(f"There is no article {number} in {folder} any more.") from error
        if differences:
            print_differences(views, number, form)
        elif form == "json":
            data(to_json(views.reading(number) or found))
        else:
            _print(number, found, views.reading(number), views)
        say_notes(store, views)
    finally:
        store.close()


def _print_row(views: Views, said: str, form: str) -> bool:
    """Print the event or the entity with this id; return False if it is that of neither."""
    from tui.cli.show_row import card_of, event_of, print_card, print_event, row_record

    if form == "json":
        record = row_record(views, said)
        if record is not None:
            data(json.dumps(record, ensure_ascii=False))
        return record is not None
    if event := event_of(views, said):
        print_event(views, event)
    elif card := card_of(views, said):
        print_card(views, card)
    else:
        return False
    return True


def _number(store: Store, views: Views, said: str) -> int:
    """Return the number of an article.

    Raises:
        UserError: when no article has this number or hash, or several have.
    """
    from store import UserError

    wanted = said.removeprefix("#").lower()
    if re.fullmatch(r"[0-9]{1,18}", wanted) and int(wanted) in store.numbers():
        return int(wanted)
    known = store.number(wanted)
    if known is not None:
        return known
    found = views.with_hash(wanted) if _BEGINNING.fullmatch(wanted) else []
    if not found:
        kind = "event" if ":" in said else "entity" if "/" in said else "article"
        raise UserError(f"There is no {kind} {said} in {store.folder}.", "Try `dateline search`.")
    if len(found) > 1:
        raise UserError(f"{len(found)} articles begin with {said}.", "Give more of the hash.")
    return found[0]


def _print(number: int, article: Article, reading: Reading | None, views: Views) -> None:
    paragraphs(article.title or "(no headline)")
    doubt = _DOUBTS.get(article.published_doubt or "", "no date in it")
    published = article.published or f"undated ({doubt})"
    line(f"#{number}  {published}  {article.source or 'no source'}")
    if where := article.url or article.origin:
        line(where)
    line(f"sha256 {article.id}")
    for each in _family(views.family(number), number):
        line(each)
    line("")
    paragraphs(article.text)
    line("")
    if reading is None:
        line("(not read yet)")
        return
    if reading.missing:
        line(f"(partly read: without {reading.missing})")
    for each in reading_lines(reading, article.text, number):
        line(each)


def _family(rows: list[ArticleRow], number: int) -> Iterator[str]:
    """Yield the copies and updates of an article, and the other sources of the same text."""
    original = rows[0].number
    for row in rows:
        if row.key == number:
            continue
        day, source = (row.published or "undated")[:10], row.source or "no source"
        if row.kind == "same":
            which = "" if row.number == number else f" of #{row.number}"
            yield f"also in {source}, {day}: the same text{which}"
        elif row.number == original:
            yield f"{_kind(rows, number)} of #{original}, {source}, {day}: {row.title}"
        else:
            yield f"also in {source}, {day}: #{row.number}, {row.kind}: {row.title}"


def _kind(rows: list[ArticleRow], number: int) -> str:
    return next((row.kind for row in rows if row.key == number), None) or "copy"


def reading_lines(reading: Reading, text: str, number: int) -> Iterator[str]:
    """Yield lines about the reading of the article with this number; ranges in brackets are code
    points of the text.
    """
    yield from _entities(reading)
    yield from _relations(reading)
    yield from _events(reading, number)
    yield from _statements(reading, text)


def _entities(reading: Reading) -> Iterator[str]:
    """Yield the entities that have a name, with their offices."""
    from store import is_unsure_office

    names = {entity.id: entity.name for entity in reading.entities}
    offices: dict[str, list[str]] = {}
    for role in reading.roles:
        of = names.get(role.of or "")
        mark = "!" if is_unsure_office(role.confidence) else ""
        words = f"{mark}{role.full}, {of}" if of else f"{mark}{role.full}"
        where = "{}-{}".format(*reading.sentence(role.start, role.end))
        offices.setdefault(role.person, []).append(f"{words}{_while(role)} [{where}]")
    named = [entity for entity in reading.entities if entity.is_named]
    yield f"entities ({len(named)})"
    for entity in named:
        times = "1 mention" if len(entity.mentions) == 1 else f"{len(entity.mentions)} mentions"
        held = "; ".join(dict.fromkeys(offices.get(entity.id, ())))
        yield f"  {entity.type:8} {entity.name}  {times}{f'  ({held})' if held else ''}"


def _relations(reading: Reading) -> Iterator[str]:
    """Yield who is what to whom, once each; the object can be words of the text."""
    names = {entity.id: entity.name for entity in reading.entities}
    found: dict[str, Span] = {}
    for each in reading.relations:
        words = (
            f"  {names.get(each.subject, '?')} {each.predicate.replace('_', ' ')} "
            f"{names.get(each.object or '') or each.object_text or '?'}{_while(each)}"
        )
        found.setdefault(words, reading.sentence(each.start, each.end))
    if found:
        yield f"relations ({len(found)})"
        yield from (f"{words}  [{start}-{end}]" for words, (start, end) in found.items())


def _while(fact: Role | Relation) -> str:
    """Return since when and until when it holds, if the text says so."""
    since = f", since {fact.since}" if fact.since else ""
    return f"{since}, until {fact.until}" if fact.until else since


def _events(reading: Reading, number: int) -> Iterator[str]:
    """Yield the events, each with its id at the end."""
    from store import is_unsure

    names = {entity.id: entity.name for entity in reading.entities}
    yield f"events ({len(reading.events)})"
    for event in reading.events:
        state = "" if event.modality == "asserted" else f" [{event.modality}]"
        said = "; ".join(names[source] for source in event.according_to)
        words = f", according to {said}" if said else ""
        where = ", ".join(dict.fromkeys(f"{each.start}-{each.end}" for each in event.evidence))
        day = format_date(event.from_, event.to, event.precision)
        mark = "!" if is_unsure(event.confidence, event.salience) else " "
        row = f"{day:17} {event.type:9} {mark}{event.label}{state}{words}"
        yield f"  {row}  [{where}]  #{number}:{event.id}"


def _statements(reading: Reading, text: str) -> Iterator[str]:
    names = {entity.id: entity.name for entity in reading.entities}
    told = [each for each in reading.statements if each.content is not None]
    yield f"statements ({len(told)})"
    for each in told:
        start, end = each.content or (0, 0)
        source = names.get(each.source or "") or _cut(text, each.source_span) or "somebody"
        yield f"  {source}: {_cut(text, (start, end))}  [{start}-{end}]"


def _cut(text: str, span: tuple[int, int] | None) -> str:
    return " ".join(text[slice(*span)].split()) if span else ""


def print_differences(views: Views, number: int, form: str) -> None:
    """Compare an article with its original, or an original with each of its copies.

    Raises:
        UserError: when there is nothing to compare.
    """
    from store import UserError

    found = compare_copies(views, number)
    if found is None:
        raise UserError(f"Article {number} has no copies or updates, and is not one.")
    others = [found]
    if number == found.original.number:
        more = (compare_copies(views, number, step) for step in range(1, found.of))
        others += [each for each in more if each is not None]
    for each in others:
        if form == "json":
            data(json.dumps(_record(views, each.original, each.other), ensure_ascii=False))
            continue
        line(f"- original {_who(each.original)}")
        line(f"+ {each.other.kind} {_who(each.other)}")
        line("")
        paragraphs(each.text)
        line("")


def _who(row: ArticleRow) -> str:
    day, source = (row.published or "undated")[:10], row.source or "no source"
    return f"#{row.number}  {day}  {source}  {row.title}"


def _record(views: Views, original: ArticleRow, other: ArticleRow) -> dict[str, object]:
    """Offsets are code points; either span may be empty."""
    from store import differences

    old, new = views.article(original.number).text, views.article(other.number).text
    return {
        "original": original.id,
        "other": other.id,
        "kind": other.kind,
        "differences": [
            {
                "original": [there.start, there.end],
                "other": [here.start, here.end],
                "gone": old[there.start : there.end],
                "new": new[here.start : here.end],
            }
            for there, here in differences(old, new)
        ],
    }
