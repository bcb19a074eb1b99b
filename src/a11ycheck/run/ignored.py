"""Rules that do not apply to some pages and source files: `per_file_ignores` of the configuration."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from a11ycheck.config import Config
from a11ycheck.errors import UserError, suggestion
from a11ycheck.model import Assertion, Finding, Outcome, Rule, page_of_state
from a11ycheck.web.globs import compile_globs

__all__ = ["FileIgnore", "outcomes_that_apply", "read_file_ignores", "that_apply"]

_JUDGED = frozenset({Outcome.FAILED, Outcome.CANT_TELL})


@dataclass(frozen=True, slots=True, kw_only=True)
class FileIgnore:
    """The rules that do not apply to the pages and source files of a pattern.

    A pattern can be relative to `project`, the folder of the configuration file in its repository.
    """

    rules: frozenset[str]
    matches: Callable[[str], bool]
    project: str = ""

    def covers(self, page: str) -> bool:
        """Return whether the pattern matches a page; a state of a page is a part of it."""
        return self.matches(page) or self.matches(page_of_state(page))

    def covers_source(self, file: str) -> bool:
        """Return whether the pattern matches a source file."""
        return self.matches(file) or self.matches(file.removeprefix(self.project))


def read_file_ignores(
    config: Config, rules: Sequence[Rule], known: frozenset[str]
) -> tuple[FileIgnore, ...]:
    """Return what the configuration ignores; UserError for an unknown name or an invalid pattern.

    `rules` are those that exist, and `known` their ids and tags.
    """
    found = []
    project = config.file.project if config.file else ""
    for pattern, names in config.per_file_ignores.items():
        where = config.where("per_file_ignores", pattern)
        for name in names:
            if name not in known:
                hint = suggestion(name, known, "See `a11ycheck rules` for ids and tags.")
                raise UserError(f'{where}: there is no rule or tag "{name}".', hint)
        try:
            matches = compile_globs((pattern,))
        except UserError as error:
            raise UserError(f"{where}: {error.message}", error.hint) from None
        ids = (str(rule.id) for rule in rules if {str(rule.id), *rule.tags} & set(names))
        found.append(FileIgnore(rules=frozenset(ids), matches=matches, project=project))
    return tuple(found)


def that_apply(
    assertions: Iterable[Assertion], ignores: Sequence[FileIgnore]
) -> tuple[Assertion, ...]:
    """Return the located assertions without pages and source files to which their rules do not apply."""
    kept = []
    for item in assertions:
        mine = [ignore for ignore in ignores if item.rule in ignore.rules]
        if not mine:
            kept.append(item)
            continue
        if item.source and any(ignore.covers_source(item.source.file) for ignore in mine):
            continue
        pages = tuple(
            page for page in item.pages if not any(ignore.covers(page) for ignore in mine)
        )
        if pages == item.pages:
            kept.append(item)
        elif pages:
            kept.append(replace(item, pages=pages))
    return tuple(kept)


def outcomes_that_apply(
    outcomes: Mapping[str, Mapping[str, Outcome]],
    findings: Iterable[Finding],
    ignores: Sequence[FileIgnore],
) -> Mapping[str, Mapping[str, Outcome]]:
    """Return the outcomes of rules by page, without those of rules that do not apply there."""
    if not ignores:
        return outcomes
    reported = {(page, item.rule) for item in findings for page in item.pages}

    def applies(page: str, rule: str, outcome: Outcome) -> bool:
        mine = [ignore for ignore in ignores if rule in ignore.rules]
        if any(ignore.covers(page) for ignore in mine):
            return False
        return not mine or outcome not in _JUDGED or (page, rule) in reported

    return {
        page: {rule: found for rule, found in rules.items() if applies(page, rule, found)}
        for page, rules in outcomes.items()
    }
