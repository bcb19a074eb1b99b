"""Rules as SARIF's reporting descriptors: what code scanning shows beside each finding of a rule."""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from a11ycheck.model import EvidenceKind, Finding, Impact, Rule, RuleId, RuleStatus
from a11ycheck.model.rule import AXE
from a11ycheck.reporters import text
from a11ycheck.reporters.dump import Json
from a11ycheck.rules import every_rule
from a11ycheck.wcag import CRITERIA, Criterion

__all__ = ["LEVELS", "descriptors", "pascal"]

# SARIF 2.1.0, 3.27.10, and the words of GitHub's `problem.severity`.
LEVELS = {
    Impact.CRITICAL: "error",
    Impact.SERIOUS: "error",
    Impact.MODERATE: "warning",
    Impact.MINOR: "note",
}
_SEVERITIES = {"error": "error", "warning": "warning", "note": "recommendation"}

# What GitHub takes of a rule: 20 tags, and 1,024 characters of each description.
_TAGS = 20
_DESCRIPTION = 1000
_ACT = "https://www.w3.org/WAI/standards-guidelines/act/rules/"
_FIRST_SECTION = re.compile(r"^## .*?\n+(.*?)(?=\n## |\Z)", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def descriptors(ids: Iterable[str], findings: Iterable[Finding]) -> list[Json]:
    """Return the rules with these ids, sorted; `findings` tell of those that are not in the list."""
    told = {str(finding.rule): finding for finding in findings}
    rules = (_known().get(name) or _from_finding(name, told.get(name)) for name in sorted(set(ids)))
    return [_descriptor(rule) for rule in rules]


@cache
def _known() -> dict[str, Rule]:
    return {str(rule.id): rule for rule in every_rule()}


def _from_finding(name: str, finding: Finding | None) -> Rule:
    """Return what a finding tells of its rule, for reports that an older version wrote."""
    if finding is None:
        return Rule(id=RuleId(name), title=name, impact=Impact.MINOR, evidence=EvidenceKind.FACTS)
    return Rule(
        id=finding.rule,
        title=finding.title,
        impact=finding.impact,
        evidence=EvidenceKind.AXE if finding.engine == AXE else EvidenceKind.FACTS,
        criteria=finding.criteria,
        help_url=finding.help_url,
    )


def _descriptor(rule: Rule) -> Json:
    level = LEVELS[rule.impact]
    title = _sentence(text.clip(rule.title, _DESCRIPTION))
    described: Json = {
        "id": rule.id,
        "name": pascal(rule.id),
        "shortDescription": {"text": title},
        "fullDescription": {"text": _sentence(text.clip(_summary(rule), _DESCRIPTION)) or title},
        "help": {"text": _help_text(rule), "markdown": _help_markdown(rule)},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": _tags(rule),
            "precision": _precision(rule),
            "problem.severity": _SEVERITIES[level],
        },
    }
    if address := _help_url(rule):
        described["helpUri"] = address
    return described


def pascal(name: str) -> str:
    """Return an id such as "image-alt" as the name that viewers show: "ImageAlt"."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))


def _sentence(words: str) -> str:
    return words if not words or words.endswith((".", "!", "?", "…")) else f"{words}."


def _summary(rule: Rule) -> str:
    """Return what the rule checks: its documentation's first section, for axe's rules all of it."""
    section = _FIRST_SECTION.search(rule.documentation)
    return section[1] if section else rule.documentation or rule.title


def _help_url(rule: Rule) -> str:
    criteria = _criteria(rule)
    return text.link(rule.help_url) or (criteria[0].url if criteria else "")


def _criteria(rule: Rule) -> list[Criterion]:
    return [CRITERIA[number] for number in rule.criteria if number in CRITERIA]


def _precision(rule: Rule) -> str:
    # axe reports as failed only what is certain; a rule that is new has still to show that.
    if rule.status is not RuleStatus.STABLE:
        return "medium"
    return "very-high" if rule.engine == AXE else "high"


def _tags(rule: Rule) -> list[str]:
    criteria = _criteria(rule)
    levels = dict.fromkeys(f"wcag-{item.level.lower()}" for item in criteria)
    named = [f"wcag-{item.number}" for item in criteria]
    act = [f"act-{name}" for name in rule.act]
    return ["accessibility", *(levels or ["best-practice"]), *named, *act][:_TAGS]


def _help_text(rule: Rule) -> str:
    """Return the documentation without its marks for headings, and where more is said."""
    words = re.sub(r"^#+ ", "", rule.documentation.strip(), flags=re.MULTILINE)
    more = f"More: {address}" if (address := _help_url(rule)) else ""
    return "\n\n".join(filter(None, (_sentence(words or rule.title), more)))


def _help_markdown(rule: Rule) -> str:
    # Our own rules bring Markdown along; axe's and other texts are plain.
    words = rule.documentation.strip()
    if rule.engine == AXE or not words:
        words = _MARKUP.sub(r"\\\1", _sentence(words or rule.title))
    facts = "\n".join(f"- {fact}" for fact in _facts(rule))
    return f"{words}\n\n{facts}\n"


def _facts(rule: Rule) -> Iterator[str]:
    criteria = _criteria(rule)
    named = [f"[{item.number} {item.name}]({item.url}) (level {item.level})" for item in criteria]
    yield f"Success criteria: {', '.join(named) or 'none; a best practice'}"
    if rule.act:
        yield f"ACT rules: {', '.join(f'[{name}]({_ACT}{name}/)' for name in rule.act)}"
    if address := text.link(rule.help_url):
        yield f"How to fix: <{address}>"
    yield f"Explained by `a11ycheck explain {rule.id}`"
