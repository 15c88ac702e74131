"""Finds the ends of a page's article text, from labels in the languages of most sites.

The labels stand above readers' comments, other articles and appeals to sign up. A line counts only
if it is nothing else.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from store.intake.dates import dates_in
from store.intake.fragments import plain
from store.intake.page.metadata import About, Linked, folded, name_in, start
from store.intake.page.tree import headline, lines_behind
from store.intake.page.without_text import described

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_COMMENTS = (
    "(?:leave|post|add|write) (?:a|your)?\\s?(?:comment|reply)|(?:reader )?comments|\\d comment|"
    "join the conversation|kommentare|kommentar schreiben|commentaires|laisser un commentaire|"
    "comentarios|comentar|deja (?:un|tu) comentario|deixe (?:um|seu) comentário|comentários|"
    "commenti|commenta|lascia un commento|reacties|kommentarer|комментари[ий]|коментарі|"
    "komentarze|komentáře|yorumlar|التعليقات|コメント|评论|댓글"
)
_OTHERS = (
    "related(?: (?:articles?|stories|posts?|news|links|content|topics|coverage))?|see also|"
    "(?:read|also) (?:also|more|next|read|on)(?: on this)?|more (?:on this(?: story| topic)?|"
    "stories|news|like this|(?:from|in|on|about) [^.!?]{1,30})|you (?:may|might) (?:also )?"
    "(?:like|be interested in|have missed)|recommended(?: for you| stories)?|trending(?: now)?|"
    "most (?:read|popular)|editors?['’]?s? picks?|mehr zum thema|zum thema|lesen sie auch|"
    "auch interessant|das könnte sie auch interessieren|weitere artikel|(?:à lire|lire) aussi|"
    "sur le même sujet|à lire également|(?:lea|lee|ver|leer|leia|veja) (?:también|además|também)|"
    "noticias relacionadas|te puede interesar|más noticias|notícias relacionadas|leggi anche|"
    "potrebbe interessarti|ti potrebbe interessare|articoli correlati|lees ook|meer over|läs "
    "också|les også|læs også|читайте также|по теме|материалы по теме|читайте також|"
    "czytaj (?:też|także|również)|zobacz (?:też|także)|ilgili haberler|اقرأ أيضا|مواضيع ذات صلة|"
    "เรื่องที่เกี่ยวข้อง|相关阅读|相关新闻|関連記事|관련기사"
)
_AROUND = r"[\W\d_]*"
COMMENTS = re.compile(rf"{_AROUND}(?:{_COMMENTS}){_AROUND}", re.IGNORECASE)
OTHER_ARTICLES = re.compile(rf"{_AROUND}(?:{_OTHERS}){_AROUND}", re.IGNORECASE)
APPEAL = re.compile(
    r"(?=.{0,200}$)(?:.*\b(?:sign up|subscribe|abonn|inscri|iscriv|suscr|anmelde|подпи).*"
    r"(?:newsletter|inbox|briefing|e-?mail|boletín|infolettre|рассылк|канал|channel)"
    r"|(?:follow|like|join|find) (?:us|him|her|\w+ \w+) on "
    r"(?:twitter|x|facebook|instagram|telegram)\b.*"
    r"|read or share this story.*|(?:do you )?have a (?:news )?tip\b.*"
    r"|(?:copyright\b|©|\(c\) ?(?:19|20)\d\d|™ ?& ?©).*|.*\ball rights reserved\b.*)",
    re.IGNORECASE,
)
"""A whole line that appeals to the reader or names the owner of the page."""

_BUTTON = (
    "(?:share|tweet|print|e-?mail|save|copy(?: link)?|facebook|twitter|whatsapp|telegram|linkedin|"
    "pinterest|reddit|flipboard|comments?|teilen|drucken|partager|compartir|condividi)"
)
BETWEEN = re.compile(
    r"\d{1,3} ?(?:of|/) ?\d{1,3}|(?:advertisement|anzeige|werbung|publicité|publicidad|pubblicità|"
    r"реклама|advertentie|annons|reklama|広告)|"
    r"(?:(?:article|story) continues (?:below|after)|scroll to continue)[^.!?]{0,40}|"
    rf"(?:{_BUTTON}(?:[\W\d_]+|\b)(?:on |by |via )?){{2,12}}|"
    r"share (?:this|on)(?: (?:article|story|post|page|news|facebook|twitter))*:?|"
    r"(?:sign up|subscribe)\b.{0,120}\b(?:newsletters?|inbox|briefing)\b.{0,40}|"
    r"(?:photo|image|picture|foto|bild|crédit photo|file photo)s?(?: by| credit)?:.{2,60}",
    re.IGNORECASE,
)
"""A whole line within an article that is not part of it: the number or author of a picture, an
advertisement, buttons, an appeal.
"""


# The lead that belongs to the text, and lines at its ends that do not.

_LEAD = 60
"""Code points. A shorter line is a slogan."""
_LOOKED_AT = 60
_HEAD = 4
_BYLINE = 80
_LABEL = 50
_LINKED = 15
_NAME = 6
_BY = re.compile(
    r"(?i:by|von|par|por|di|door|av|af|autor\w*|автор\w*):?\s+"
    r"(?:[A-ZÀ-ÞА-Я][\w.'’-]*+,?\s*(?:(?:&|and|und|et|y|e|og|och|en|и)\s+)?){1,8}"
)
_PROSE = 80
_LONGEST_END = 4
"""The maximum length of comments, relative to the article."""
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)\]]*$")
_WORD = re.compile(r"[^\W\d_]{2,}")
_MOST_WORDS = 10
"""The maximum number of words in a byline."""


def with_lead(lines: list[str], tree: HtmlElement, page: About, linked: Linked) -> list[str]:
    """Add the lead before the lines if it is shown under the headline and is missing. It is
    recognised by the page's description, or because it is in one box with the headline.
    """
    descriptions = map(plain, [*described(tree), name_in(linked.get("description")) or ""])
    known = {start(each) for each in descriptions if len(each) >= _LEAD}
    if not known or not known.isdisjoint(map(start, lines)):
        return lines
    heading = headline(tree, page.titles)
    if heading is None:
        return lines
    header = next(heading.iterancestors("header"), heading)
    shown = islice(lines_behind(header), _LOOKED_AT)
    lead = next((line.text for line in shown if start(line.text) in known), None)
    if lead is None or folded(lead)[:_LEAD] in folded("".join(lines)):
        return lines
    return [lead, *lines]


def without_byline(lines: list[str], author: str | None) -> list[str]:
    """Remove lines at the top that only name the author and the time."""
    at = 0
    while at < min(_HEAD, len(lines)) and _is_byline(lines[at], author):
        at += 1
    return lines[at:]


def without_end(lines: list[str], tree: HtmlElement) -> list[str]:
    """Remove readers' comments, links to other articles, appeals, and the labels above them, as
    well as buttons, picture credits and advertisements in between.
    """
    lines = [line for line in lines if not BETWEEN.fullmatch(line.strip())]
    for at in range(1, len(lines)):
        is_end = COMMENTS.fullmatch(lines[at]) and _is_most(lines[:at], lines[at:])
        if is_end or (OTHER_ARTICLES.fullmatch(lines[at]) and not any(map(_is_prose, lines[at:]))):
            lines = lines[:at]
            break
    return _without_links(lines, {folded(each.text_content()) for each in tree.iter("a")})


def _without_links(lines: list[str], links: set[str]) -> list[str]:
    """`links` are the texts of links to other pages. Short lines among them are labels."""
    end = len(lines)
    for at in range(len(lines) - 1, 0, -1):
        line = lines[at]
        title = folded(line)
        if (len(title) >= _LINKED and title in links) or APPEAL.match(line):
            end = at
        elif not _is_label(line):
            break
    while end < len(lines) and end > 1 and _is_label(lines[end - 1]):
        end -= 1
    return lines[:end]


def _is_most(lines: list[str], others: list[str]) -> bool:
    """Comments can be long, but if they are nearly everything, the label is likely
    something else.
    """
    return _LONGEST_END * sum(map(len, lines)) >= sum(map(len, others))


def _is_prose(line: str) -> bool:
    return len(line) > _PROSE and bool(_SENTENCE_END.search(line))


def _is_byline(line: str, author: str | None) -> bool:
    words = len(_WORD.findall(line))
    if len(line) > _BYLINE or words > _MOST_WORDS or _SENTENCE_END.search(line):
        return False
    name = folded(author or "")
    is_named = len(name) >= _NAME and name in folded(line)
    return is_named or bool(_BY.fullmatch(line)) or next(dates_in(line), None) is not None


def _is_label(line: str) -> bool:
    return len(line) <= _LABEL and not _SENTENCE_END.search(line)
