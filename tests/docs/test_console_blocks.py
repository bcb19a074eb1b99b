"""What the README, the tutorial and the how-to guides show is what a reader sees.

`python tools/console_blocks.py` replaces outputs that have changed.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from console_blocks import TUTORIAL, pages, problems, rewrite, runs
from consoles import Console, Note, Session, differences, regenerated, steps_of

pytestmark = pytest.mark.timeout(600)


@pytest.mark.browser
@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_blocks_of_a_page_run_and_print_what_it_shows(page: Path) -> None:
    found = list(problems(page))

    assert not found, "\n\n" + "\n\n".join(found)


def test_blocks_that_are_not_run_have_a_reason() -> None:
    notes = [step for page in pages() for step in steps_of(page)]
    reasons = [step.value for step in notes if isinstance(step, Note) and step.key == "not run"]

    assert [reason for reason in reasons if len(reason.split()) < 3] == []


@pytest.mark.browser
def test_tutorial_ends_with_an_audit_that_passes(tmp_path: Path) -> None:
    with closing(Session(tmp_path, steps_of(TUTORIAL))) as session:
        done = [run for step in steps_of(TUTORIAL) for run in session.do(step)]

    last = [run for run in done if run.command.text == "a11ycheck audit build/html"][-1]
    assert last.output
    assert last.output[0].startswith("PASSED: ")


# --- the comparison --------------------------------------------------------------------------------


def test_times_versions_and_where_lines_wrap_are_no_differences() -> None:
    shown = [
        "ok  a11ycheck  0.1.0",
        "  time  9.9 s, started 2026-11-28 02:05 UTC, 3 pages",
        "     old",
    ]
    real = [
        "ok  a11ycheck  1.20.3",
        "  time  10.2 s, started 2027-01-02 12:05 UTC, 3",
        "    pages old",
    ]

    assert differences(shown, real) == []


@pytest.mark.parametrize(
    ("shown", "real"),
    [
        (["3 findings"], ["4 findings"]),
        (["first text after about 2.8 s on 2g"], ["first text after about 3.8 s on 2g"]),
        (["http://127.0.0.1:8000/"], ["http://127.0.0.2:8000/"]),
        (["a", "…"], ["b", "c"]),
        (["…", "a"], ["a", "b"]),
        (["a", "…", "b", "…", "c"], ["a", "c"]),
        (["a"], []),
    ],
)
def test_what_a_reader_would_notice_is_a_difference(shown: list[str], real: list[str]) -> None:
    assert differences(shown, real)


@pytest.mark.parametrize("real", [["a", "b"], ["a", "x", "y", "b"]])
def test_an_ellipsis_stands_for_any_lines(real: list[str]) -> None:
    assert differences(["a", "…", "b"], real) == []
    assert differences(["…"], real) == []


def test_a_new_output_omits_what_the_page_omitted() -> None:
    real = ["FAILED: 4 findings", "", "one", "two", "three", "4 failed"]

    assert regenerated(["FAILED: 3 findings", "…", "3 failed"], real) == [
        "FAILED: 4 findings",
        "…",
        "4 failed",
    ]
    assert regenerated(["FAILED: 3 findings"], real) == real


# --- pages -----------------------------------------------------------------------------------------

PAGE = """
% project: empty
% file: notes/one.txt
% | first

```text
no command
```

% append: notes/one.txt
```text
second
```

1. Enter:

   ```console
   $ cd notes
   $ cat one.txt
   first
   $ false
   $ echo $?
   1
   ```
"""


def test_a_page_is_a_project_and_its_outputs_are_replaced_in_place(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(PAGE, encoding="utf-8")

    found = list(problems(page))
    changed = rewrite(page)

    assert [text.split(": $ ")[1].partition("\n")[0] for text in found] == ["cat one.txt", "false"]
    assert changed == [19]
    assert "   first\n\n   second\n   $ false\n" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "mistake"),
    [
        ('pip install "../a11ycheck[sphinks]"', "There is no extra sphinks."),
        ("pip install a11ycheck", "a11ycheck is on no package index: install a checkout."),
        ('pip install "../a11ycheck[sphinx]"', ""),
        ("make htlm", "The Makefile has no target htlm."),
        ("make check test", ""),
        ("false", "exit code 1:\n"),
    ],
)
def test_commands_that_install_or_make_are_verified(
    tmp_path: Path, command: str, mistake: str
) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"```console\n$ {command}\n```\n", encoding="utf-8")

    ((_, (run,)),) = runs(page)

    assert run.mistake == mistake


def test_a_block_that_is_not_run_is_a_step_all_the_same(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- not run: it is far away -->\n```console\n$ false\n```\n", "utf-8")

    blocks = [step for step in steps_of(page) if isinstance(step, Console)]

    assert list(problems(page)) == []
    assert [command.text for command in blocks[0].commands] == ["false"]
