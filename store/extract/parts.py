"""Wrap dateline's components as parts of a reading, each of which can be left out."""

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
"""The `Doc` extension that each part sets; `references` only adds to the entities."""


class Part:
    """A pipeline component with a time limit and error handling.

    It skips a `Doc` whose `without` names its part, as if the component had found nothing.
    """

    def __init__(self, part: str, component: Callable[[Doc], Doc]) -> None:
        self.part = part
        self.component = component
        self.watch = UNWATCHED

    def __call__(self, doc: Doc) -> Doc:
        """Run the component.

        Raises:
            PartFailed: the component failed. The `Doc` is incomplete; make a new one without this
                part.
        """
        if self.part not in (doc._.without or {}):
            with self.watch.over(self.part):
                return self.component(doc)
        if self.part in _OUTPUT:
            doc._.set(_OUTPUT[self.part], [])
        return doc


@Language.factory("dateline_part", default_config={"config": {}})
def watched(nlp: Language, name: str, component: str, config: dict[str, Any]) -> Part:
    """Return the registered component of that name as a watched `Part`.

    The part has the component's name, without "dateline" and "model".
    """
    part = name.removeprefix("dateline_").removeprefix("model_")
    return Part(part, nlp.create_pipe(component, config=config))
