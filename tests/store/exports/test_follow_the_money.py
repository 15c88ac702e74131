"""FollowTheMoney: validated and read by the package followthemoney itself."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from store import ExportRows, Filter, Store, Term
from store.asset_files import shipped
from store.exports.follow_the_money_values import language_codes, period_of
from tests.store.exports.conftest import Rows, text_of
from tests.store.exports.made_case import Told, put

Line = dict[str, Any]


def lines_of(rows: ExportRows) -> list[Line]:
    return [json.loads(line) for line in text_of(rows, "ftm").splitlines()]


def by_schema(lines: list[Line], schema: str) -> dict[str, Line]:
    return {
        line["properties"].get("name", line["properties"].get("role", [line["id"]]))[0]: line
        for line in lines
        if line["schema"] == schema
    }


@pytest.fixture
def checked(case: ExportRows) -> list[Line]:
    return lines_of(case)


@pytest.mark.slow
@pytest.mark.parametrize("store", ["case", "hostile"])
def test_the_package_accepts_every_line_unchanged(
    store: str, request: pytest.FixtureRequest
) -> None:
    ftm = pytest.importorskip("followthemoney", reason="needs `make readers`")
    lines = lines_of(request.getfixturevalue(store))
    schemata = {line["id"]: ftm.model.get(line["schema"]) for line in lines}
    assert len(schemata) == len(lines)
    for line in lines:
        schema = schemata[line["id"]]
        assert schema is not None
        assert not schema.abstract
        schema.validate(line)
        proxy = ftm.model.get_proxy(line, cleaned=False)
        for name, values in line["properties"].items():
            prop = schema.get(name)
            if name == "proof" and prop is None:
                assert schema.is_a("Interval")  # links have it since version 4 of the model
                continue
            assert prop is not None, f"{schema.name} has no {name}"
            assert len(proxy.get(name)) == len(values), (schema.name, name, values)
            for value in values:
                assert len(value) <= prop.type.max_length
                if prop.range is not None and name != "proof":
                    assert schemata[value].is_a(prop.range), (schema.name, name)
                elif prop.range is not None:
                    assert schemata[value].name == "Article"


def test_dates_are_truncated_and_never_more_precise(checked: list[Line]) -> None:
    events = by_schema(checked, "Event")

    def dates(label: str) -> dict[str, list[str]]:
        kept = events[label]["properties"]
        return {name: kept[name] for name in ("date", "startDate", "endDate") if name in kept}

    assert dates("Mira Adler meets Jon Brandt") == {"date": ["2024-07-08"]}
    assert dates("Norland closes its border") == {"date": ["2024-06"]}
    assert dates("Norland talks") == {"startDate": ["2024-07-10"], "endDate": ["2024-07-12"]}
    for bound in ("Harbour Union strikes", "Norland pays Harbour Union"):
        assert dates(bound) == {}
    assert "date: before 2024-07-09" in events["Harbour Union strikes"]["properties"]["summary"][0]
    assert dates("Mira Adler praises Norland") == {}


@pytest.mark.parametrize(
    ("first", "last", "precision", "dates"),
    [
        ("2024-01-01", "2024-12-31", "year", {"date": "2024"}),
        ("2024-04-01", "2024-06-30", "quarter", {"startDate": "2024-04", "endDate": "2024-06"}),
        ("1990-01-01", "1999-12-31", "decade", {"startDate": "1990", "endDate": "1999"}),
        ("1901-01-01", "2000-12-31", "century", {"startDate": "1901", "endDate": "2000"}),
        ("2024-07-01", "2024-07-07", "week", {"startDate": "2024-07-01", "endDate": "2024-07-07"}),
        ("2024-03-01", "2024-05-31", "month", {"startDate": "2024-03", "endDate": "2024-05"}),
        (None, "2024-03-01", "day", {}),
        ("0095-01-01", "0095-12-31", "year", {}),
        ("0900-01-01", "1100-12-31", "century", {}),
        (None, None, None, {}),
    ],
)
def test_periods(
    first: str | None, last: str | None, precision: str | None, dates: dict[str, str]
) -> None:
    assert period_of(first, last, precision) == dates


def test_a_claim_says_who_claims_and_a_plan_is_planned(checked: list[Line]) -> None:
    events = by_schema(checked, "Event")
    struck = events["Harbour Union strikes"]["properties"]
    assert {"claimed", "according to Jon Brandt", "machine only"} <= set(struck["keywords"])
    assert "confidence 0.9" in struck["summary"][0]
    assert "planned" in events["Mira Adler to visit Harbour Union"]["properties"]["keywords"]


def test_an_event_has_its_parties_its_place_and_its_proof(checked: list[Line]) -> None:
    ids = {line["id"]: line for line in checked}
    met = by_schema(checked, "Event")["Mira Adler meets Jon Brandt"]["properties"]
    assert [ids[each]["properties"]["name"] for each in met["involved"]] == [
        ["Mira Adler"], ["Jon Brandt"]
    ]  # fmt: skip
    assert met["location"] == ["Minsk"]
    assert met["country"] == ["by"]
    (proof,) = met["proof"]
    assert ids[proof]["properties"]["sourceUrl"] == ["https://harbour.example/1?a=1&b=2"]
    (cited,) = met["description"]
    assert cited.startswith("“Mira Adler of Norland met Jon Brandt in Minsk on 8 July 2024.”")
    assert "also in Echo" in cited


def test_a_proof_that_is_not_selected_leaves_too(tmp_path: Path, rows_of: Rows) -> None:
    met = {
        "label": "Mira Adler meets Jon Brandt",
        "actors": ("Mira Adler",),
        "recipients": ("Jon Brandt",),
        "when": ("2024-07-08", "2024-07-08", "day"),
    }
    with Store.open(tmp_path / "store", create=True) as store:
        put(store, [Told(text="Mira Adler met Jon Brandt.", **met)], source="Wire", title="One")
        put(store, [Told(text="Adler: Mira Adler saw Jon Brandt.", **met)], source="Lamp")
    rows = rows_of(tmp_path / "store", selected=Filter((Term("source", "Wire"),)))
    lines = lines_of(rows)
    (event,) = by_schema(lines, "Event").values()
    articles = {line["id"]: line["properties"] for line in lines if line["schema"] == "Article"}
    assert [articles[each]["publisher"] for each in event["properties"]["proof"]] == [
        ["Wire"], ["Lamp"]
    ]  # fmt: skip
    assert "bodyText" in articles[event["properties"]["proof"][0]]
    assert len(articles) == 2


def test_offices_and_relations_are_links(checked: list[Line]) -> None:
    ids = {line["id"]: line for line in checked}
    (post,) = by_schema(checked, "Position").values()
    assert post["properties"]["name"] == ["minister, Norland"]
    (held,) = by_schema(checked, "Occupancy").values()
    assert ids[held["properties"]["holder"][0]]["properties"]["name"] == ["Mira Adler"]
    assert held["properties"]["post"] == [post["id"]]
    (link,) = by_schema(checked, "UnknownLink").values()
    assert link["properties"]["role"] == ["leader of"]


def test_places_have_coordinates_and_times_are_utc(checked: list[Line]) -> None:
    minsk = by_schema(checked, "Address")["Minsk"]["properties"]
    assert (minsk["latitude"], minsk["longitude"], minsk["country"]) == (["53.9"], ["27.6"], ["by"])
    articles = [line["properties"] for line in checked if line["schema"] == "Article"]
    assert [article.get("publishedAt") for article in articles] == [
        ["2024-07-21T08:00:00"], ["2024-07-09"], None
    ]  # fmt: skip


def test_no_link_of_a_stranger_is_a_link(hostile: ExportRows) -> None:
    for line in lines_of(hostile):
        assert "sourceUrl" not in line["properties"]


@pytest.mark.slow
def test_the_model_knows_every_country_and_language_of_ours() -> None:
    ftm = pytest.importorskip("followthemoney", reason="needs `make readers`")
    from followthemoney.types import registry

    lines = shipped("gazetteer", "countries.tsv").read_text().splitlines()
    columns = [line.split("\t") for line in lines if not line.startswith("#")]
    codes = {code for row in columns for code in row if re.fullmatch("[A-Z]{2}", code)}
    assert len(codes) > 200
    assert not [code for code in codes if not registry.country.validate(code.lower())]
    assert all(map(registry.language.validate, language_codes().values()))
    assert ftm.model.get("Event") is not None
