"""From findings to changes of files: what is fixed, what is not, and which files are refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from a11ycheck.fix import Sources, edit_each, fixable, propose
from a11ycheck.fix.propose import Fixable
from a11ycheck.fix.sources import digest
from a11ycheck.model import (
    Edit,
    Finding,
    Fix,
    FixSafety,
    Impact,
    Location,
    Outcome,
    Precision,
    RuleId,
    Scope,
    SourceFact,
    SourceKind,
    SourceLocation,
    SourceRule,
    Suppression,
    Unfixable,
    Verdict,
)

TEXT = "one\ntwo\nthree\n"


def shout(lines: Sequence[str], fact: SourceFact) -> Edit:
    number = fact.location.line - 1
    if not lines[number].isalpha():
        raise Unfixable("it is not a word")
    return Edit(first=number, last=number + 1, lines=(lines[number].upper(),))


def rule(name: str = "quiet-word", *, has_fix: bool = True) -> SourceRule:
    fix = Fix(
        safety=FixSafety.SAFE,
        singular="word",
        plural="words",
        condition="always",
        edit=edit_each(shout),
    )
    return SourceRule(
        id=RuleId(name),
        title=name,
        impact=Impact.MINOR,
        source_kind=SourceKind.PARAGRAPH,
        judge=lambda _facts, _options: Verdict(outcome=Outcome.FAILED),
        fix=fix if has_fix else None,
    )


def at(line: int, file: str = "a.md") -> SourceLocation:
    return SourceLocation(file=file, line=line, precision=Precision.EXACT)


def finding(*lines: int, name: str = "quiet-word", file: str = "a.md") -> Finding:
    return Finding(
        rule=RuleId(name),
        engine="a11ycheck",
        title=name,
        outcome=Outcome.FAILED,
        impact=Impact.MINOR,
        criteria=(),
        messages=(),
        help_url="",
        fingerprint="",
        scope=Scope.PAGE,
        locations=tuple(
            Location(pages=("a.html",), variants=(), messages=(), source=at(line, file))
            for line in lines
        ),
    )


def fact(line: int, **facts: object) -> SourceFact:
    return SourceFact(kind=SourceKind.PARAGRAPH, location=at(line), facts=facts)


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    file = tmp_path / "a.md"
    file.write_text(TEXT, "utf-8")
    return Sources(
        roots=(tmp_path,),
        files={"a.md": file},
        hashes={"a.md": digest(TEXT.encode())},
        facts=tuple(fact(line) for line in (1, 2, 3)),
    )


def test_each_line_is_fixed_once_and_counted(sources: Sources) -> None:
    proposal = propose([finding(1, 3), finding(3)], sources, [rule()])

    (change,) = proposal.changes
    assert change.after == b"ONE\ntwo\nTHREE\n"
    assert change.fixed == {"quiet-word": 2}
    assert (proposal.unfixed, proposal.refused) == ((), ())


def test_only_open_findings_of_rules_with_a_fix_are_fixable() -> None:
    accepted = replace(finding(1), suppression=Suppression(reason="Meant.", where="a.md:1"))
    doubtful = replace(finding(1), outcome=Outcome.CANT_TELL)
    without = finding(1, name="other-rule")
    rules = [rule(), rule("other-rule", has_fix=False)]

    assert fixable([accepted, doubtful, without], rules) == ()
    assert fixable([finding(2, 2)], rules) == (
        Fixable(file="a.md", rule=RuleId("quiet-word"), line=2),
    )


def test_a_reason_is_given_for_each_line_that_is_not_fixed(
    sources: Sources, tmp_path: Path
) -> None:
    text = b"one\n2\n"
    (tmp_path / "a.md").write_bytes(text)
    sources = replace(sources, hashes={"a.md": digest(text)})

    proposal = propose([finding(1, 2, 9)], sources, [rule()])

    assert [(item.line, item.reason) for item in proposal.unfixed] == [
        (2, "it is not a word"),
        (9, "its source location is not exact"),
    ]
    assert [change.after for change in proposal.changes] == [b"ONE\n2\n"]


def test_two_different_facts_on_one_line_are_not_fixed(sources: Sources) -> None:
    sources = replace(sources, facts=(fact(1, form="a"), fact(1, form="b")))

    (item,) = propose([finding(1)], sources, [rule()]).unfixed

    assert item.reason == "several stand on its line"


def test_the_same_fact_in_two_languages_is_one(sources: Sources) -> None:
    sources = replace(sources, facts=(fact(1, words=["one"]), fact(1, words=["yek"])))

    assert len(propose([finding(1)], sources, [rule()]).changes) == 1


def test_two_fixes_do_not_change_the_same_line(sources: Sources) -> None:
    rules = [rule(), rule("louder-word")]

    proposal = propose([finding(1), finding(1, name="louder-word")], sources, rules)

    assert [change.fixed for change in proposal.changes] == [{"louder-word": 1}]
    assert [item.rule for item in proposal.unfixed] == ["quiet-word"]
    assert "run --fix again" in proposal.unfixed[0].reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"hashes": {"a.md": digest(b"other")}}, "It has changed since it was built."),
        ({"hashes": {}}, "Its content at the time of the build is not known."),
        ({"roots": ()}, "It is outside the project."),
    ],
)
def test_a_file_that_is_not_what_was_judged_is_refused(
    sources: Sources, changes: dict[str, object], reason: str
) -> None:
    proposal = propose([finding(1)], replace(sources, **changes), [rule()])  # type: ignore[arg-type]

    assert [(item.file, item.reason) for item in proposal.refused] == [("a.md", reason)]
    assert proposal.changes == ()


def test_a_file_on_which_two_builds_disagree_is_refused(sources: Sources) -> None:
    joined = sources.joined(replace(sources, hashes={"a.md": digest(b"other")}))

    assert len(propose([finding(1)], joined, [rule()]).refused) == 1
