"""What is new, fixed and remaining between two audits."""

from a11ycheck.model import Impact, Outcome
from a11ycheck.watch.difference import compare, describe
from a11ycheck.watch.shown_findings import Occurrence


def occurrence(line: int, *, page: str = "a.html", cause: str = "c", **more: object) -> Occurrence:
    values: dict[str, object] = {
        "fingerprint": cause,
        "rule": "rule-id",
        "title": "Link text must describe its target",
        "message": f"Link of {cause} does not describe its target.",
        "outcome": Outcome.FAILED,
        "impact": Impact.MODERATE,
        "page": page,
        "variants": (),
        "help_url": "",
        "file": "docs/a.md",
        "line": line,
        "path": "",
        "html": "<a>",
    }
    return Occurrence(**{**values, **more})


def test_a_finding_whose_line_moves_remains() -> None:
    found = compare({"a.html": (occurrence(3),)}, {"a.html": (occurrence(8),)})

    assert found.is_empty
    assert [item.line for item in found.remaining] == [8]


def test_a_second_element_of_the_same_cause_is_new() -> None:
    old, both = (occurrence(3),), (occurrence(3), occurrence(9))

    assert [item.line for item in compare({"a.html": old}, {"a.html": both}).new] == [9]
    assert [item.line for item in compare({"a.html": both}, {"a.html": old}).fixed] == [9]


def test_the_findings_of_a_removed_page_are_fixed() -> None:
    found = compare({"a.html": (occurrence(3),), "b.html": (occurrence(3, page="b.html"),)}, {})

    assert [item.page for item in found.fixed] == ["a.html", "b.html"]


def test_each_finding_is_one_line_with_file_and_line() -> None:
    old = {"a.html": (occurrence(3, cause="old"),)}
    new = {
        "a.html": (occurrence(5, cause="one"),),
        "b.html": (occurrence(5, cause="one", page="b.html"),),
    }

    assert describe(compare(old, new), heading="2 changed: ") == [
        "2 changed: 1 new, 1 fixed, 0 remaining",
        "  new    docs/a.md:5: moderate: Link of one does not describe its target. [rule-id] (2 pages)",
        "  fixed  docs/a.md:3: moderate: Link of old does not describe its target. [rule-id]",
    ]


def test_remaining_findings_are_listed_for_the_changed_pages() -> None:
    both = {
        "a.html": (occurrence(3),),
        "b.html": (occurrence(4, page="b.html", cause="other", file="docs/b.md"),),
    }

    lines = describe(compare(both, both), pages=frozenset({"b.html"}))

    assert lines[0] == "0 new, 0 fixed, 2 remaining"
    assert [line.split()[0] for line in lines[1:]] == ["docs/b.md:4:"]


def test_a_message_cannot_start_a_line_of_its_own() -> None:
    new = {"a.html": (occurrence(3, message="one\n::error::two\x1b[2J"),)}

    lines = describe(compare({}, new))

    assert len(lines) == 2
    assert "\x1b" not in lines[1]
