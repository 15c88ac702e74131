"""Where the words around an expression point, in sentences that the model parses; the
article is of Wednesday, September 28, 2016."""

from __future__ import annotations

import pytest

from store.extract.pipeline import Extractor
from store.extract.times.explaining import explain


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("He is asked about his microphone during Monday's debate.", ["2016-09-26"]),
        ("Friday's game starts at noon.", ["2016-09-30", "2016-09-30T12:00"]),
        ("The minister will attend Friday's summit.", ["2016-09-30"]),
        ("The minister will speak at Friday's meeting.", ["2016-09-30"]),
        ("Rules will be tightened in the wake of Friday's attack.", ["2016-09-23"]),
        ("The firm will try to sell itself under a June agreement with its owners.", ["2016-06"]),
        ("The cartel will cut fourth quarter output.", ["2016-Q4"]),
        ("The vote will be held over the weekend.", ["2016-W39-WE"]),
        ("A decision is due Monday.", ["2016-10-03"]),
        ("The hearing was adjourned until Thursday.", ["2016-09-29"]),
        ("The vote was postponed to Saturday.", ["2016-10-01"]),
        ("The deadline was extended to Saturday.", ["2016-10-01"]),
        ("By Friday the last of them will have left.", ["2016-09-30"]),
        ("All trips were cancelled through Friday.", ["2016-09-30"]),
        ("The race, due on Sunday, was called off.", ["2016-10-02"]),
        ("The report was due on Sunday.", ["2016-09-25"]),
        ("The cuts, told of on Thursday, start on Monday.", ["2016-09-22", "2016-10-03"]),
        ("The mayor told reporters on Thursday that she would stay.", ["2016-09-29"]),
        ("The strike, which was announced on Thursday, is over.", ["2016-09-22"]),
        ("A vote could come on Thursday.", ["2016-09-29"]),
        ("The mayor told us after Thursday's raid that she would stay.", ["2016-09-22"]),
        ("He said on Tuesday that she was told on Thursday.", ["2016-09-27", "2016-09-22"]),
        ("The mayor has led since Thursday.", ["2016-09-22"]),
        ("Lawmakers are awaiting Friday's estimates.", ["2016-09-30"]),
        ("Her victories on Tuesday in Ohio and Utah solidify her lead.", ["2016-09-27"]),
        ("The meeting is set for Tuesday.", ["2016-10-04"]),
        ("Ohio holds its primary on Friday.", ["2016-09-30"]),
        ("Between November and August, Chad exported oil.", ["2015-11", "2016-08"]),
        ("In 2008, the party began its tour in May.", ["2008", "2008-05"]),
        ("From January to September, Chad exported oil.", ["2016-01", "2016-09"]),
        ("She spoke at every dinner in 2008, her last year in office.", ["2008"]),
        ("The union endorsed her last summer.", ["2016-SU"]),
        ("Ann Lee told ABC's This Week that she would stay.", []),
        ('Ann Lee was on "This Week with Bo Falk" in Oslo.', []),
        ("She told us that he'd be back in May.", ["2017-05"]),
        ("He said in December he would stay.", ["2015-12"]),
        ("He said on Friday it will stay open.", ["2016-09-23"]),
        ("He said that on Friday he would stay.", ["2016-09-30"]),
        ("The vote was postponed on Saturday.", ["2016-09-24"]),
    ],
)
def test_direction(reader: Extractor, text: str, values: list[str]) -> None:
    found = explain(text, "2016-09-28", reader=reader)
    assert [one.time.value for one in found] == values


def test_this_weekend_is_the_last_one_early_in_the_week(reader: Extractor) -> None:
    for text, day, value in (
        ("Miners marched this weekend.", "2024-05-14", "2024-W19-WE"),
        ("Miners marched this weekend.", "2024-05-16", "2024-W20-WE"),
        ("Miners will march this weekend.", "2024-05-14", "2024-W20-WE"),
    ):
        assert [one.time.value for one in explain(text, day, reader=reader)] == [value]


def test_a_quarter_whose_results_are_told_is_over(reader: Extractor) -> None:
    (one,) = explain("Third-quarter sales rose 3 percent.", "2016-06-02", reader=reader)
    assert one.time.value == "2015-Q3"


def test_the_weekend_of_a_present_tense_is_the_nearer_one(reader: Extractor) -> None:
    (one,) = explain("It is filing a complaint over the weekend.", "2016-09-26", reader=reader)
    assert one.time.value == "2016-W38-WE"
