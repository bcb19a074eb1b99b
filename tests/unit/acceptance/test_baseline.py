"""The baseline file: its content, its diffs, and the errors in a broken one."""

import json
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from a11ycheck.acceptance import Baseline, read_baseline, write_baseline
from a11ycheck.acceptance.baseline import BaselineEntry, _lines, baseline_text, parse_baseline
from a11ycheck.errors import UserError
from a11ycheck.model import Impact

ENTRY = BaselineEntry(
    rule="image-alt",
    source="docs/راهنما.md",
    fragment='<img src="a.png">"Quoted" \\ and\ttabbed',
    impact=Impact.CRITICAL,
    pages={"x.html": 2, "a.html": 1},
    added=date(2026, 11, 2),
    reason="Waits for the photographer.",
)
TEXT = """\
{
  "schema": "a11ycheck-baseline/1",
  "entries": [
    {
      "rule": "color-contrast",
      "source": "",
      "fragment": "<code class=\\"literal\\">",
      "impact": "serious",
      "pages": {
        "a.html": 1,
        "b.html": 2
      },
      "added": "2026-11-02",
      "reason": "Waits for the theme."
    },
    {
      "rule": "image-alt",
      "source": "docs/x.md",
      "fragment": "<img src=\\"a.png\\">",
      "impact": "critical",
      "pages": {
        "x.html": 1
      },
      "added": "2026-11-02",
      "reason": "No one knows what it shows."
    }
  ]
}
"""


def test_the_text_is_sorted_and_one_value_stands_on_a_line() -> None:
    assert baseline_text(parse_baseline(TEXT, "b.json")) == TEXT
    turned = Baseline(entries=tuple(reversed(parse_baseline(TEXT, "b.json").entries)))
    assert baseline_text(turned) == TEXT


def test_a_file_reads_back_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "a11ycheck-baseline.json"
    baseline = Baseline(entries=(ENTRY, replace(ENTRY, source="")))
    write_baseline(path, baseline)

    assert sorted(read_baseline(path).entries, key=lambda item: item.source) == [
        replace(ENTRY, source=""),
        ENTRY,
    ]
    assert "راهنما" in path.read_text("utf-8")
    assert [item.name for item in tmp_path.iterdir()] == [path.name]
    assert ENTRY.count == 3


def test_nothing_in_it_moves_with_lines_selectors_or_ports() -> None:
    (record, _) = json.loads(TEXT)["entries"]

    assert set(record) == {"rule", "source", "fragment", "impact", "pages", "added", "reason"}


def changed(number: int, **values: Any) -> str:
    content = json.loads(TEXT)
    content["entries"][number] |= values
    return json.dumps(content, indent=2, ensure_ascii=False)


def without(key: str) -> str:
    content = json.loads(TEXT)
    del content["entries"][1][key]
    return json.dumps(content, indent=2)


MERGED = TEXT.replace('    {\n      "rule": "image', '<<<<<<< HEAD\n    {\n      "rule": "image')
SAME = {"rule": "image-alt", "source": "docs/x.md", "fragment": '<img src="a.png">'}
BROKEN = {
    "truncated": (TEXT[:400], 19, "invalid JSON"),
    "left in the middle of a merge": (MERGED, 16, "invalid JSON"),
    "empty": ("", 1, "invalid JSON"),
    "another file": ('{\n  "name": "x"\n}', 1, "a11ycheck-baseline/1"),
    "a list": ("[]", 1, "a11ycheck-baseline/1"),
    "another version": (
        TEXT.replace("baseline/1", "baseline/2"),
        2,
        "\"schema\" must be 'a11ycheck-baseline/1', not 'a11ycheck-baseline/2'",
    ),
    "no entries": ('{\n"schema": "a11ycheck-baseline/1"\n}', 1, 'needs the key "entries"'),
    "more than entries": (
        TEXT.replace('"entries"', '"a": 1,\n"entries"'),
        3,
        '"a" is an unknown key',
    ),
    "entries that are none": (
        '{"schema": "a11ycheck-baseline/1",\n"entries": {}}',
        2,
        '"entries" must be a list',
    ),
    "an entry that is none": (
        '{"schema": "a11ycheck-baseline/1",\n"entries": [\n1]}',
        3,
        "the entry must be an object, not 1",
    ),
    "no reason": (without("reason"), 16, 'the entry needs the key "reason"'),
    "an empty reason": (changed(1, reason=" "), 25, '"reason" must not be blank'),
    "no rule": (changed(1, rule=""), 17, '"rule" must not be blank'),
    "a source that is none": (changed(1, source=None), 18, '"source" must be a string, not None'),
    "an unknown key": (changed(1, line=7), 26, '"line" is an unknown key'),
    "an impact that is none": (
        changed(0, impact="bad"),
        8,
        "must be one of minor, moderate, serious, critical, not 'bad'",
    ),
    "a negative count": (
        changed(0, pages={"a.html": 1, "b.html": -2}),
        9,
        '"pages" must be an integer >= 1 for each key',
    ),
    "a count that is none": (
        changed(0, pages={"a.html": True}),
        9,
        '"pages" must be an integer for each key',
    ),
    "no pages": (changed(0, pages={}), 9, '"pages" must be an object of length >= 1'),
    "a date that is none": (
        changed(0, added="2026-13-01"),
        13,
        "\"added\" must be a date such as 2027-01-31, not '2026-13-01'",
    ),
    "the same cause twice": (changed(0, **SAME), 16, "keep one"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_error_in_a_file_has_line_and_expectation(name: str) -> None:
    text, line, expected = BROKEN[name]
    with pytest.raises(UserError) as caught:
        parse_baseline(text, "known.json")

    assert caught.value.message.startswith(f"known.json:{line}: ")
    assert expected in caught.value.message
    assert caught.value.hint


def test_an_unreadable_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no baseline"):
        read_baseline(tmp_path / "none.json")
    with pytest.raises(UserError, match="cannot be read"):
        read_baseline(tmp_path)
    (tmp_path / "latin.json").write_bytes(b"\xff")
    with pytest.raises(UserError, match="not UTF-8"):
        read_baseline(tmp_path / "latin.json")


_KEYS = ["schema", "entries", "rule", "source", "fragment", "impact", "pages", "added", "reason"]
_LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
_VALUES = st.recursive(
    _LEAVES | st.sampled_from(["a11ycheck-baseline/1", "minor", "2026-11-02"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(_KEYS) | st.text(), inner, max_size=8)
    ),
    max_leaves=20,
)


@given(st.text() | _VALUES.map(json.dumps) | st.integers(0, len(TEXT)).map(lambda end: TEXT[:end]))
def test_no_file_breaks_the_reader(text: str) -> None:
    with suppress(UserError):
        parse_baseline(text, "known.json")


@pytest.mark.parametrize("text", ["[" * 100_000, "1" * 10_000])
def test_a_file_without_end_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="not a baseline"):
        parse_baseline(text, "known.json")


@given(_VALUES)
def test_every_value_of_a_json_text_has_its_line(value: Any) -> None:
    text = json.dumps(value, indent=1)
    rows = text.split("\n")

    def check(part: Any, path: tuple[str | int, ...]) -> None:
        row = rows[lines[path] - 1]
        if not isinstance(part, dict | list):
            assert json.dumps(part) in row
            return
        assert ("{" if isinstance(part, dict) else "[") in row
        items = part.items() if isinstance(part, dict) else enumerate(part)
        for key, inner in items:
            check(inner, (*path, key))

    lines = _lines(text)
    check(value, ())
