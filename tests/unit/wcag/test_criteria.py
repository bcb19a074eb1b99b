"""The table of success criteria is complete, and every rule names criteria that exist."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from a11ycheck.rules import axe_rules, own_rules
from a11ycheck.wcag import CRITERIA, Level, from_axe_tag

LEVEL_TAG = re.compile(r"wcag2\d?(a{1,3})")
CRITERION_TAG = re.compile(r"wcag\d{3,4}")


def test_all_criteria_are_there() -> None:
    """WCAG 2.2 has 86; 4.1.1 was in 2.0 and 2.1 and is kept for older reports."""
    assert len(CRITERIA) == 87
    assert Counter(item.level for item in CRITERIA.values()) == {
        Level.A: 32,
        Level.AA: 24,
        Level.AAA: 31,
    }
    assert Counter(item.since for item in CRITERIA.values()) == {"2.0": 61, "2.1": 17, "2.2": 9}


def test_numbers_follow_each_other() -> None:
    numbers = [tuple(map(int, number.split("."))) for number in CRITERIA]

    assert numbers == sorted(numbers)
    for (*group, last), (*next_group, following) in pairwise(numbers):
        assert following == (last + 1 if group == next_group else 1)


@pytest.mark.parametrize(
    ("number", "name", "level", "page"),
    [
        ("1.1.1", "Non-text Content", "A", "non-text-content"),
        ("1.2.1", "Audio-only and Video-only (Prerecorded)", "A", "audio-only-and-video-only-prerecorded"),
        ("1.4.3", "Contrast (Minimum)", "AA", "contrast-minimum"),
        ("1.4.10", "Reflow", "AA", "reflow"),
        ("2.4.11", "Focus Not Obscured (Minimum)", "AA", "focus-not-obscured-minimum"),
        ("3.2.6", "Consistent Help", "A", "consistent-help"),
        ("4.1.2", "Name, Role, Value", "A", "name-role-value"),
    ],
)  # fmt: skip
def test_a_criterion_has_name_level_and_page(number: str, name: str, level: str, page: str) -> None:
    criterion = CRITERIA[number]

    assert (criterion.name, criterion.level) == (name, level)
    assert criterion.url == f"https://www.w3.org/WAI/WCAG22/Understanding/{page}.html"


@pytest.mark.parametrize(
    ("tag", "number"),
    [
        ("wcag111", "1.1.1"),
        ("wcag1410", "1.4.10"),
        ("wcag2411", "2.4.11"),
        ("wcag2a", None),
        ("wcag21aa", None),
        ("wcag999", None),
        ("best-practice", None),
        ("xwcag111", None),
    ],
)
def test_a_tag_of_axe_names_a_criterion(tag: str, number: str | None) -> None:
    criterion = from_axe_tag(tag)

    assert (criterion.number if criterion else None) == number


def test_every_tag_of_axe_that_names_a_criterion_is_known() -> None:
    tags = {tag for rule in axe_rules() for tag in rule.tags if CRITERION_TAG.fullmatch(tag)}

    assert len(tags) > 20
    assert {tag for tag in tags if from_axe_tag(tag) is None} == set()


def test_axe_rules_are_at_least_as_strict_as_their_criteria() -> None:
    """A rule that is tagged as A or AA names at least one criterion."""
    tagged = [rule for rule in axe_rules() if any(map(LEVEL_TAG.fullmatch, rule.tags))]

    assert len(tagged) > 50
    assert [rule.id for rule in tagged if not rule.criteria] == []


def test_criteria_of_own_rules_exist_and_agree_with_their_tags() -> None:
    for rule in own_rules():
        levels = {CRITERIA[number].level for number in rule.criteria}
        tagged = {tag for tag in rule.tags if CRITERION_TAG.fullmatch(tag)}
        assert tagged == {f"wcag{number.replace('.', '')}" for number in rule.criteria}, rule.id
        tagged_levels = {match[1].upper() for match in map(LEVEL_TAG.fullmatch, rule.tags) if match}
        assert tagged_levels <= levels, rule.id
