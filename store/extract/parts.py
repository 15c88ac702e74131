"""Our components as parts of a reading, each of which can be left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from store.extract.watch import UNWATCHED

_OUTPUT = {
    "times": "times",
    "names": "entities",
    "roles": "roles",
    "relations": "relations",
    "statements": "statements",
    "events": "events",
}
"""The extension of the `Doc` that a part sets; `references` only adds to the entities."""


class Part:
    """A component under a watch. It leaves out a `Doc` whose `without` names its part, as if it had
    found nothing there."""

    def __init__(self, part: str, component: Callable[[Doc], Doc]) -> None:
        self.part = part
        self.component = component
        self.watch = UNWATCHED

    def __call__(self, doc: Doc) -> Doc:
        """Raises `PartFailed`. The `Doc` is then half done: make it anew, without this part."""
        if self.part not in (doc._.without or {}):
            with self.watch.over(self.part):
                return self.component(doc)
        if self.part in _OUTPUT:
            doc._.set(_OUTPUT[self.part], [])
        return doc


@Language.factory("dateline_part", default_config={"config": {}})
def watched(nlp: Language, name: str, component: str, config: dict[str, Any]) -> Part:
    """The registered component of that name, under a watch; its part is called as it is,
    without "dateline" and "model"."""
    part = name.removeprefix("dateline_").removeprefix("model_")
    return Part(part, nlp.create_pipe(component, config=config))
