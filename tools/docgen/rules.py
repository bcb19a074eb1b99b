"""The pages of the rules: ours from their modules and fixtures, axe's from its metadata."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import groupby
from urllib.parse import urlsplit

from a11ycheck.model import (
    AxeRule,
    Dependency,
    EvidenceKind,
    FixSafety,
    InteractionRule,
    Reach,
    Rule,
    RuleStatus,
    SourceRule,
)
from a11ycheck.rules import axe_rules, axe_version, default_rules, own_rules
from a11ycheck.wcag import ACT_URL, CRITERIA
from docgen.examples import examples
from docgen.markup import code, default_text, literal, page, table

__all__ = ["axe_page", "rule_page", "rules_index"]

_EVIDENCE = {
    EvidenceKind.FACTS: "facts that a probe measures in the page",
    EvidenceKind.INTERACTION: "facts that a probe measures in a scripted state of the page",
    EvidenceKind.RESOURCES: "the network requests of the page",
    EvidenceKind.MARKUP: "the parse errors of the page's file",
    EvidenceKind.SOURCE: "the source, as Sphinx reads it",
    EvidenceKind.POLICY: "the suppressions of the project",
    EvidenceKind.SITE: "facts of all pages of the site together",
    EvidenceKind.TREE: "the accessibility tree of the page",
}
_REACH = {
    Reach.ELEMENT: "single elements",
    Reach.PAGE: "the page as a whole",
    Reach.SITE: "the site as a whole",
}
_DEPENDS = {
    Dependency.VISIBILITY: "visibility",
    Dependency.LAYOUT: "layout",
    Dependency.COLOUR: "colours",
}
_SAFETY = {
    FixSafety.SAFE: "The fix is **safe**: it keeps the meaning of the source.",
    FixSafety.UNSAFE: (
        "The fix is **unsafe**: it may change the meaning of the source. "
        "Review its patch with `--diff`."
    ),
}
_LIMITS = "## Known limits"


def rule_page(rule: Rule) -> str:
    """Return the page of one of our own rules."""
    summary, _, text = rule.documentation.partition("\n")
    before, heading, limits = text.partition(_LIMITS)
    return page(
        "rule.md.j2",
        rule=rule,
        facts=table(("Fact", "Value"), _facts(rule)),
        summary=summary,
        text=before.strip(),
        options=_options(rule),
        fix=_fix(rule),
        limits=f"{heading}{limits}".strip(),
        references=list(_references(rule)),
        examples=examples(str(rule.id)),
    )


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "Impact", str(rule.impact)
    yield "Success criteria", ", ".join(map(_criterion, rule.criteria)) or "none: a best practice"
    yield "Evidence", _evidence(rule)
    yield "Judges", _REACH[rule.reach]
    yield "Can differ between variants in", _dependence(rule)
    yield "Tags", ", ".join(map(code, rule.tags))
    yield "Since", f"version {rule.since}, {rule.status}"


def _evidence(rule: Rule) -> str:
    if isinstance(rule, SourceRule) and rule.judges_pages:
        return f"{_EVIDENCE[rule.kind]}; without a source map, {_EVIDENCE[EvidenceKind.FACTS]}"
    return _EVIDENCE[rule.kind]


def _dependence(rule: Rule) -> str:
    if isinstance(rule, InteractionRule):
        return "nothing: the rule sets the state of the page itself"
    return ", ".join(_DEPENDS[part] for part in sorted(rule.depends)) or "nothing"


def _fix(rule: Rule) -> str:
    if not isinstance(rule, SourceRule) or rule.fix is None:
        return ""
    fixes = f"`a11ycheck audit --fix` fixes {rule.fix.plural} {rule.fix.condition}."
    return f"{fixes} {_SAFETY[rule.fix.safety]}"


def _references(rule: Rule) -> Iterator[str]:
    if rule.help_url:
        yield f"[Background of {rule.id} at {urlsplit(rule.help_url).netloc}]({rule.help_url})"
    for number in rule.act:
        yield f"[ACT rule {number}]({ACT_URL}{number}/)"


def _criterion(number: str) -> str:
    criterion = CRITERIA[number]
    return f"[{number} {literal(criterion.name)}]({criterion.url}) (level {criterion.level})"


def _options(rule: Rule) -> str:
    if rule.options is None:
        return ""
    rows = (
        (code(option.name), default_text(option.default), literal(option.metadata["help"]))
        for option in fields(rule.options)
    )
    return table(("Key", "Default", "What it does"), rows)


def rules_index() -> str:
    """Return the page that lists our own rules and links to axe's."""
    rows = (
        (f"[{rule.id}]({rule.id}.md)", str(rule.impact), _numbers(rule), literal(rule.title))
        for rule in own_rules()
    )
    chosen = [rule for rule in default_rules() if isinstance(rule, AxeRule)]
    return page(
        "rules-index.md.j2",
        own=table(("Rule", "Impact", "WCAG", "Requirement"), rows),
        ids=[str(rule.id) for rule in own_rules()],
        axe_total=len(axe_rules()),
        axe_default=len(chosen),
        axe_version=axe_version(),
    )


def axe_page() -> str:
    """Return the page with axe's rules: those that run by default, and those that have to be selected."""
    chosen = frozenset(rule.id for rule in default_rules())
    named = sorted((rule for rule in axe_rules() if rule.id not in chosen), key=_reason)
    return page(
        "axe.md.j2",
        axe_version=axe_version(),
        default=_axe_table(rule for rule in axe_rules() if rule.id in chosen),
        groups=[(reason, _axe_table(rules)) for reason, rules in groupby(named, _reason)],
    )


def _reason(rule: Rule) -> str:
    """Return why a rule does not run by default."""
    if rule.status is not RuleStatus.STABLE:
        return str(rule.status).capitalize()
    return "Level AAA" if any(tag.endswith("aaa") for tag in rule.tags) else "Other standards"


def _axe_table(rules: Iterable[Rule]) -> str:
    rows = (
        (f"[{rule.id}]({rule.help_url})", str(rule.impact), _numbers(rule), literal(rule.title))
        for rule in rules
    )
    return table(("Rule", "Impact", "WCAG", "Requirement"), rows)


def _numbers(rule: Rule) -> str:
    numbers = (f"{number} ({CRITERIA[number].level})" for number in rule.criteria)
    return ", ".join(numbers) or "best practice"
