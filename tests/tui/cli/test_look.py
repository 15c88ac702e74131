"""What `search`, `show` and `export` say of an article and its copies."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from store import Corrections, Filter, Store, UserError, Views
from store.corrections.records import SetLabel, SetTitle
from store.reading import (
    Entity,
    Event,
    ExtractorVersion,
    PublishedDoubt,
    Reading,
    Relation,
    Role,
)
from tests.tui.newsroom import ADLER, CLAIM, MEETING, NORLAND, fill, made
from tui.cli.program import program
from tui.cli.show import reading_lines


def dateline(store: Path, *words: str) -> Result:
    return CliRunner().invoke(program, ["--store", str(store), *words])


def test_show_says_where_else_it_stood_and_where_each_event_is_said(
    store_with_copies: Path,
) -> None:
    lines = dateline(store_with_copies, "show", "1").stdout.splitlines()
    assert "also in Echo, undated: the same text" in lines
    assert "also in Harbour Wire, 2024-07-10: #3, update: Leaders talk on" in lines
    (event,) = [line for line in lines if "receives" in line]
    assert event.endswith("[0-56]  #1:v1")
    copy = dateline(store_with_copies, "show", "2").stdout
    assert "copy of #1, Harbour Wire, 2024-07-09: Two leaders in one room" in copy


@pytest.mark.parametrize(
    ("doubt", "words"),
    [("unreadable", "undated (its date cannot be read)"), (None, "undated (no date in it)")],
)
def test_show_says_why_an_article_has_no_date(
    tmp_path: Path, doubt: PublishedDoubt | None, words: str
) -> None:
    article, reading = made([MEETING], None)
    folder = fill(tmp_path / "store", [(replace(article, published_doubt=doubt), reading)])
    assert words in dateline(folder, "show", "1").stdout


def test_show_obeys_corrections(store_with_copies: Path) -> None:
    shown = dateline(store_with_copies, "show", "1").stdout
    assert shown.splitlines()[0] == "Two leaders in one room"
    assert "receives" in shown
    with Store.open(store_with_copies) as store:
        views = Views.open(store)
        (row,) = [row for row in views.events(Filter(), limit=50) if "receives" in row.label]
        log = Corrections(store, author="ana")
        log.record(SetLabel(views.corrections.event_refs(row.id), "Ann Lee meets Bo Falk"))
        log.record(SetTitle(views.corrections.article_ref(1), "A room"))
        views.close()
    shown = dateline(store_with_copies, "show", "1").stdout
    assert shown.splitlines()[0] == "A room"
    assert "Ann Lee meets Bo Falk" in shown
    reading = json.loads(dateline(store_with_copies, "show", "1", "--as", "json").stdout)
    assert "Ann Lee meets Bo Falk" in [event["label"] for event in reading["events"]]


def test_show_marks_the_unsure_and_names_each_event() -> None:
    version = ExtractorVersion(name="test", version="0", model="none")
    kept = Event(id="v1", type="OTHER", label="Ann Lee resigns", confidence=0.99)
    events = (kept, replace(kept, id="v2", label="Bo Falk resigns", confidence=0.2))
    reading = Reading(id="a", text="x", events=events, extractor=version)
    sure, unsure = (line.split() for line in reading_lines(reading, "x", 7) if "resigns" in line)
    assert (sure[2], sure[-1]) == ("Ann", "#7:v1")
    assert (unsure[2], unsure[-1]) == ("!Bo", "#7:v2")


def test_show_differences(store_with_copies: Path) -> None:
    text = dateline(store_with_copies, "show", "3", "--differences").stdout
    assert text.startswith("- original #1  2024-07-09  Harbour Wire  Two leaders in one room\n")
    assert "{+The talks went on until midnight.+}" in text
    records = dateline(store_with_copies, "show", "1", "--differences", "--as", "json").stdout
    copy, update = map(json.loads, records.splitlines())
    assert (copy["kind"], update["kind"]) == ("copy", "update")
    (difference,) = update["differences"]
    assert difference["new"] == "The talks went on until midnight."


def test_show_takes_the_beginning_of_a_hash_and_reads_no_other_article(
    store_with_copies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = 3
    with Store.open(store_with_copies, readonly=True) as store:
        told = store.article(number).id
    dateline(store_with_copies, "show", "1")  # the views are made of all articles, once
    read: list[int] = []
    one = Store.article
    monkeypatch.setattr(Store, "article", lambda *asked: read.append(asked[1]) or one(*asked))
    for said in (told, told[:6], told[:6].upper()):
        assert f"sha256 {told}" in dateline(store_with_copies, "show", said).stdout
    assert set(read) == {number}


@pytest.mark.parametrize("said", ["", "#", "abc", "zzzzzz", "9" * 6000, "-1", "1e3"])
def test_what_is_no_article_is_said(store_with_copies: Path, said: str) -> None:
    done = dateline(store_with_copies, "show", "--", said)
    assert isinstance(done.exception, UserError)
    assert "There is no article" in str(done.exception)


def test_an_article_of_its_own_has_no_differences(store_with_copies: Path) -> None:
    done = dateline(store_with_copies, "show", "4", "--differences")
    assert done.exit_code != 0
    assert "Article 4 has no copies or updates" in done.stderr + str(done.exception)


def test_search_gives_a_script_what_it_needs_to_cite(store_with_copies: Path) -> None:
    found = json.loads(dateline(store_with_copies, "search", "lukashenko", "--as", "json").stdout)
    (meeting,) = [event for event in found["events"] if "receives" in event["label"]]
    assert meeting["voices"] == 2
    first, other = meeting["evidence"]
    assert first["also_in"] == ["Echo", "Evening Lamp"]
    assert other["also_in"] == []
    shown = dateline(store_with_copies, "show", first["article"][:8], "--as", "json")
    text = json.loads(shown.stdout)["text"]
    assert hashlib.sha256(text.encode()).hexdigest() == first["article"]
    assert text[first["start"] : first["end"]] == first["quote"]


def test_search_takes_a_word_that_is_left_out_first(store_with_copies: Path) -> None:
    lines = dateline(store_with_copies, "search", "-midnight", "lukashenko").stdout.splitlines()
    assert [line for line in lines if line.startswith("  #") and "Leaders talk on" in line] == []


def test_export_names_every_copy_and_source(store_with_copies: Path) -> None:
    exported = json.loads(dateline(store_with_copies, "export").stdout)
    copies = {each["number"]: each["copies"] for each in exported["articles"]}
    assert copies[4] == []
    assert [(each["number"], each["kind"], each["source"]) for each in copies[1]] == [
        (1, "same", "Echo"),
        (2, "copy", "Evening Lamp"),
        (3, "update", "Harbour Wire"),
    ]
    assert copies[1][0]["url"] == "https://echo.example"


def test_export_writes_a_file_whole_or_not_at_all(store_with_copies: Path, tmp_path: Path) -> None:
    file = tmp_path / "all.json"
    file.write_text("of yesterday")
    refused = dateline(store_with_copies, "export", "(", "--to", str(file))
    assert refused.exit_code != 0
    assert file.read_text() == "of yesterday"
    unasked = dateline(store_with_copies, "export", "--out", str(file))
    assert "all.json is there already. --force replaces it" in str(unasked.exception)
    assert file.read_text() == "of yesterday"
    assert dateline(store_with_copies, "export", "--out", str(file), "--force").exit_code == 0
    assert file.read_text() == dateline(store_with_copies, "export").stdout
    assert file.stat().st_mode & 0o777 == 0o600
    assert not [*tmp_path.glob(".all*")]
    since = dateline(store_with_copies, "export", "--since", "2999-01-01")
    assert json.loads(since.stdout)["articles"] == []
    nowhere = dateline(store_with_copies, "export", "--to", str(tmp_path / "no" / "all.json"))
    assert nowhere.exit_code != 0
    assert "no/all.json could not be written: No such file" in str(nowhere.exception)


def test_a_word_after_a_minus_is_excluded_and_not_an_option(store_with_copies: Path) -> None:
    every = dateline(store_with_copies, "search", "lukashenko", "--as", "tsv").stdout
    some = dateline(store_with_copies, "search", "lukashenko", "-room", "--as", "tsv").stdout
    assert "Two leaders in one room" in every
    assert "Two leaders in one room" not in some
    alone = dateline(store_with_copies, "search", "-lukashenko", "--limit", "50")
    assert (alone.exit_code, alone.stdout) == (1, ""), "both articles mention him"
    assert "nothing matches -lukashenko" in alone.stderr
    assert (
        alone.stdout
        == dateline(store_with_copies, "search", "--limit", "50", "--", "-lukashenko").stdout
    )


def test_help_and_wrong_options_are_still_those(store_with_copies: Path) -> None:
    assert dateline(store_with_copies, "search", "-h").stdout.startswith("Usage:")
    assert dateline(store_with_copies, "search", "leaders", "--foo").exit_code == 2
    wrong = dateline(store_with_copies, "search", "leaders", "--limit", "-5")
    assert "'-5' is not a whole number of 1 or more" in wrong.output


def test_nothing_lists_everything(store_with_copies: Path) -> None:
    done = dateline(store_with_copies, "search", "", "--limit", "50")
    sections = [line.split(" (")[0] for line in done.stdout.splitlines() if line[0] != " "]
    assert sections == ["entities", "events", "articles"]


def test_each_row_ends_in_what_show_takes(store_with_copies: Path) -> None:
    rows = dateline(store_with_copies, "search", "lukashenko").stdout.splitlines()
    (event,) = [row for row in rows if "receives" in row]
    assert event.lstrip().split()[1] == "+", event
    id_ = event.rpartition("#")[2].split()[0]
    shown = dateline(store_with_copies, "show", id_).stdout
    assert "consult: verbal cooperation" in shown
    assert "Lukashenko received" in shown
    key = next(row for row in rows if row.startswith("  PERSON")).rpartition("  ")[2]
    assert dateline(store_with_copies, "show", key).stdout.splitlines()[0].endswith(key)


def test_a_row_is_shown_as_json_as_search_has_it(store_with_copies: Path) -> None:
    found = json.loads(dateline(store_with_copies, "search", "lukashenko", "--as", "json").stdout)
    event, entity = found["events"][0], found["entities"][0]
    shown = dateline(store_with_copies, "show", event["id"], "--as", "json").stdout
    assert json.loads(shown) == event
    card = json.loads(dateline(store_with_copies, "show", entity["key"], "--as", "json").stdout)
    assert entity.items() <= card.items()
    assert card["roles"] == found["roles"]
    assert card["relations"] == found["relations"]


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(("said", "kind"), [("1:v99", "event"), ("person/nobody", "entity")])
def test_what_is_no_event_or_entity_is_said(
    store_with_copies: Path, said: str, kind: str, form: str
) -> None:
    done = dateline(store_with_copies, "show", said, "--as", form)
    assert f"There is no {kind} {said}" in str(done.exception)


def test_lines_with_tabs(store_with_copies: Path) -> None:
    done = dateline(store_with_copies, "search", "lukashenko", "--as", "tsv")
    head, *lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert head[:3] == ["record", "id", "date"]
    assert {len(line) for line in lines} == {len(head)}
    assert {"entity", "event", "article"} <= {line[0] for line in lines}


def test_no_colours_in_a_pipe(store_with_copies: Path) -> None:
    assert "\x1b" not in dateline(store_with_copies, "search", "lukashenko").stdout


def test_a_query_that_finds_nothing_says_what_it_would_find(store_with_copies: Path) -> None:
    done = dateline(store_with_copies, "search", "who:adler", "type:assault")
    assert done.exit_code == 1
    assert "without type:assault: " in done.stderr


def test_the_newest_events(store_with_copies: Path) -> None:
    found = json.loads(dateline(store_with_copies, "search", "", "--newest", "--as", "json").stdout)
    days = [event["from"] for event in found["events"]]
    assert days == sorted(days, reverse=True)


def _with_office(folder: Path) -> Path:
    article, reading = made([MEETING, CLAIM], "2024-07-09")
    ids = {entity.key: entity.id for entity in reading.entities}
    office = Role(
        person=ids[ADLER.key], role="Envoy", of=ids[NORLAND.key], standing="former",
        since="2001", until="2007", start=MEETING.text.index("Adler"), end=40,
    )  # fmt: skip
    beside = Relation(
        subject=ids[ADLER.key], predicate="works_for", object=ids[NORLAND.key], since="2009",
        start=MEETING.text.index("Adler"), end=40,
    )  # fmt: skip
    return fill(folder, [(article, replace(reading, roles=(office,), relations=(beside,)))])


def test_offices_and_relations_come_with_their_sentence(tmp_path: Path) -> None:
    store = _with_office(tmp_path / "store")
    lines = dateline(store, "search", "adler").stdout.splitlines()
    office = next(at for at, line in enumerate(lines) if "former Envoy, Norland" in line)
    assert "since 2001, until 2007" in lines[office]
    assert MEETING.text in lines[office + 1]
    assert lines[office + 1].endswith("#1")
    relation = next(at for at, line in enumerate(lines) if "works for Norland" in line)
    assert "since 2009" in lines[relation]
    assert MEETING.text in lines[relation + 1]
    assert MEETING.text in dateline(store, "show", ADLER.key).stdout
    assert (
        "former Envoy, Norland, since 2001, until 2007 [0-56]"
        in dateline(store, "show", "1").stdout
    )


def test_offices_as_json_and_as_lines_with_tabs(tmp_path: Path) -> None:
    store = _with_office(tmp_path / "store")
    (office,) = json.loads(dateline(store, "search", "adler", "--as", "json").stdout)["roles"]
    assert (office["role"], office["standing"]) == ("Envoy", "former")
    assert (office["since"], office["until"]) == ("2001", "2007")
    assert (office["number"], office["sentence"]) == (1, MEETING.text)
    columns, *rows = (
        line.split("\t")
        for line in dateline(store, "search", "adler", "--as", "tsv").stdout.splitlines()
    )
    told = [dict(zip(columns, row, strict=True)) for row in rows]
    row = next(each for each in told if each["record"] == "role")
    assert (row["status"], row["since"], row["sentence"]) == ("former", "2001", MEETING.text)


def test_show_lists_relations_once() -> None:
    names = (("e1", "Ann Lee"), ("e2", "Red Cross"))
    entities = tuple(
        Entity(id=id_, key=f"x/{name}", name=name, type="PERSON") for id_, name in names
    )
    member = Relation(
        subject="e1", predicate="member_of", object="e2", since="2019", start=0, end=1
    )
    child = Relation(
        subject="e1", predicate="born_in", object=None, object_text="a village", start=0, end=1
    )
    version = ExtractorVersion(name="test", version="0", model="none")
    reading = Reading(
        id="a", text="x", entities=entities, relations=(member, member, child), extractor=version
    )
    lines = list(reading_lines(reading, "x", 1))
    at = lines.index("relations (2)")
    assert lines[at + 1 : at + 3] == [
        "  Ann Lee member of Red Cross, since 2019  [0-1]", "  Ann Lee born in a village  [0-1]",
    ]  # fmt: skip
