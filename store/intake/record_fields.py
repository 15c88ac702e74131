"""Articles as records of named fields, as in JSON and CSV."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Any

from store.intake.draft import ArticleDraft
from store.intake.fragments import looks_like_markup, text_of_markup
from store.intake.limits import InputRejected, UnsupportedFormat

# Names of the fields of an article in JSON and CSV, the likeliest first.

_ENGLISH = {
    "text": "text body content full_text fulltext article_text articletext articlebody maintext "
    "body_text bodytext content_text story_text article story raw_text plain_text content_html "
    "body_html fields.bodytext fields.body html lead_paragraph description summary abstract "
    "excerpt snippet",
    "title": "title headline webtitle name heading article_title head fields.headline",
    "source": "source publisher outlet site site_name sitename publication publication_title "
    "newspaper medium media_name source_name sourcename source.name thread.site thread.site_full "
    "fields.publication provider domain source_domain hostname website feed",
    "url": "url link web_url weburl canonical canonical_url permalink links.permalink "
    "article_url mainentityofpage uri href external_url source_url",
    "published": "published datetimepub pubdate pub_date datepublished publishedtime "
    "published_time date_published publish_date published_at publishedat date_publish "
    "publication_date publishdate published_date webpublicationdate datetime date created_at "
    "created seendate timestamp time",
    "modified": "modified updated datemodified date_modified date_modify updated_at lastmod "
    "last_modified",
    "language": "language lang language_code meta_lang",
    "author": "author authors byline creator writer fields.byline from",
}

_OTHERS = {
    "text": "inhalt volltext texte contenu texto contenido cuerpo conteúdo testo tekst treść текст "
    "正文 内容 本文 본문 النص",
    "title": "titel überschrift schlagzeile titre título titulo titular titolo tytuł заголовок "
    "标题 標題 タイトル 제목 العنوان",
    "source": "quelle zeitung fuente medio fonte bron źródło источник джерело 来源 "
    "來源 출처 المصدر",
    "url": "lien enlace ссылка посилання 链接 連結 الرابط",
    "published": "datum veröffentlicht fecha fecha_publicacion date_de_publication data дата 日期 "
    "날짜 التاريخ",
    "language": "sprache langue idioma lingua język язык мова 语言",
    "author": "autor auteur autore автор 作者 기자 الكاتب",
}
NAMES = {
    field: [*names.split(), *_OTHERS.get(field, "").split()] for field, names in _ENGLISH.items()
}
"""The field names for each part of an article."""


FIELDS = tuple(NAMES)
"""The parts of an article, which can be on the right of `--map name=field`."""
_BRIEF = frozenset("description summary abstract excerpt snippet lead_paragraph story html".split())
"""Names of texts that other things than articles have too."""
_INNER = (
    "name", "title", "value", "content", "main", "original", "rendered", "text", "url", "@id",
    "@value", "$t", "$date", "$numberLong",
)  # fmt: skip
"""The inner field that holds the text if an object stands for a word (`"source": {"name": …}`)."""
_WITHDRAWN = "[Removed]"
"""What NewsAPI writes into every field of a withdrawn article."""
_DELIMITERS = ",;\t|"
_HEADING_LENGTH = 2_000

Record = Mapping[str, Any]


def draft_of(record: Record, origin: str, mapping: Mapping[str, str]) -> ArticleDraft:
    """Return the article of a record.

    `mapping` maps fields of the record (with dots into objects) to parts of an article. The text is
    nowhere else than the mapping says; other parts may be under a usual name too.

    Raises:
        InputRejected: The record has no text.
        UnsupportedFormat: The publisher has withdrawn the article.
    """
    given: dict[str, str] = {}
    for name, field in mapping.items():
        if word := _word(_at(record, name), field):
            given.setdefault(field, word)
    if "text" in mapping.values() and "text" not in given:
        raise InputRejected(_not_mapped(record, mapping))
    folded = _by_name(record)
    found = {field: given.get(field) or _first(folded, field) for field in FIELDS}
    text = found["text"]
    if not text:
        raise InputRejected(_no_text(record, found))
    if text == found["title"] == _WITHDRAWN:
        raise UnsupportedFormat("its publisher has withdrawn it")
    if looks_like_markup(text):
        text = text_of_markup(text)
    return ArticleDraft(
        text=text,
        origin=origin,
        title=found["title"],
        source=found["source"],
        author=found["author"],
        url=found["url"],
        language=found["language"],
        published=found["published"],
        modified=found["modified"],
        published_from="given",
    )


def parsed_mapping(argument: str) -> tuple[str, str]:
    """Parse `title=headline` to ("headline", "title").

    Raises:
        InputRejected: It has another form.
    """
    field, _, name = argument.partition("=")
    field, name = field.strip(), name.strip()
    if field not in FIELDS or not name:
        raise InputRejected(
            f"{argument!r}: write FIELD=NAME, with FIELD one of {', '.join(FIELDS)}"
        )
    return name, field


def is_record(record: Record) -> bool:
    """Return whether it has a text under a usual name. A mere summary needs a title and a date or
    link.
    """
    names = {name for name, value in _by_name(record).items() if value}
    if names & (set(NAMES["text"]) - _BRIEF):
        return True
    return bool(names & _BRIEF and names & set(NAMES["title"])) and bool(
        names & {*NAMES["published"], *NAMES["url"]}
    )


def is_heading(line: str) -> bool:
    """Return whether it is the first line of a table of articles, with a text and another known
    field.
    """
    if len(line) > _HEADING_LENGTH:
        return False
    try:
        cells = next(csv.reader([line], delimiter=delimiter(line)), [])
    except csv.Error:
        return False
    names = {_folded(cell) for cell in cells}
    known = [field for field in FIELDS if names & set(NAMES[field])]
    return "text" in known and len(known) >= 2 and all(len(cell.split()) <= 3 for cell in cells)


def delimiter(line: str) -> str:
    """Return the delimiter in a table's first line."""
    return max(_DELIMITERS, key=line.count)


