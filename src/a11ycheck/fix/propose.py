"""From findings to changes of files: which of them can be mended, how, and why the others cannot."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from a11ycheck.fix.change import Change
from a11ycheck.fix.code import mend_code
from a11ycheck.fix.headings import Heading, mend_headings
from a11ycheck.fix.sources import Refused, Sources
from a11ycheck.fix.tables import mend_table
from a11ycheck.fix.text import Edit, SourceText, Unmendable
from a11ycheck.model import Finding, Outcome, SourceFact, SourceKind

__all__ = ["MENDABLE", "Left", "Proposal", "mendable", "propose"]

TABLE, CODE, HEADING = "table-without-header", "code-block-without-language", "heading-skips-level"
MENDABLE: Final = {
    TABLE: SourceKind.TABLE,
    CODE: SourceKind.CODE,
    HEADING: SourceKind.HEADING,
}
"""The rules whose faults can be mended without a person, and what their facts are about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """A fault of a rule that can be mended, which needs a person here: where, and why."""

    file: str
    line: int
    rule: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is to be changed, what needs a person, and which files may not be touched."""

    changes: tuple[Change, ...] = ()
    left: tuple[Left, ...] = ()
    refused: tuple[Refused, ...] = ()


def propose(findings: Iterable[Finding], sources: Sources) -> Proposal:
    """Return how the findings can be mended; those that are suppressed are wanted as they are."""
    changes: list[Change] = []
    left: list[Left] = []
    refused: list[Refused] = []
    for file, faults in sorted(mendable(findings).items()):
        found = sources.read(file)
        if isinstance(found, Refused):
            refused.append(found)
            continue
        path, data = found
        try:
            text = SourceText.read(data)
        except UnicodeDecodeError:
            refused.append(Refused(file=file, reason="It is not UTF-8."))
            continue
        desk = _Desk(file=file, lines=text.lines, faults=faults)
        desk.work([fact for fact in sources.facts if fact.location.file == file])
        left += desk.left
        if desk.edits:
            after = text.edited(desk.edits)
            mended = dict(sorted(desk.mended.items()))
            changes.append(Change(file=file, path=path, before=data, after=after, mended=mended))
    return Proposal(changes=tuple(changes), left=tuple(left), refused=tuple(refused))


def mendable(findings: Iterable[Finding]) -> Mapping[str, dict[tuple[str, int], None]]:
    """Return the places of rules that have mends, by file: (rule, line counted from 1), each once."""
    found: dict[str, dict[tuple[str, int], None]] = defaultdict(dict)
    for finding in findings:
        is_open = finding.outcome is Outcome.FAILED and finding.suppression is None
        if finding.rule in MENDABLE and is_open:
            for place in finding.places:
                if place.source is not None:
                    found[place.source.file][str(finding.rule), place.source.line] = None
    return found


@dataclass(slots=True, kw_only=True)
class _Desk:
    """Works on one file: collects edits, and what is left."""

    file: str
    lines: Sequence[str]
    faults: Mapping[tuple[str, int], None]
    edits: list[Edit] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    mended: Counter[str] = field(default_factory=Counter)

    def work(self, facts: Sequence[SourceFact]) -> None:
        """Mend what can be mended of the file's faults."""
        for rule, line in self.faults:
            if rule != HEADING:
                place = (MENDABLE[rule], line)
                there = [fact for fact in facts if (fact.kind, fact.location.line) == place]
                self._try(rule, line, there)
        self._headings(sorted(_headings(facts), key=lambda item: item[0]))

    def _try(self, rule: str, line: int, there: Sequence[SourceFact]) -> None:
        try:
            fact = self._only(line, there)
            if rule == TABLE:
                self._take(rule, line, mend_table(self.lines, line - 1, fact.facts))
            else:
                self._take(rule, line, mend_code(self.lines, line - 1))
        except Unmendable as reason:
            self._leave(rule, line, reason)

    def _only(self, line: int, there: Sequence[SourceFact]) -> SourceFact:
        if not there or not 0 < line <= len(self.lines):
            raise Unmendable("its place in the source is not known well enough")
        # The same fact several times is a file that several pages show, in several languages perhaps.
        first = _shape(there[0])
        if any(_shape(fact) != first for fact in there):
            raise Unmendable("several stand on its line")
        return there[0]

    def _headings(self, headings: Iterable[tuple[int, SourceFact]]) -> None:
        given = [
            Heading.of(line - 1, fact.facts, faulty=(HEADING, line) in self.faults)
            for line, fact in headings
            if 0 < line <= len(self.lines)
        ]
        if not any(heading.faulty for heading in given):
            return
        for heading, result in mend_headings(self.lines, given):
            if isinstance(result, Unmendable):
                self._leave(HEADING, heading.line + 1, result)
            else:
                self._take(HEADING, heading.line + 1, result)

    def _take(self, rule: str, line: int, edit: Edit) -> None:
        if any(edit.overlaps(other) for other in self.edits):
            self._leave(rule, line, Unmendable("another mend changes its lines: mend once more"))
            return
        self.edits.append(edit)
        self.mended[rule] += 1

    def _leave(self, rule: str, line: int, reason: Unmendable) -> None:
        self.left.append(Left(file=self.file, line=line, rule=rule, reason=str(reason)))


def _shape(fact: SourceFact) -> dict[str, object]:
    """Return what of a fact no translation changes."""
    return {
        name: value for name, value in fact.facts.items() if not isinstance(value, (list, tuple))
    }


def _headings(facts: Iterable[SourceFact]) -> Iterator[tuple[int, SourceFact]]:
    """Yield the headings of a file by line, each once, though several pages may show the file."""
    found = {fact.location.line: fact for fact in facts if fact.kind is SourceKind.HEADING}
    return iter(found.items())
