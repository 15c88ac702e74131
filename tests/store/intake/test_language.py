"""The language of a text: sure where it is told, silent where it is not."""

from __future__ import annotations

import pytest

from store.intake.language import language, name_of

ENGLISH = (
    "The council of Port Leon closed the old bridge on Monday, the mayor said, after engineers "
    "had found cracks in two of its piers and asked for six weeks to look at the others."
)
OTHERS = {
    "fr": "Le conseil municipal a fermé lundi le vieux pont, a annoncé la mairie, après que des "
    "ingénieurs ont trouvé des fissures dans deux de ses piles.",
    "ru": "Городской совет закрыл в понедельник старый мост, сообщила мэрия, после того как "
    "инженеры нашли трещины в двух его опорах.",
    "be": "Гарадскі савет закрыў у панядзелак стары мост, паведаміла мэрыя, пасля таго як "
    "інжынеры знайшлі трэшчыны ў дзвюх яго апорах.",
    "de": "Der Stadtrat hat am Montag die alte Brücke geschlossen, teilte die Bürgermeisterin "
    "mit, nachdem Ingenieure Risse in zwei Pfeilern gefunden hatten.",
    "zh": "市议会星期一关闭了旧桥。市长说，工程师在两个桥墩上发现了裂缝。"
    "他们需要六个星期的时间来检查其他的桥墩，然后才能决定是否重新开放。",
}

CLOSE = {
    "no": "Kommunestyret stengte den gamle broen mandag, sa ordføreren, etter at ingeniørene hadde "
    "funnet sprekker i to av pilarene og bedt om seks uker til å undersøke de andre.",
    "hr": "Gradsko vijeće zatvorilo je u ponedjeljak stari most, rekao je gradonačelnik, nakon što "
    "su inženjeri pronašli pukotine u dva stupa i zatražili šest tjedana.",
    "id": "Dewan kota menutup jembatan tua itu pada hari Senin, kata wali kota, setelah para "
    "insinyur menemukan retakan pada dua pilar dan meminta waktu enam minggu lagi.",
}
"""Each has near kin, between which a text may leave doubt, and none that it is not English."""


def test_doubt_between_others_is_none_that_it_is_not_english() -> None:
    for code, text in CLOSE.items():
        assert language(text) not in {None, "en"}
        assert language(text, code) == code
        assert language(text, "de") != "de"


def test_english_whatever_its_page_says() -> None:
    for said in (None, "en", "en-GB", "ru", "x"):
        assert language(ENGLISH, said) == "en"
    assert language(ENGLISH.upper()) == "en"


@pytest.mark.parametrize("code", OTHERS)
def test_other_languages(code: str) -> None:
    assert language(OTHERS[code]) == code
    assert language(OTHERS[code], f"{code}-XX") == code


@pytest.mark.parametrize("text", ["", "Bridge closed", "Lukashenko, Xi", "12:30 – 4.5%", "☂" * 500])
def test_a_text_that_is_too_short_is_what_it_is_said_to_be(text: str) -> None:
    assert language(text) is None
    assert language(text, "fr_CA") == "fr"
    assert language(text, "English") == "en"
    assert language(text, "slang") is None


def test_languages_have_names() -> None:
    assert name_of("be") == "Belarusian"
    assert name_of("xx") == "xx"
