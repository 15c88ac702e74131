"""What one text is to another whose words it shares."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.intake.copies import Copy, Sketches, copy_of, hashed, picked, runs
from store.intake.word_differences import differences
from store.reading import Article

SENTENCES = [
    f"On {day} the council of {town} closed the {thing}, and the mayor told reporters that "
    f"engineers had asked for {number} weeks to look at what lies under the {part}."
    for day, town, thing, number, part in [
        ("Monday", "Port Leon", "old bridge", "six", "eastern pier"),
        ("Tuesday", "Quillota", "ferry landing", "nine", "northern ramp"),
        ("Wednesday", "San Elmo", "great tunnel", "three", "drainage works"),
        ("Thursday", "Marne", "cable railway", "twelve", "upper station"),
        ("Friday", "Ostrava", "swimming bath", "five", "boiler house"),
        ("Saturday", "Leith", "town theatre", "two", "orchestra pit"),
    ]
]
TEXT = " ".join(SENTENCES)
HALF = " ".join(SENTENCES[:3])


def an_article(text: str, **fields: str) -> Article:
    return Article(id=text[:10], text=text, **fields)  # type: ignore[arg-type]


def judged(new: Article, old: Article) -> Copy | None:
    return copy_of(new, runs(new.text), 7, old, runs(old.text))


def test_the_same_elsewhere_is_a_copy() -> None:
    copy = judged(an_article(TEXT.upper(), source="Gazette"), an_article(TEXT, source="Wire"))
    assert copy == Copy(7, "copy", 1.0, 1.0)


def test_a_cut_of_it_is_an_excerpt_whichever_came_first() -> None:
    part = an_article(HALF, source="Gazette")
    whole = an_article(TEXT, source="Wire")
    copy = judged(part, whole)
    assert copy is not None
    assert (copy.kind, copy.share, copy.other_is_the_excerpt) == ("excerpt", 1.0, False)
    turned = judged(whole, part)
    assert turned is not None
    assert (turned.kind, turned.of_other, turned.other_is_the_excerpt) == ("excerpt", 1.0, True)


def test_the_same_outlet_with_something_new_is_an_update() -> None:
    old = an_article(HALF, source="Wire", published="2024-07-09")
    new = an_article(TEXT, source="WIRE", published="2024-07-09")
    assert judged(new, old) is not None
    assert judged(new, old).kind == "update"  # type: ignore[union-attr]
    link = "https://wire.example/1"
    elsewhere = an_article(TEXT, url=link), an_article(HALF, url=link)
    assert judged(*elsewhere).kind == "update"  # type: ignore[union-attr]


def test_the_next_of_a_series_is_a_text_of_its_own() -> None:
    first = an_article(TEXT, source="Wire", published="2024-07-01")
    changed = TEXT.replace("six", "eight").replace("nine", "ten").replace("Monday", "Sunday")
    changed = changed.replace("three", "two").replace("Wednesday", "Friday")
    assert judged(an_article(changed, source="Wire", published="2024-08-01"), first) is None
    assert judged(an_article(changed, source="Wire", published="2024-07-02"), first) is not None


FORM = (
    "{bank} said on Tuesday that it was raising its rate for mortgages of ten years to {new} "
    "percent from {old} percent with effect from {day} April, and that it would leave the rates "
    "for savings of all kinds as they had been since the beginning of the year."
)


@pytest.mark.parametrize(
    ("changes", "is_copy"),
    [
        ({}, True),
        ({"bank": "Sea Merchants Trust", "day": "12", "new": "5.25"}, False),
        ({"new": "6.25", "old": "6.15", "day": "29"}, False),
        ({"bank": "Far Savings Bank of Leith"}, True),
    ],
)
def test_a_form_filled_anew_is_no_copy(changes: dict[str, str], is_copy: bool) -> None:
    told = {"bank": "Far Savings Bank", "new": "4.75", "old": "4.25", "day": "3"}
    first = an_article(FORM.format(**told), source="Wire", published="2024-07-01")
    again = an_article(FORM.format(**{**told, **changes}), source="Bugle", published="2024-07-02")
    assert (judged(again, first) is not None) == is_copy


def test_a_shared_paragraph_or_headline_makes_no_copy() -> None:
    follow_up = " ".join([SENTENCES[0], *(s.replace("closed", "opened again") for s in SENTENCES)])
    other = " ".join(reversed(follow_up.split()))
    assert judged(an_article(f"{SENTENCES[0]} {other}"), an_article(TEXT)) is None
    assert judged(an_article("Old bridge closed in Port Leon"), an_article(TEXT)) is None


def test_a_long_text_picks_what_a_short_one_picks() -> None:
    words = [f"word{n}" for n in range(5_000)]
    part = " ".join(words[:150])
    of_long, of_part = picked(runs(" ".join(words))), picked(runs(part))
    all_of_part = set(map(hashed, map(" ".join, runs(part))))
    assert set(of_long) & all_of_part <= set(of_part)
    assert set(of_long) & all_of_part


def test_sketches_find_and_forget(tmp_path: Path) -> None:
    sketches = Sketches(tmp_path / "views" / "copies.sqlite", print)
    for number, text in enumerate([TEXT, HALF, "Something else altogether. " * 50], 1):
        sketches.add(number, picked(runs(text)))
        sketches.keep_pending()
    sketches.add(4, picked(runs(TEXT)))
    sketches.drop_pending()
    sketches.commit(9)
    sketches.close()
    again = Sketches(tmp_path / "views" / "copies.sqlite", print)
    assert again.covered() == 9
    assert again.candidates(picked(runs(TEXT)))[0] == 1
    assert set(again.candidates(picked(runs(TEXT)))) == {1, 2}
    again.clear()
    assert again.covered() == 0
    assert again.candidates(picked(runs(TEXT))) == []
    again.close()


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "copies.sqlite"
    path.write_bytes(b"no database " * 500)
    sketches = Sketches(path, print)
    assert sketches.covered() == 0
    sketches.close()


def test_differences_are_the_words_that_differ() -> None:
    old = "Twelve people died on Monday in Port Leon, the mayor said."
    new = "Fifteen people died on Monday in Port Leon,\n the mayor of the town said."
    found = [
        (old[each.old.start : each.old.end], new[each.new.start : each.new.end])
        for each in differences(old, new)
    ]
    assert found == [("Twelve", "Fifteen"), ("", "of the town")]


WORDS = st.lists(st.sampled_from("a bb ccc . , dd".split()), max_size=12).map(" ".join)


@given(WORDS, WORDS)
def test_differences_lead_from_one_text_to_the_other(old: str, new: str) -> None:
    made, at = "", 0
    for each in differences(old, new):
        made += old[at : each.old.start] + " " + new[each.new.start : each.new.end] + " "
        at = each.old.end
    assert (made + old[at:]).split() == new.split()


@pytest.mark.parametrize("text", ["", "one two", "☂ ☂ ☂", "word " * 100_000])
def test_no_text_breaks_it(text: str) -> None:
    assert len(picked(runs(text))) <= len(runs(text))
