"""The criteria of WCAG 2.2 that an accessibility statement has to answer for, and who tests them."""

from a11ycheck.conformance import Coverage, criteria_coverage
from a11ycheck.rules import by_id, default_rules
from a11ycheck.wcag import CRITERIA, Level


def coverage_of(*rules: str) -> dict[str, Coverage]:
    found = [rule for rule in map(by_id, rules) if rule is not None]
    assert len(found) == len(rules)
    return {item.criterion.number: item.coverage for item in criteria_coverage(found)}


def test_level_a_and_aa_of_wcag_2_2_has_55_criteria() -> None:
    items = criteria_coverage(default_rules())
    assert len(items) == 55
    assert "4.1.1" not in {item.criterion.number for item in items}
    assert {item.criterion.level for item in items} == {Level.A, Level.AA}


def test_every_criterion_has_a_manual_test_of_its_own() -> None:
    tests = [item.manual_test for item in criteria_coverage([])]
    assert all(text.endswith(".") for text in tests)
    assert len(tests) - len(set(tests)) <= 1  # 1.2.3 and 1.2.5 differ in what they accept


def test_without_rules_everything_is_left_to_people() -> None:
    assert set(coverage_of().values()) == {Coverage.MANUAL}


def test_some_rules_of_a_criterion_cover_it_in_part() -> None:
    covered = coverage_of("html-has-lang", "image-alt")
    assert covered["3.1.1"] is Coverage.PARTIAL
    assert covered["1.1.1"] is Coverage.PARTIAL
    assert covered["2.4.5"] is Coverage.MANUAL


def test_all_deciding_rules_together_cover_it_automatically() -> None:
    covered = coverage_of("html-has-lang", "html-lang-valid", "lang-matches-text")
    assert covered["3.1.1"] is Coverage.AUTOMATIC


def test_rules_name_only_known_criteria() -> None:
    assert {number for rule in default_rules() for number in rule.criteria} <= set(CRITERIA)
