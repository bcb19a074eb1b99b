"""The nodes around each node of a tree in reading order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.model import TreeNode
from a11ycheck.speech.subtrees import container_of, containers_of


@given(st.lists(st.integers(0, 6), max_size=40))
def test_containers_of_all_nodes_are_those_of_each(depths: list[int]) -> None:
    nodes = [TreeNode(depth=depth, role="generic") for depth in depths]

    assert containers_of(nodes) == [container_of(nodes, number) for number in range(len(nodes))]
