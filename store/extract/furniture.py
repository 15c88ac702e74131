"""Find page furniture: text of the page around the article.

A line is judged by its words and its place. Page controls and share bars can stand anywhere, front
matter at the top, a publisher's name or a wire's sign-off at the end. Captions end with a credit,
tables and lists of links are runs of lines that are no sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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
# Lines of the page by their words: controls of captions, teasers, offers, notes of the editors.
_PAGE_LINE = re.compile(
    r"^(?:"
    r"(?:hide|show|toggle) caption(?: \d+ of \d+)?"
    r"|(?:enlarge|expand|view|open) (?:this )?(?:image|photo|gallery)(?: in (?:gallery|lightbox))?"
    r"|(?:story|article) continues below(?: advertisement)?"
    r"|(?:read|see|watch)(?: also| more| next)?: .{3,120}[^.!?]"
    r"|\(?(?:related|read (?:more|also|next)|also read|see also|don['’]t miss): .{3,160}"
    r"|(?:watch|listen to|see|view|play) (?:the|our|his|her|their|both|more|photos|video|audio)\b"
    r".{0,80}\b(?:below|above|here)[.:!]*"
    r"|(?:watch|listen|play|click)(?: (?:above|below|here|now))?[.:!]*"
    r"|(?:related|see also|recommended (?:videos?|stories|reading|for you))[.:]*"
    r"|(?:for more,? )?sign up (?:for|to|here) .{3,100}newsletters?\b.{0,40}"
    r"|\(?subscribe (?:to|here|now)\b.{0,140}"
    r"|keep up with this story and more by subscribing now\.?"
    r"|enter your email(?: address)?:?"
    r"|(?:accept|manage|reject)(?: all)? cookies"
    r"|(?:twitter|facebook|instagram|advertisement|abstract|close|video transcript)[.:]*"
    r"|.{0,40}this video is restricted from playing.{0,60}"
    r"|.{0,40}flagsharelike.{0,200}"
    r"|this is a (?:developing|breaking) (?:news )?story\b.{0,100}"
    r"|\(?this (?:article|story|post|piece|version of th(?:e|is) (?:article|story))"
    r" (?:has been |was )(?:(?:first |originally )?published|updated|corrected|refiled|amended)\b"
    r".{0,160}"
    r"|(?:as |first |originally )published (?:in|on|at|by)\b.{3,80}"
    r"|(?:first|originally|last) (?:published|updated),? .{3,60}"
    r"|(?:copyright|©).{0,80}all rights reserved\b.{0,160}"
    r"|.{0,80}contributed to this (?:report|story|article)\."
    r"|.{0,120}\b(?:writers?|reporters?|correspondents?) .{3,80} contributed\b.{0,60}"
    r")$",
    re.IGNORECASE,
)
_AGENCY = (
    r"(?:getty(?: images)?|reuters|ap|afp|upi|epa(?:-efe)?|pa|dpa|bloomberg"
    r"|(?:the )?associated press|ap photo|shutterstock|i?stock(?:photo)?|alamy|zuma|rex features)"
)
# Picture credits on a line of their own, and by-lines that say whom to follow.
_CREDIT_LINE = re.compile(
    rf"^\(?(?:(?:image|photo|picture)(?: (?:credit|source|copyright|caption))?:? ?(?:by )?)?"
    rf"{_AGENCY}(?: ?/ ?[\w .'-]{{2,40}})?\)?\.?$"
    rf"|^\(?[\w .'’-]{{2,60}}(?:/| via | / ){_AGENCY}\)?\.?$"
    r"|^(?:image|photo|picture)s?(?: (?:credit|source|copyright))?(?:: | by ).{2,80}[^.!?]$"
    r"|^\(?h/t\b.{2,60}$"
    r"|^\(?(?:additional )?report(?:ing|ed) by .{3,300}$",
    re.IGNORECASE,
)
_FOLLOW_LINE = re.compile(
    r"^(?:on twitter,? )?(?:[Ff]ollow|FOLLOW|Contact|CONTACT|E-?mail|EMAIL)\b[^\n]{0,200}?"
    r"(?:@\w|https?://)[^\n]{0,160}$",
)
# Where a caption gives its credit: "(Photo: AP)", "Jan. 4, 2016. REUTERS/Ann Lee".
_CAPTION_END = re.compile(
    r"(?:\([^()\n]{0,80}"
    r"(?:\b[Pp]hotos?(?: by|:|/)|/(?:AP|AFP|Getty Images)|via AP|Getty Images|AP Photo)"
    r"[^()\n]{0,60}\)|\bREUTERS ?/ ?[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,2})\.?$",
)
_SHARE = re.compile(r" ?\([A-Z0-9]{2,6}(?:_[a-z]{1,2})?\.[A-Z]{1,2}\)")
"""The code of a share inside a sentence: "Orvis Motors (ORVN_p.DE)"."""
_LONGEST_CAPTION = 600
_LONGEST = 400
"""The maximum length of a line of the page, in code points."""
_LABELLED = re.compile(r"^[^\W\d_][\w/&'’() -]{1,40}: \S.{0,70}$")
"""A row of a sheet of data: "Release date: November 17"."""
_NUMBER = re.compile(r"[($€£+-]*\d[\d.,:/–-]*[)%]*$")
_FEWEST_ROWS = 4
"""How many rows make a table."""
_LINKS = re.compile(
    r"^(?:related(?: (?:stories|articles|links|news|content|topics))?|see also"
    r"|more (?:from|on|in)\b.{0,40}|(?:most|also) (?:read|popular|viewed)"
    r"|recommended(?: (?:stories|reading|for you|videos))?|top stories|trending(?: now)?"
    r"|latest (?:news|stories)|popular stories|you (?:may|might) also like|read (?:more|next)"
    r"|keep reading|external links?|related internet links)[.:]*$",
    re.IGNORECASE,
)
"""The heading of a list of links."""
_LONGEST_TITLE = 120
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
    listed = {*_links(lines), *_tables(lines)} if prose else set()
    for at, match in enumerate(lines):
        line = match[0].strip()
        if at in listed or _is_page_line(line) or (at and prose and _is_credited(line)):
            spans.append(Span(match.start(), match.end()))
        elif match is lines[-1] and _is_last(line, match, lines, prose):
            spans.append(_stripped(match))
        else:
            spans += (Span(*code.span()) for code in _SHARE.finditer(text, *match.span()))
    return tuple(spans)


def _is_page_line(line: str) -> bool:
    if len(line) > _LONGEST:
        return _is_buttons(line)
    return bool(
        _is_control(line) or _is_buttons(line) or _PAGE_LINE.match(line) or _FOLLOW_LINE.match(line)
    )


def _is_credited(line: str) -> bool:
    """Whether the line is the credit of a picture, or a caption, which ends with one."""
    if len(line) <= _LONGEST and _CREDIT_LINE.match(line):
        return True
    if len(line) > _LONGEST_CAPTION or not ("REUTERS" in line or line.rstrip(".").endswith(")")):
        return False
    return bool(_CAPTION_END.search(line))


def _links(lines: list[re.Match[str]]) -> Iterator[int]:
    """Yield the lines of lists of links: a heading and the titles below, up to the next prose."""
    at = 0
    while at < len(lines):
        if at and _LINKS.match(lines[at][0].strip()):
            yield at
            while at + 1 < len(lines) and _is_title(lines[at + 1][0].strip()):
                at += 1
                yield at
        at += 1


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not _SENTENCE_END.search(line)


def _tables(lines: list[re.Match[str]]) -> Iterator[int]:
    """Yield the lines of tables: several rows of numbers, or of labels and values, in a run."""
    run: list[int] = []
    for at, match in enumerate(lines):
        if at and _is_row(match[0].strip()):
            run.append(at)
            continue
        if len(run) >= _FEWEST_ROWS:
            yield from run
        run = []
    if len(run) >= _FEWEST_ROWS:
        yield from run


def _is_row(line: str) -> bool:
    """Whether the line is a row: short, no sentence, half numbers or a label and its value."""
    if len(line) > _LONGEST_TITLE or _SENTENCE_END.search(line):
        return False
    words = line.split()
    numbers = sum(bool(_NUMBER.match(word)) for word in words)
    return (numbers > 1 and numbers * 2 >= len(words)) or bool(_LABELLED.match(line))


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
