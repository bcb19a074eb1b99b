"""Turn findings into changes of files: which can be fixed, how, and why the others cannot."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from a11ycheck.fix.change import Change, SourceText
from a11ycheck.fix.sources import Refused, Sources
from a11ycheck.model import (
    Edit,
    EditFile,
    Finding,
    Outcome,
    Rule,
    RuleId,
    SourceFact,
    SourceRule,
    Unfixable,
)

__all__ = ["Fixable", "Proposal", "Unfixed", "edit_each", "fixable", "propose"]


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Fixable:
    """A line of a file (from 1) on which a rule that has a fix found something."""

    file: str
    rule: RuleId
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfixed:
    """A finding that its rule's fix cannot fix here, and why: the reason ends a sentence."""

    file: str
    line: int
    rule: RuleId
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The changes that fix findings, the findings that stay, and the files that may not be changed."""

    changes: tuple[Change, ...] = ()
    unfixed: tuple[Unfixed, ...] = ()
    refused: tuple[Refused, ...] = ()


def fixable(findings: Iterable[Finding], rules: Iterable[Rule]) -> tuple[Fixable, ...]:
    """Return the lines of failed findings whose rule has a fix, each once; not those of suppressed ones."""
    fixing = _with_fix(rules)
    lines = {
        Fixable(file=item.source.file, rule=finding.rule, line=item.source.line)
        for finding in findings
        if finding.rule in fixing
        and finding.outcome is Outcome.FAILED
        and finding.suppression is None
        for item in finding.locations
        if item.source is not None
    }
    return tuple(sorted(lines))


def _with_fix(rules: Iterable[Rule]) -> Mapping[RuleId, SourceRule]:
    return {rule.id: rule for rule in rules if isinstance(rule, SourceRule) and rule.fix}


def propose(findings: Iterable[Finding], sources: Sources, rules: Sequence[Rule]) -> Proposal:
    """Return the changes that fix the findings of `rules`, as far as their fixes can."""
    fixing = _with_fix(rules)
    changes: list[Change] = []
    unfixed: list[Unfixed] = []
    refused: list[Refused] = []
    for file, found in groupby(fixable(findings, rules), lambda item: item.file):
        source = sources.read(file)
        if isinstance(source, Refused):
            refused.append(source)
            continue
        path, data = source
        try:
            text = SourceText.read(data)
        except UnicodeDecodeError:
            refused.append(Refused(file=file, reason="It is not UTF-8."))
            continue
        facts = [fact for fact in sources.facts if fact.location.file == file]
        edits, fixed, rest = _edit_file(text, facts, found, fixing)
        unfixed += rest
        if edits:
            after = text.edited(edits)
            changes.append(Change(file=file, path=path, before=data, after=after, fixed=fixed))
    return Proposal(changes=tuple(changes), unfixed=tuple(unfixed), refused=tuple(refused))


def _edit_file(
    text: SourceText,
    facts: Sequence[SourceFact],
    found: Iterable[Fixable],
    rules: Mapping[RuleId, SourceRule],
) -> tuple[Sequence[Edit], Mapping[RuleId, int], Sequence[Unfixed]]:
    """Return the edits of one file, how many of each rule, and what is left."""
    edits: list[Edit] = []
    fixed: Counter[RuleId] = Counter()
    unfixed: list[Unfixed] = []
    # Sorted by file, rule and line.
    for name, group in groupby(found, lambda item: item.rule):
        rule, items = rules[name], list(group)
        if rule.fix is None:
            continue
        own = [fact for fact in facts if fact.kind is rule.source_kind]
        for line, result in rule.fix.edit(text.lines, own, [item.line for item in items]):
            if isinstance(result, Unfixable):
                reason = str(result)
            elif any(result.overlaps(other) for other in edits):
                reason = "another fix changes its lines: run --fix again"
            else:
                edits.append(result)
                fixed[name] += 1
                continue
            unfixed.append(Unfixed(file=items[0].file, line=line, rule=name, reason=reason))
    return edits, dict(fixed), unfixed


def edit_each(edit: Callable[[Sequence[str], SourceFact], Edit]) -> EditFile:
    """Return an `EditFile` that edits each finding by itself.

    `edit` gets the lines of the file and the only fact on the finding's line. It raises Unfixable where
    it cannot decide.
    """

    def edit_file(
        lines: Sequence[str], facts: Sequence[SourceFact], failed: Sequence[int]
    ) -> Iterator[tuple[int, Edit | Unfixable]]:
        for line in failed:
            try:
                yield line, edit(lines, _only_fact(lines, facts, line))
            except Unfixable as reason:
                yield line, reason

    return edit_file


def _only_fact(lines: Sequence[str], facts: Sequence[SourceFact], line: int) -> SourceFact:
    there = [fact for fact in facts if fact.location.line == line]
    if not there or not 0 < line <= len(lines):
        raise Unfixable("its source location is not exact")
    # A file that several pages include, perhaps in several languages, gives the same fact several times.
    first = _untranslated(there[0])
    if any(_untranslated(fact) != first for fact in there):
        raise Unfixable("several stand on its line")
    return there[0]


def _untranslated(fact: SourceFact) -> Mapping[str, object]:
    """Return the facts that are the same in every language."""
    return {
        name: value for name, value in fact.facts.items() if not isinstance(value, (list, tuple))
    }
