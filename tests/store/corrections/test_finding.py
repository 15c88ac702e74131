"""What is corrected is found: by the new names, and no longer by those that are gone."""

from __future__ import annotations

from pathlib import Path

from store.corrections.recording import Corrections
from store.corrections.records import AddMention, Hide, Merge, Note, Rename, SetTitle, Star, Tag
from store.corrections.targets import new_entity
from store.database import Store
from store.views import Filter, Term, Views
from tests.tui.newsroom import ADLER, LUKASH, MINSK, UNION, fill


def found(views: Views, typed: str) -> list[str]:
    views.update()
    return [row.key for row in views.search.names(typed)]


def selected(views: Views, query: str) -> list[int]:
    views.update()
    while views.prepare_search():
        pass
    rows = views.articles(Filter((Term("query", query),)), order="added")
    return sorted(row.number for row in rows)


def test_names(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        log = Corrections(store, "ann")
        assert found(views, "harbour") == [UNION.key]
        into = views.corrections.entity_ref(LUKASH.key)
        assert into is not None
        log.record(Merge(UNION.key, into))
        assert found(views, "harbour") == [LUKASH.key]
        log.record(Rename(ADLER.key, "Zebedee Quux"))
        assert found(views, "quux") == found(views, "adler") == [ADLER.key]
        assert selected(views, "who:quux") == [1, 4, 5]
        log.record(Hide(MINSK.key))
        assert found(views, "minsk") == []
        guild = new_entity("Praisers Guild", "ORG")
        log.record(AddMention(views.corrections.span_ref(3, 16, 23), guild))
        assert found(views, "guild") == [guild.key]
        for _ in range(4):
            log.undo()
        assert found(views, "quux") == found(views, "guild") == []
        assert (found(views, "harbour"), found(views, "minsk")) == ([UNION.key], [MINSK.key])
        views.close()


def test_a_name_that_was_given_is_found_in_a_new_index(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        Corrections(store, "ann").record(Rename(ADLER.key, "Zebedee Quux"))
        views = Views.open(store)
        assert found(views, "quux") == [ADLER.key]
        views.close()


def test_headlines(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        log = Corrections(store, "ann")
        assert selected(views, "gargoyle") == []
        log.record(SetTitle(views.corrections.article_ref(2), "A gargoyle falls"))
        assert selected(views, "gargoyle") == [2]
        log.undo()
        assert selected(views, "gargoyle") == []
        log.redo()
        assert selected(views, "gargoyle") == [2]
        views.close()


def test_marks_in_queries(tmp_path: Path) -> None:
    with Store.open(fill(tmp_path / "store")) as store:
        views = Views.open(store)
        views.update()
        refs = views.corrections
        log = Corrections(store, "ann")
        union = refs.entity_ref(UNION.key)
        assert union is not None
        row = next(row for row in views.events(Filter()) if row.type == "AGREE")
        log.record(
            Star(refs.article_ref(5)),
            Tag(union, "Follow-up"),
            Note(refs.event_refs(row.id), "who told them?"),
        )
        assert selected(views, "is:starred") == [5]
        assert selected(views, "tag:follow-up") == selected(views, 'tag:"FOLLOW-UP"') == [2, 3]
        assert selected(views, "is:noted") == [1]
        assert selected(views, "-is:noted") == [2, 3, 4, 5]
        assert selected(views, "is:starred OR tag:follow-up") == [2, 3, 5]
        noted = Filter((Term("is", "noted"),))
        assert [each.label for each in views.events(noted)] == [row.label]
        assert refs.note(refs.event_refs(row.id)) == "who told them?"
        tagged = Filter((Term("tag", "follow-up"),))
        assert views.event_count(tagged) == 3
        assert next(r for r in views.entities(tagged) if r.key == UNION.key).marks.tags == (
            "Follow-up",
        )
        assert [each.text for each in views.search.complete("tag:fo", 6)] == ["Follow-up"]
        views.close()
