"""Build a rule's `EditFile` from a function that edits a single fact."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from a11ycheck.model import Edit, EditFile, SourceFact, Unfixable

__all__ = ["edit_each"]


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
