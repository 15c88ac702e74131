"""The labels over what stands behind an article on its page, in the languages of most sites:
readers' comments, other articles, appeals to sign up. A line counts that is nothing else.
"""

from __future__ import annotations

import re

_COMMENTS = (
    "(?:leave|post|add|write) (?:a|your)?\\s?(?:comment|reply)|(?:reader )?comments|\\d+ comment|"
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
"""A whole line that asks the reader for something, or says whose the page is."""

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
"""A whole line that stands among an article's: the number or maker of a picture, an
advertisement, buttons, an appeal."""
