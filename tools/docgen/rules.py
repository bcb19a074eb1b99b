"""The pages of the rules: ours from their modules and fixtures, axe's from its metadata."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import groupby
from urllib.parse import urlsplit

from a11ycheck.model import Dependency, EvidenceKind, Reach, Rule, RuleStatus
from a11ycheck.rules import ALL, axe_rules, axe_version, default_rules
from a11ycheck.wcag import by_number
from docgen.examples import examples
from docgen.markup import code, literal, page, table

__all__ = ["axe_page", "rule_page", "rules_index"]

_EVIDENCE = {
    EvidenceKind.FACTS: "facts that a probe measures in the page",
    EvidenceKind.INTERACTION: "facts that a probe measures in a state into which the page is brought",
    EvidenceKind.RESOURCES: "the requests that the page makes",
    EvidenceKind.SOURCE: "the source, as Sphinx read it",
    EvidenceKind.POLICY: "what the project itself says of findings",
    EvidenceKind.SITE: "all pages of the site together",
}
_REACH = {
    Reach.ELEMENT: "single elements",
    Reach.PAGE: "the page as a whole",
    Reach.SITE: "the site as a whole",
}
_DEPENDS = {
    Dependency.VISIBILITY: "what is visible",
    Dependency.LAYOUT: "layout",
    Dependency.COLOUR: "colours",
}


def rule_page(rule: Rule) -> str:
    """Return the page of one of our own rules."""
    return page(
        "rule.md.j2",
        rule=rule,
        facts=table(("Fact", "Value"), _facts(rule)),
        text=rule.documentation.partition("\n")[2].strip(),
        summary=rule.documentation.partition("\n")[0],
        options=_options(rule),
        examples=examples(str(rule.id)),
    )


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "Impact", str(rule.impact)
    yield "Success criteria", ", ".join(map(_criterion, rule.criteria)) or "none: a best practice"
    yield "Looks at", _EVIDENCE[rule.evidence]
    yield "Judges", _REACH[rule.reach]
    yield "Can differ between variants with", _dependence(rule)
    yield "Tags", ", ".join(map(code, rule.tags))
    yield "Since", f"version {rule.since}, {rule.status}"
    if rule.help_url:
        host = urlsplit(rule.help_url).netloc
        yield "Background", f"[Background of {rule.id} at {host}]({rule.help_url})"


def _dependence(rule: Rule) -> str:
    if rule.interaction:
        return "nothing: it brings about its own state of the page"
    return ", ".join(_DEPENDS[part] for part in sorted(rule.depends)) or "nothing"


def _criterion(number: str) -> str:
    criterion = by_number(number)
    return f"[{number} {literal(criterion.name)}]({criterion.url}) (level {criterion.level})"


def _options(rule: Rule) -> str:
    if rule.options is None:
        return ""
    rows = (
        (code(option.name), code(str(option.default)), literal(option.metadata["help"]))
        for option in fields(rule.options)
    )
    return table(("Key", "Default", "What it does"), rows)


def rules_index() -> str:
    """Return the page that lists our own rules and leads to axe's."""
    rows = (
        (f"[{rule.id}]({rule.id}.md)", str(rule.impact), _numbers(rule), literal(rule.title))
        for rule in ALL
    )
    chosen = [rule for rule in default_rules() if rule.evidence is EvidenceKind.AXE]
    return page(
        "rules-index.md.j2",
        own=table(("Rule", "Impact", "WCAG", "What it demands"), rows),
        ids=[str(rule.id) for rule in ALL],
        axe_total=len(axe_rules()),
        axe_default=len(chosen),
        axe_version=axe_version(),
    )


def axe_page() -> str:
    """Return the page with axe's rules: those that run by default, and those that have to be named."""
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
        return {RuleStatus.EXPERIMENTAL: "Experimental", RuleStatus.DEPRECATED: "Deprecated"}[
            rule.status
        ]
    return "Level AAA" if any(tag.endswith("aaa") for tag in rule.tags) else "Other standards"


def _axe_table(rules: Iterable[Rule]) -> str:
    rows = (
        (f"[{rule.id}]({rule.help_url})", str(rule.impact), _numbers(rule), literal(rule.title))
        for rule in rules
    )
    return table(("Rule", "Impact", "WCAG", "What it demands"), rows)


def _numbers(rule: Rule) -> str:
    numbers = (f"{number} ({by_number(number).level})" for number in rule.criteria)
    return ", ".join(numbers) or "best practice"