def _folded(name: object) -> str:
    return str(name).strip().lstrip("\ufeff").lower().replace(" ", "_").replace("-", "_")


def _by_name(record: Record) -> dict[str, Any]:
    """Return the values by their folded names. Values of inner objects also have dotted names."""
    found = {_folded(name): value for name, value in record.items()}
    for outer, value in list(found.items()):
        if isinstance(value, Mapping):
            for inner, each in value.items():
                found.setdefault(f"{outer}.{_folded(inner)}", each)
    return found


def _first(record: Record, field: str) -> str | None:
    """Return the first value under the usual names."""
    for name in NAMES[field]:
        if name in record and (word := _word(record[name], field)):
            return word
    return None


def _at(record: Any, path: str) -> Any:
    """Return the value at `a.b.c`, or at the field of that name, or None."""
    if isinstance(record, Mapping) and path in record:
        return record[path]
    for name in path.split("."):
        if isinstance(record, list) and name.isdigit() and int(name) < len(record):
            record = record[int(name)]
        elif isinstance(record, Mapping):
            record = record.get(name)
        else:
            return None
    return record


def _word(value: Any, field: str) -> str | None:
    """Return a field as text. Lists of paragraphs or names are joined, objects give their name."""
    if isinstance(value, str):
        return value.strip("\0") or None
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return next((word for key in _INNER if (word := _inner_word(value.get(key)))), None)
    if isinstance(value, list):
        if any(isinstance(each, Mapping) and {"type", "text"} <= set(each) for each in value):
            return "".join(_run(each) for each in value) or None
        words = [word for each in value if (word := _inner_word(each))]
        return ("\n\n" if field == "text" else ", ").join(words) or None
    return None


def _run(piece: Any) -> str:
    """Return a piece of text with its own formatting, as in Telegram's exports."""
    value = piece.get("text") if isinstance(piece, Mapping) else piece
    return value if isinstance(value, str) else ""


def _inner_word(value: Any) -> str | None:
    if isinstance(value, Mapping):
        return next((v for key in _INNER if isinstance(v := value.get(key), str) and v), None)
    return value if isinstance(value, str) and value else None


def _no_text(record: Record, found: Mapping[str, str | None]) -> str:
    if found["title"] and found["url"]:
        return "no text in it, only a title and a link: `dateline add LINK` reads the page"
    return f"no text in it; its fields are {_names(record)} (--map text=NAME says which)"


def _not_mapped(record: Record, mapping: Mapping[str, str]) -> str:
    asked = " or ".join(f"text={name}" for name, field in mapping.items() if field == "text")
    return f"no text where --map {asked} says it is; its fields are {_names(record)}"


def _names(record: Record) -> str:
    return ", ".join(str(name)[:40] for name in list(record)[:12] if str(name).strip()) or "none"
