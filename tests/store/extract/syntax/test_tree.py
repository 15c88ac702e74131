"""Whatever is asked of the parse, it stays a tree, and a climb ends."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from store.extract.pipeline import Extractor
from store.extract.syntax.tree import Edge, Tree, attach, governors
from store.reading import Article

EXTRACT = Path(__file__).parents[3] / "store" / "extract"
Sentences = list[list[int]]


@st.composite
def sentences(draw: st.DrawFn) -> Sentences:
    """Random trees: for each sentence the governors of its tokens, counted from its start."""
    drawn = []
    for _ in range(draw(st.integers(1, 3))):
        order = draw(st.permutations(range(draw(st.integers(1, 9)))))
        heads = [0] * len(order)
        heads[order[0]] = order[0]
        for place, token in enumerate(order[1:], 1):
            heads[token] = order[draw(st.integers(0, place - 1))]
        drawn.append(heads)
    return drawn


def flat(sentences: Sentences) -> tuple[list[int], list[int]]:
    """The governors by token of the document, and the number of each token's sentence."""
    heads: list[int] = []
    numbers: list[int] = []
    for number, sentence in enumerate(sentences):
        heads += [len(heads) + head for head in sentence]
        numbers += [number] * len(sentence)
    return heads, numbers


def assert_is_tree(heads: list[int], sentence: list[int]) -> None:
    for number in set(sentence):
        tokens = [i for i, other in enumerate(sentence) if other == number]
        roots = [i for i in tokens if heads[i] == i]
        assert len(roots) == 1
        assert all([i, *governors(heads, i)][-1] == roots[0] for i in tokens)


VOCAB = spacy.blank("en").vocab
TOKENS = st.integers(-3, 30)
EDGES = st.builds(Edge, TOKENS, TOKENS, st.sampled_from([None, "conj", "nsubj"]))


@given(sentences(), st.lists(st.lists(EDGES, max_size=5), max_size=20))
def test_random_repairs_keep_a_tree(sentences: Sentences, repairs: list[list[Edge]]) -> None:
    heads, numbers = flat(sentences)
    tree = Tree(heads, numbers)
    for repair in repairs:
        before = list(tree.heads)
        done = tree.attach(*repair)
        assert_is_tree(list(tree.heads), numbers)
        wanted = {edge.token: edge.head for edge in repair}
        expected = [wanted.get(i, head) for i, head in enumerate(before)] if done else before
        assert list(tree.heads) == expected


@given(sentences(), st.lists(st.lists(EDGES, min_size=1, max_size=4), max_size=8))
def test_random_repairs_of_a_doc_keep_a_tree(
    sentences: Sentences, repairs: list[list[Edge]]
) -> None:
    heads, numbers = flat(sentences)
    doc = Doc(VOCAB, ["a"] * len(heads), heads=heads, deps=["dep"] * len(heads))
    tree = [token.head.i for token in doc]
    assert_is_tree(tree, numbers)
    for repair in repairs:
        starts = [sentence.start for sentence in doc.sents]
        before = [token.head.i for token in doc]
        inside = [e for e in repair if 0 <= e.token < len(doc)]
        done = bool(inside) and attach(doc, *inside)
        after = [token.head.i for token in doc]
        assert_is_tree(after, [sum(s <= i for s in starts) for i in range(len(doc))])
        assert done or after == before


@given(st.lists(st.integers(0, 20), min_size=1, max_size=21))
def test_a_climb_ends_whatever_the_governors(heads: list[int]) -> None:
    heads = [head % len(heads) for head in heads]
    for token in range(len(heads)):
        assert len(list(governors(heads, token))) <= len(heads)


def test_a_root_gives_its_place_to_another() -> None:
    tree = Tree([1, 1, 1], [0, 0, 0])
    assert not tree.attach(Edge(0, 0))
    assert not tree.attach(Edge(1, 0))
    assert tree.attach(Edge(0, 0), Edge(1, 0))
    assert list(tree.heads) == [0, 0, 1]


def test_nobody_climbs_or_repairs_by_hand() -> None:
    """No `while` steps to a governor, and no governor is set, but in `tree`."""
    for path in sorted(EXTRACT.rglob("*.py")):
        _check_climbs_and_repairs(path)


def _check_climbs_and_repairs(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.While):
            steps = [n for n in ast.walk(node) if isinstance(n, ast.Assign)]
            assert not any(_is_head(n.value) for n in steps), f"{path}:{node.lineno} climbs"
        if isinstance(node, ast.Assign | ast.AugAssign) and path.stem != "tree":
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            inside = [part for target in targets for part in _parts(target)]
            assert not any(map(_is_head, inside)) or path.stem == "parse", f"{path}:{node.lineno}"


def _parts(target: ast.expr) -> list[ast.expr]:
    return target.elts if isinstance(target, ast.Tuple) else [target]


def _is_head(node: ast.expr) -> bool:
    """`token.head`, `parse.head[token]`."""
    where = node.value if isinstance(node, ast.Subscript) else node
    return isinstance(where, ast.Attribute) and where.attr == "head"


@pytest.mark.parametrize(
    "text",
    [
        "“Marta was in Oslo the day before the flood and in the days that came after,” Olsen said.",
        "“Lund was in West Norway the day before the riot and in the days that followed,” he said.",
        "The army accused them; they deny it; nobody, the court ruled, and adjourned the trial, "
        "told him to wait and left before and after hours before.",
    ],
)
def test_times_before_something_are_read_to_the_end(reader: Extractor, text: str) -> None:
    reading = reader.read(Article(id="t", text=text, published="2024-05-15"))
    assert reading.sentences
