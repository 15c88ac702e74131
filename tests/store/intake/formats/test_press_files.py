"""Files of press databases: many articles in one text, each with its own head."""

from __future__ import annotations

import pytest

from store.reading import Article
from tests.store.intake.formats.taking import only, taken
from tests.store.intake.formats.test_documents import a_pdf, zipped

BRIDGE = (
    "The council of Port Leon closed the old bridge on Monday.\n\n"
    "Engineers had found cracks in two of its piers, the mayor said."
)
FERRY = "The ferry to Oslo sailed again on Tuesday, the operator said. It had been away for weeks."

LEXIS = f"""
                               1 of 2 DOCUMENTS

                              Harbour News (London)

                         July 9, 2024 Tuesday 6:30 AM GMT

Old bridge closed
for six weeks

BYLINE: Ann Writer in Port Leon

SECTION: NEWS; Pg. 4

LENGTH: 22 words

DATELINE: PORT LEON

{BRIDGE}

LOAD-DATE: July 11, 2024

LANGUAGE: ENGLISH

                      Copyright 2024 Harbour Media
                          All Rights Reserved

                               2 of 2 DOCUMENTS

                               The Coast Times

                            July 10, 2024 Wednesday

Ferry sails again

LENGTH: 17 words

{FERRY}

                      Copyright 2024 Coast Media
"""
NEXIS = f"""Page 1 of 2
Old bridge closed for six weeks

Old bridge closed for six weeks
Harbour News (London)
July 9, 2024 Tuesday

Copyright 2024 Harbour Media All Rights Reserved

Section: NEWS; Pg. 4
Length: 22 words
Byline: Ann Writer in Port Leon
Body

{BRIDGE}

Load-Date: July 11, 2024

End of Document

Ferry sails again
The Coast Times
July 10, 2024 Wednesday
Copyright 2024 Coast Media
Length: 17 words
Body

{FERRY}

Classification

Language: ENGLISH
End of Document
"""
FACTIVA = f"""News
Old bridge closed for six weeks
By Ann Writer in Port Leon
22 words
9 July 2024
06:30
Harbour News (London)
HARB
English
(c) 2024 Harbour Media

{BRIDGE}

Document HARB000020240709ek790001a

Ferry sails again
17 words
10 July 2024
The Coast Times
COAST
English
Copyright 2024. Coast Media.

{FERRY}

Document COAST00020240710ek7a00002
"""
CODED = f"""HD  Old bridge closed for six weeks
BY  By Ann Writer in Port Leon
WC  22 words
PD  9 July 2024
SN  Harbour News (London)
LP

{BRIDGE.partition(chr(10))[0]}

TD

{BRIDGE.rpartition(chr(10))[2]}

AN  Document HARB000020240709ek790001a
Document HARB000020240709ek790001a

HD
Ferry sails again
PD
10 July 2024
SN
The Coast Times
LP
{FERRY}
Document COAST00020240710ek7a00002
"""
FILES = {"LexisNexis": LEXIS, "Nexis Uni": NEXIS, "Factiva": FACTIVA, "with codes": CODED}


def articles(data: bytes | str, name: str) -> list[Article]:
    found = taken(data, name)
    assert all(isinstance(each, Article) for each in found)
    return [each for each in found if isinstance(each, Article)]


@pytest.mark.parametrize("line", ["\n", "\r\n"])
@pytest.mark.parametrize("kind", FILES)
def test_each_article_has_its_own_head(kind: str, line: str) -> None:
    bridge, ferry = articles(FILES[kind].replace("\n", line), "export.txt")
    assert (bridge.origin, ferry.origin) == ("export.txt#1", "export.txt#2")
    assert bridge.text.replace("\r\n", "\n") == BRIDGE
    assert ferry.text == FERRY
    assert bridge.title in {"Old bridge closed for six weeks", "Old bridge closed"}
    assert (bridge.source, bridge.author) == ("Harbour News (London)", "Ann Writer in Port Leon")
    assert (bridge.published, ferry.published) == ("2024-07-09", "2024-07-10")
    assert (ferry.title, ferry.source, ferry.author) == (
        "Ferry sails again",
        "The Coast Times",
        None,
    )


def test_a_list_of_what_is_in_the_file_stands_before_the_first_article() -> None:
    listed = "\n".join(f"{n}. Some headline of the {n}th of them" for n in range(1, 60))
    cover = f"User Name: Ann\nDate and Time: Tuesday, July 16, 2024 10:00\n{listed}\n\n"
    bridge, _ = articles(cover + NEXIS, "export.txt")
    assert (bridge.title, bridge.published) == ("Old bridge closed for six weeks", "2024-07-09")
    assert bridge.source == "Harbour News (London)"


def test_the_edition_is_no_headline() -> None:
    edition = LEXIS.replace("Tuesday 6:30 AM GMT", "Tuesday\n   Late Edition - Final")
    bridge, _ = articles(edition, "export.txt")
    assert bridge.title == "Old bridge closed for six weeks"


def test_in_a_document() -> None:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    lines = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in NEXIS.splitlines())
    body = f'<w:document xmlns:w="{name}"><w:body>{lines}</w:body></w:document>'
    bridge, ferry = articles(zipped({"word/document.xml": body}), "export.docx")
    assert (bridge.text, ferry.text) == (BRIDGE, FERRY)


def test_in_a_pdf() -> None:
    bridge, ferry = articles(a_pdf(NEXIS.split("\n")), "export.pdf")
    assert (bridge.published, ferry.title) == ("2024-07-09", "Ferry sails again")


def test_one_article_needs_no_number() -> None:
    found = only(NEXIS[NEXIS.index("Ferry sails") :], "export.txt")
    assert (found.origin, found.text) == ("export.txt", FERRY)


def test_a_piece_without_a_head_is_not_lost() -> None:
    words = "Nobody knows who wrote this piece, and no head tells where it once stood. " * 4
    _, _, third = articles(f"{NEXIS}\n{words}\nEnd of Document\n", "export.txt")
    assert third.text == words.strip()


@pytest.mark.parametrize("text", [f"{BRIDGE}\n\nEnd of Document\n", f"1 of 2 DOCUMENTS\n{BRIDGE}"])
def test_what_only_looks_like_one_stays_whole(text: str) -> None:
    assert only(text, "note.txt").text == text
