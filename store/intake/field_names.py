"""What JSON, CSV and their like call the parts of an article, the likeliest first.

The names that programming interfaces and tools of the news trade use, and the headings that people
give the columns of a table in some languages.
"""

from __future__ import annotations

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
"""By what each is of an article."""
