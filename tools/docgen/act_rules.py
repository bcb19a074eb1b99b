"""The page of W3C's ACT rules, and the rules that implement each."""

from a11ycheck.conformance import act_titles, rules_by_act_id
from a11ycheck.model import AxeRule, Rule
from a11ycheck.rules import default_rules
from a11ycheck.wcag import ACT_URL
from docgen.markup import literal, page, table

__all__ = ["act_rules_page"]


def act_rules_page() -> str:
    """Return the page."""
    rules = rules_by_act_id()
    rows = (
        (f"[{act}]({ACT_URL}{act}/)", literal(title), ", ".join(map(_name, rules.get(act, ()))))
        for act, title in act_titles().items()
    )
    return page(
        "act-rules.md.j2",
        total=len(act_titles()),
        implemented=sum(act in rules for act in act_titles()),
        rules=table(("ACT rule", "Title", "Rules"), ((*row[:2], row[2] or "none") for row in rows)),
    )


def _name(rule: Rule) -> str:
    name = f"`{rule.id}`" if isinstance(rule, AxeRule) else f"[{rule.id}](rules/{rule.id}.md)"
    return name if rule in default_rules() else f"{name} (selected)"
