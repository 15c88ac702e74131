"""What a page says of its article: title, author, site, link, and its JSON-LD."""

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

# What a page says of its article in JSON-LD, as search engines read it.

_SCRIPT = re.compile(
    r"<script[^<>]{0,200}?application/ld\+json[^<>]{0,200}>(.*?)</script", re.IGNORECASE | re.DOTALL
)
_ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
_LOOKED_AT = 500
"""Values that are looked at for an article."""
_COMPARED = 40

Linked = dict[str, Any]


def linked_article(markup: str, titles: Sequence[str] = ()) -> Linked:
    """The object whose type is an article's and whose headline is one of the page's titles,
    else the first; empty where there is none."""
    articles = [each for script in _SCRIPT.findall(markup) for each in _articles(script)]
    known = [start(title) for title in titles]
    for article in articles:
        headline = name_in(article.get("headline"))
        if headline and start(headline) in known:
            return article
    return articles[0] if articles else {}


def start(title: str) -> str:
    """By what titles are known to be the same: sites cut them, and put their name behind."""
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
    """The name of a person or publisher, or the names of several."""
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


# What a page says of its article: its title, who wrote it, where it stands.

_WEB = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"https?://(?:www\.)?([^/:?#]+)", re.IGNORECASE)
_NO_WORD = re.compile(r"[\W_]+")
_HEADINGS = 5
_SURE_TITLE = 12
"""Code points: what is shorter may be a label over the title."""
_BEHIND = re.compile(r"\s*[-–—|·•»_/：｜]+\s*.{1,80}")
"""What stands behind a title: the site, its section."""


@dataclass(frozen=True, slots=True)
class About:
    """`titles` are all that the page calls it, the likeliest first."""

    titles: tuple[str, ...]
    site: str | None
    author: str | None
    url: str | None

    @property
    def title(self) -> str | None:
        """The likeliest title, without the name of the site or section behind it."""
        if not self.titles:
            return None
        title, *others = self.titles
        for other in others:
            rest = title.removeprefix(other)
            if len(other) >= _SURE_TITLE and rest != title and _BEHIND.fullmatch(rest):
                return other
        if self.site:
            return re.sub(rf"\s+[-–—|·•:»]\s+{re.escape(self.site)}$", "", title) or title
        return title

    def completed(self, linked: Linked, tree: HtmlElement) -> About:
        """With what JSON-LD says of the article: that is nearer to it than its page, whose text
        is only searched for a byline where nothing names an author."""
        headline = plain(name_in(linked.get("headline")) or "")
        return replace(
            self,
            titles=tuple(filter(None, (headline, *self.titles))),
            site=self.site or name_in(linked.get("publisher")) or _host(self.url),
            author=name_in(linked.get("author")) or self.author or _byline(tree),
        )


def about(tree: HtmlElement, url: str | None) -> About:
    """From the page's metadata, else from its headings. `url` is where the page
    came from, if that is known."""
    from trafilatura.metadata import examine_meta, extract_sitename, extract_title, extract_url

    said = examine_meta(tree)
    titles = [said.title, extract_title(tree), tree.findtext(".//title")]
    titles += [each.text_content() for each in tree.findall(".//h1")[:_HEADINGS]]
    known = tuple(dict.fromkeys(title for each in titles if (title := plain(each or ""))))
    site = (said.sitename or extract_sitename(tree) or "").lstrip("@")
    link = said.url or extract_url(tree, url)
    return About(
        titles=known,
        site=site if site and site not in known[:1] else None,
        author=said.author if said.author and " " in said.author else None,
        url=link if link and _WEB.match(link) else url,
    )


def folded(title: str) -> str:
    """A title as it is compared: its letters and digits alone."""
    return _NO_WORD.sub("", title.casefold())


def _byline(tree: HtmlElement) -> str | None:
    """Who signed the article. The menus, half of many a page, are not searched for it."""
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
