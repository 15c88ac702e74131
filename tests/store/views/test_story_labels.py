"""The label of a story tells what it is about: names first, then the words that set it apart."""

from __future__ import annotations

import pytest

from store.reading import Entity, Mention
from store.views import Filter, Views
from store.views.stories.story_labels import story_label, with_names
from store.views.stories.story_words import StoryWords, story_words
from tests.store.views.articles_for_tests import article, named, reading
from tests.store.views.memory_journal import MemoryJournal

QUARRY = (
    "Ilse Marten closed the quarry above Kolmar after the landslide. Marten's office says that your"
    " permits don't cover the quarry.",
    "The landslide above Kolmar may end the quarry for good, Marten said. She doesn't see your"
    " permits coming back.",
)


def label_of(*texts: str, title: str | None = None) -> list[str]:
    return story_label([story_words(title, text, ()) for text in texts]).split(", ")


def with_people(text: str, *entities: Entity) -> StoryWords:
    words = story_words(None, text, ())
    return StoryWords(
        words.terms, words.weights, with_names(words.phrases, reading(article(text), *entities))
    )


def test_a_label_has_no_function_words_and_no_contractions() -> None:
    label = label_of(*QUARRY)
    assert {"quarry", "landslide", "Kolmar"} <= set(label)
    assert not {"your", "don't", "doesn't", "she", "She", "above", "said"} & set(label)


def test_names_stand_before_words() -> None:
    label = label_of(*QUARRY)
    is_name = [word[0].isupper() for word in label]
    assert is_name == sorted(is_name, reverse=True)
    assert is_name[0]
    assert not is_name[-1]


def test_a_part_of_a_name_is_the_whole_name_of_the_reading() -> None:
    ilse = named("e1", "person/ilse marten", QUARRY[0], "Ilse Marten", "Marten")
    marten = named("e1", "person/marten", QUARRY[1], "Marten")
    label = story_label([with_people(QUARRY[0], ilse), with_people(QUARRY[1], marten)])
    assert "Ilse Marten" in label.split(", ")


def test_a_demonym_is_its_country() -> None:
    texts = (
        "The Norvian navy lost a frigate. The Norvian crew was saved from the frigate.",
        "A tug brought the crew of the Norvian frigate home; the Norvian press cheered.",
    )
    told = []
    for text in texts:
        start = text.index("Norvian")
        mention = Mention(start=start, end=start + len("Norvian"), kind="demonym")
        norvia = Entity(
            id="e1", key="gpe/norvia", name="Norvia", type="GPE", mentions=(mention, mention)
        )
        told.append(with_people(text, norvia))
    assert story_label(told).split(", ")[0] == "Norvia"


def test_a_person_is_named_without_initials() -> None:
    text = "Olaf B. Gerritsen left the harbour board."
    person = named("e1", "person/olaf gerritsen", text, "Olaf B. Gerritsen")
    assert "Olaf Gerritsen" in dict(with_people(text, person).phrases).values()
    other = named("e1", "person/olaf b gerritsen", text, "Olaf B. Gerritsen")
    assert "Olaf B. Gerritsen" in dict(with_people(text, other).phrases).values()


def test_a_headline_in_capitals_is_no_name() -> None:
    title = "Shocking Landslide Buries Quarry"
    told = []
    for text in QUARRY:
        words = story_words(title, text.replace("landslide", "slope"), ())
        read = reading(article(text))
        told.append(StoryWords(words.terms, words.weights, with_names(words.phrases, read)))
    label = story_label(told)
    assert "landslide" in label.split(", ")
    assert "Shocking" not in label


def test_an_agency_is_not_what_is_told() -> None:
    texts = [f"{text} Reuters reports from Kolmar. Reuters saw the quarry." for text in QUARRY]
    assert not {"Reuters", "reports"} & set(label_of(*texts))


def test_words_have_room_beside_long_names() -> None:
    names = ("Stonecutters Guild", "Evangelina Brandt", "Kolmar Observer")
    text = "{}, {} and {} quarrel over a pit. {}, {} and {} want the gneiss.".format(*names, *names)
    told = [named(f"e{name}", f"org/{name.lower()}", text, name) for name in names]
    label = story_label([with_people(text, *told)] * 2).split(", ")
    assert sum(each in names for each in label) == 2
    assert {"pit", "quarrel"} <= set(label)


@pytest.mark.parametrize("many", [2, 5])
def test_what_only_one_article_has_is_not_in_the_label(many: int) -> None:
    texts = [f"{QUARRY[0]} The {word} is theirs." for word in ("zinc", "tin", "ore", "oak", "elm")]
    assert not {"zinc", "tin", "ore", "oak", "elm"} & set(label_of(*texts[:many]))


def test_a_story_keeps_its_label_when_its_names_are_corrected(journal: MemoryJournal) -> None:
    def put(name: str) -> None:
        for number, text in enumerate(QUARRY, 1):
            told = article(text, source=f"Paper {number}", published="2024-05-07")
            person = named("e1", "person/ilse marten", text, "Marten")
            corrected = Entity(
                id="e1", key=person.key, name=name, type="PERSON", mentions=person.mentions
            )
            journal.put(number, told, reading(told, corrected))

    put("Ilse Marten")
    views = Views.open(journal)
    views.update()
    (before,) = views.stories.rows(Filter())
    assert "Ilse Marten" in before.label
    put("Ilse Marten-Oake")
    views.update()
    assert [row.label for row in views.stories.rows(Filter())] == [before.label]
