"""The metadata of a page: title, author, site, link, and its JSON-LD."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from store.intake.fragments import plain

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# JSON-LD, which publishers write for search engines.

_SCRIPT = re.compile(
    r"<script[^<>]{0,200}?application/ld\+json[^<>]{0,200}>(.*?)</script", re.IGNORECASE | re.DOTALL
)
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_LOOKED_AT = 500
"""How many values are searched for an article."""
_COMPARED = 40

Linked = dict[str, Any]


def linked_article(markup: str, titles: Sequence[str] = ()) -> Linked:
    """Return the JSON-LD object of the article: the one whose headline is one of the page's titles,
    or else the first. The result is empty if there is none.
    """
    articles = [each for script in _SCRIPT.findall(markup) for each in _articles(script)]
    known = [start(title) for title in titles]
    for article in articles:
        headline = name_in(article.get("headline"))
        if headline and start(headline) in known:
            return article
    return articles[0] if articles else {}


def start(title: str) -> str:
    """Return the beginning of a title, by which titles are compared. Sites cut titles and append
    their name.
    """
    return re.sub(r"[\W_]+", "", title.casefold())[:_COMPARED]


def _articles(script: str) -> Iterator[Linked]:
    try:
        waiting = deque([json.loads(script.strip(), strict=False)])
    except (ValueError, RecursionError):
        return
    for _ in range(_LOOKED_AT):
        if not waiting:
            return
        here = waiting.popleft()
        if isinstance(here, dict) and _is_article(here.get("@type")):
            yield here
        else:
            waiting.extend(_children(here))


def name_in(value: Any) -> str | None:
    """Return the name of a person or publisher, or the names of several."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, dict):
        return name_in(value.get("name"))
    if isinstance(value, list):
        names = [name for each in value if (name := name_in(each))]
        return ", ".join(dict.fromkeys(names)) or None
    return None


def _is_article(kind: Any) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(each, str) and _ARTICLE.search(each) for each in kinds)


def _children(value: Any) -> list[Any]:
    inner: Collection[Any] = value if isinstance(value, list) else ()
    if isinstance(value, dict) and value.get("@type") != "ItemList":  # those are other articles
        inner = value.values()
    return [each for each in inner if isinstance(each, dict | list)][:_LOOKED_AT]


# Metadata from the page itself: title, author, site.

_WEB = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")
_HEADINGS = 5
_SURE_TITLE = 12
"""Code points. A shorter heading may be a label above the title."""
_BEHIND = re.compile(r"\s*[-–—|·•»_/：｜]+\s*.{1,80}")
"""The part after a title: the site or its section."""


@dataclass(frozen=True, slots=True)
class About:
    """The metadata of an article. `titles` are all titles of the page, the likeliest first."""

    titles: tuple[str, ...]
    site: str | None
    author: str | None
    url: str | None

    @property
    def title(self) -> str | None:
        """Return the likeliest title, without the name of the site or section after it."""
        if not self.titles:
            return None
        title, *others = self.titles
        for other in others:
            rest = title.removeprefix(other)
            if len(other) >= _SURE_TITLE and rest != title and _BEHIND.fullmatch(rest):
                return other
        if self.site:
            return re.sub(rf"(?<!\s)\s+[-–—|·•:»]\s+{re.escape(self.site)}$", "", title) or title
        return title

    def completed(self, linked: Linked, tree: HtmlElement) -> About:
        """Add the metadata of JSON-LD, which is more specific than the page's. The page's text is
        searched for a byline only if no author is named.
        """
        headline = plain(name_in(linked.get("headline")) or "")
        return replace(
            self,
            titles=tuple(filter(None, (headline, *self.titles))),
            site=self.site or name_in(linked.get("publisher")) or _host(self.url),
            author=name_in(linked.get("author")) or self.author or _byline(tree),
        )


def about(tree: HtmlElement, url: str | None) -> About:
    """Return the metadata of a page, or else its headings. `url` is where the page came from, if
    known.
    """
    from trafilatura.metadata import examine_meta, extract_sitename, extract_title, extract_url

    extracted = examine_meta(tree)
    titles = [extracted.title, extract_title(tree), tree.findtext(".//title")]
    titles += [each.text_content() for each in tree.findall(".//h1")[:_HEADINGS]]
    known = tuple(dict.fromkeys(title for each in titles if (title := plain(each or ""))))
    site = (extracted.sitename or extract_sitename(tree) or "").lstrip("@")
    link = extracted.url or extract_url(tree, url)
    return About(
        titles=known,
        site=site if site and site not in known[:1] else None,
        author=extracted.author if extracted.author and " " in extracted.author else None,
        url=link if link and _WEB.match(link) else url,
    )


def folded(title: str) -> str:
    """Return a title for comparison: its letters and digits."""
    return _NO_WORD.sub("", title.casefold())


def _byline(tree: HtmlElement) -> str | None:
    """Return the author in the byline. Menus, half of many pages, are not searched."""
    from copy import deepcopy

    from trafilatura.metadata import extract_author

    searched = deepcopy(tree)
    for menu in list(searched.iter("nav")):
        menu.drop_tree()
    author: str | None = extract_author(searched)
    return author


def _host(url: str | None) -> str | None:
    found = _HOST.match(url or "")
    return found[1] if found else None
