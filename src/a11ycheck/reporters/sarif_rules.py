"""Rules as SARIF's reporting descriptors, and their messages as message strings with placeholders."""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from string import Formatter

from a11ycheck.model import AxeRule, Finding, Impact, Message, PolicyRule, Rule, RuleId, RuleStatus
from a11ycheck.model.rule import AXE
from a11ycheck.reporters import text
from a11ycheck.reporters.json_text import Json
from a11ycheck.reporters.triage import group_by, primary
from a11ycheck.rules import by_id
from a11ycheck.wcag import ACT_URL, CRITERIA, Criterion

__all__ = ["LEVELS", "arguments", "descriptors", "message_id", "pascal"]

# SARIF 2.1.0, 3.27.10, and the words of GitHub's `problem.severity`.
LEVELS = {
    Impact.CRITICAL: "error",
    Impact.SERIOUS: "error",
    Impact.MODERATE: "warning",
    Impact.MINOR: "note",
}
_SEVERITIES = {"error": "error", "warning": "warning", "note": "recommendation"}

# GitHub's limits for a rule: 20 tags, and 1,024 characters for each description.
_TAGS = 20
_DESCRIPTION = 1000

_FIRST_SECTION = re.compile(r"^## .*?\n+(.*?)(?=\n## |\Z)", re.MULTILINE | re.DOTALL)
_MARKUP = re.compile(r"([\\`*_\[\]<>])")


def descriptors(ids: Iterable[str], findings: Iterable[Finding]) -> list[Json]:
    """Return the rules with these ids, sorted; `findings` describe rules that are not in the registry."""
    found = group_by(findings, lambda item: str(item.rule))
    return [_descriptor(name, found.get(name, [])) for name in sorted(set(ids))]


def _rule_of(name: str, findings: list[Finding]) -> Rule:
    """Return the rule, made from one of its findings if another version of the package had it."""
    if rule := by_id(name):
        return rule
    if not findings:
        return PolicyRule(id=RuleId(name), title=name, impact=Impact.MINOR)
    finding = findings[0]
    return (AxeRule if finding.engine == AXE else PolicyRule)(
        id=finding.rule,
        title=finding.title,
        impact=finding.impact,
        criteria=finding.criteria,
        help_url=finding.help_url,
    )


def _descriptor(name: str, findings: list[Finding]) -> Json:
    rule = _rule_of(name, findings)
    level = LEVELS[rule.impact]
    criteria = [CRITERIA[number] for number in rule.criteria if number in CRITERIA]
    url = text.link(rule.help_url) or (criteria[0].url if criteria else "")
    title = _sentence(text.clip(rule.title, _DESCRIPTION))
    # The first section of the rule's documentation, for axe's rules all of it.
    section = _FIRST_SECTION.search(rule.documentation)
    summary = section[1] if section else rule.documentation or rule.title
    # axe reports as failed only what is certain; an experimental rule has yet to show that.
    precision = "very-high" if rule.engine == AXE else "high"
    descriptor: Json = {
        "id": rule.id,
        "name": pascal(rule.id),
        "shortDescription": {"text": title},
        "fullDescription": {"text": _sentence(text.clip(summary, _DESCRIPTION)) or title},
        "help": {"text": _help_text(rule, url), "markdown": _help_markdown(rule, criteria)},
        "defaultConfiguration": {"level": level},
        "properties": {
            "tags": _tags(rule, criteria),
            "precision": precision if rule.status is RuleStatus.STABLE else "medium",
            "problem.severity": _SEVERITIES[level],
        },
    }
    if url:
        descriptor["helpUri"] = url
    shown = (primary(finding).messages for finding in findings)
    if strings := {message_id(item): {"text": _message_string(item)} for item in shown if item}:
        descriptor["messageStrings"] = strings
    return descriptor


def message_id(messages: tuple[Message, ...]) -> str:
    """Return the id of an element's messages within their rule."""
    return "+".join(message.id for message in messages)


def _message_string(messages: tuple[Message, ...]) -> str:
    """Return the templates of an element's messages with SARIF's placeholders (3.11.5): "{0}", "{1}"."""
    numbers = count()

    def convert(template: str) -> str:
        return "".join(
            literal.replace("{", "{{").replace("}", "}}")
            + ("" if name is None else f"{{{next(numbers)}}}")
            for literal, name, _, _ in Formatter().parse(template)
        )

    return "; ".join(convert(message.template) for message in messages)


def arguments(messages: tuple[Message, ...]) -> list[str]:
    """Return the values for the placeholders of the message string, formatted in English."""
    found = []
    for message in messages:
        for _, name, spec, conversion in Formatter().parse(message.template):
            if name is not None:
                ending = f"{f'!{conversion}' if conversion else ''}{f':{spec}' if spec else ''}"
                found.append(str(Message(message.id, f"{{{name}{ending}}}", message.values)))
    return found


def pascal(name: str) -> str:
    """Return an id such as "image-alt" in Pascal case, as viewers show it: "ImageAlt"."""
    return "".join(word[:1].upper() + word[1:] for word in re.split(r"[^A-Za-z0-9]+", name))


def _sentence(line: str) -> str:
    return line if not line or line.endswith((".", "!", "?", "…")) else f"{line}."


def _tags(rule: Rule, criteria: list[Criterion]) -> list[str]:
    levels = dict.fromkeys(f"wcag-{item.level.lower()}" for item in criteria)
    named = [f"wcag-{item.number}" for item in criteria]
    act = [f"act-{name}" for name in rule.act]
    return ["accessibility", *(levels or ["best-practice"]), *named, *act][:_TAGS]


def _help_text(rule: Rule, url: str) -> str:
    """Return the documentation without its heading marks, and the URL of more."""
    plain = re.sub(r"^#+ ", "", rule.documentation.strip(), flags=re.MULTILINE)
    return _sentence(plain or rule.title) + (f"\n\nMore: {url}" if url else "")


def _help_markdown(rule: Rule, criteria: list[Criterion]) -> str:
    # The documentation of our own rules is Markdown; axe's and other texts are plain.
    markdown = rule.documentation.strip()
    if rule.engine == AXE or not markdown:
        markdown = _MARKUP.sub(r"\\\1", _sentence(markdown or rule.title))
    facts = "\n".join(f"- {fact}" for fact in _facts(rule, criteria))
    return f"{markdown}\n\n{facts}\n"


def _facts(rule: Rule, criteria: list[Criterion]) -> Iterator[str]:
    named = [f"[{item.number} {item.name}]({item.url}) (level {item.level})" for item in criteria]
    yield f"Success criteria: {', '.join(named) or 'none; a best practice'}"
    if rule.act:
        yield f"ACT rules: {', '.join(f'[{name}]({ACT_URL}{name}/)' for name in rule.act)}"
    if url := text.link(rule.help_url):
        yield f"How to fix: <{url}>"
    yield f"Explained by `a11ycheck explain {rule.id}`"
