"""What a page says of its article: its title, who wrote it, where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from store.intake.fragments import plain
from store.intake.page.linked_data import Linked, name_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

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
    from trafilatura.metadata import (
        examine_meta,
        extract_sitename,
        extract_title,
        extract_url,
    )

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
