"""Find page furniture: text of the page around the article.

A line is judged by its words and its place. Page controls and share bars can stand anywhere, front
matter at the top, a publisher's name or a wire's sign-off at the end.
"""

from __future__ import annotations

import re

from store.extract import lexicon
from store.reading import Span

_FRONT_MATTER = re.compile(r"\A---[ \t]*\r?\n.*?\r?\n---[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_LINE = re.compile(r"[^\r\n]+")
_CONTROL = re.compile(
    r"[+−–↺⟲↻⎙🖨✉✕×|•·]|\b\d{1,3}\s?(?:px|pt|%)|\b(?:A[-+]|Aa)(?!\w)"
    r"|^\s*(?:date|text size|font size|published|updated)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)?")
# A line made only of these words is a share bar or a page button.
_BUTTONS = lexicon.words("text.buttons")
_BUTTON = frozenset(
    "share tweet print email e-mail facebook twitter whatsapp telegram linkedin subscribe "
    "advertisement comments".split()
)
_BUTTON_LINE = re.compile(
    r"^(?:read (?:more|also)|related (?:articles|stories)|sign up|follow us)\b", re.I
)
_PUBLISHER = re.compile(r"^[A-Z][\w-]*\.[A-Za-z]{2,4}$|^[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3}$")
# A wire's end mark, or its note that more follows. "^M" is a line end printed as text.
_SIGN_OFF = re.compile(r"^(?:Reuters?|AFP|UPI|dpa|more|ends)(?:\.{3})?(?:\^M)?$", re.IGNORECASE)
# Captions' controls, picture credits, teasers and offers of newsletters, on a line of their own.
_PAGE_LINE = re.compile(
    r"^(?:"
    r"(?:hide|show|toggle) caption(?: \d+ of \d+)?"
    r"|(?:enlarge|expand|view|open) (?:this )?(?:image|photo|gallery)(?: in (?:gallery|lightbox))?"
    r"|(?:image|photo|picture)(?: (?:credit|source|copyright|caption))?:? ?(?:by )?"
    r"(?:getty images|reuters|ap|afp|pa|epa|shutterstock|alamy)"
    r"|(?:getty images|ap photo|shutterstock|istock)(?: ?/ ?[\w .'-]{2,40})?"
    r"|(?:story|article) continues below(?: advertisement)?"
    r"|(?:read|see|watch)(?: also| more| next)?: .{3,120}[^.!?]"
    r"|sign up (?:for|to) .{3,100}newsletters?\b.{0,40}"
    r"|(?:accept|manage|reject)(?: all)? cookies"
    r")$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*$")


def front_matter(text: str) -> tuple[Span, ...]:
    """Return the span of front matter between two `---` lines at the start of `text`, if any."""
    front = _FRONT_MATTER.match(text)
    return (Span(0, len(front[0].rstrip())),) if front else ()


def furniture(text: str) -> tuple[Span, ...]:
    """Return the spans of `text` that are page furniture, in order."""
    spans = list(front_matter(text))
    body_start = spans[0].end if spans else 0
    lines = [m for m in _LINE.finditer(text, body_start) if _is_seen(m[0])]
    prose = [m for m in lines if _is_prose(m[0])]
    for match in lines:
        line = match[0].strip()
        if _is_control(line) or _is_buttons(line) or _PAGE_LINE.match(line):
            spans.append(Span(match.start(), match.end()))
        elif match is lines[-1] and _is_last(line, match, lines, prose):
            spans.append(_stripped(match))
    return tuple(spans)


def _is_prose(line: str) -> bool:
    return len(line.split()) >= 8 and bool(_SENTENCE_END.search(line.strip()))


def _is_control(line: str) -> bool:
    """Whether the line is page controls: short, with two signs of a control, and not a sentence."""
    if len(line) > 80 or _SENTENCE_END.search(line):
        return False
    signs = len(_CONTROL.findall(line))
    return signs >= 2 and len(re.findall(r"[A-Za-z]{3,}", line)) <= 3


def _is_buttons(line: str) -> bool:
    """Whether the line is a share bar or a bare "Read more"."""
    words = [word.lower() for word in _WORD.findall(line) if not word.isdigit()]
    if not words or len(words) > 20 or not _BUTTONS.issuperset(words):
        return False
    return bool(_BUTTON.intersection(words) or _BUTTON_LINE.match(line))


def _is_seen(line: str) -> bool:
    """Whether the line has a printable character; a wire may end with a lone control character."""
    return any(character.isprintable() and not character.isspace() for character in line)


def _is_last(
    line: str, match: re.Match[str], lines: list[re.Match[str]], prose: list[re.Match[str]]
) -> bool:
    """Whether the last line is a wire's sign-off, or a bare name below prose."""
    if len(lines) > 1 and _SIGN_OFF.match(line):
        return True
    is_under = bool(prose) and match.start() > prose[-1].start()
    return is_under and len(line) <= 40 and bool(_PUBLISHER.match(line))


def _stripped(match: re.Match[str]) -> Span:
    inner = match[0].strip()
    start = match.start() + match[0].find(inner)
    return Span(start, start + len(inner))
