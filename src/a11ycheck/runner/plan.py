"""From what a user asked for to what is measured on each page."""

import difflib
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from a11ycheck import __version__
from a11ycheck.browser import ProbeRequest, VisitPlan, page_script
from a11ycheck.errors import UserError
from a11ycheck.model import EvidenceKind, Rule, Variant
from a11ycheck.rules import known_names, select

__all__ = ["Selection", "make_plan", "make_selection", "setting_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The rules of a run, and the options of those that take any, by rule id."""

    rules: tuple[Rule, ...]
    options: Mapping[str, object]


def make_selection(
    chosen: Iterable[str], ignored: Iterable[str], options: Mapping[str, object]
) -> Selection:
    """Return the rules that are chosen and not ignored; UserError for a name that no rule has."""
    chosen, ignored = tuple(chosen), tuple(ignored)
    for name in (*chosen, *ignored):
        _demand_known(name)
    rules = select(chosen, ignored)
    if not rules:
        message = "No rule is left: everything that is selected is also ignored."
        raise UserError(message, "See `a11ycheck rules`.")
    defaults = {str(rule.id): rule.options() for rule in rules if rule.options is not None}
    return Selection(rules=rules, options={**defaults, **options})


def _demand_known(name: str) -> None:
    known = known_names()
    if name in known:
        return
    close = difflib.get_close_matches(name, known, n=1)
    hint = f'Did you mean "{close[0]}"?' if close else "See `a11ycheck rules` for ids and tags."
    message = f'There is no rule or tag "{name}".'
    raise UserError(message, hint)


def make_plan(
    selection: Selection,
    variants: tuple[Variant, ...],
    *,
    timeout: float,
) -> VisitPlan:
    """Return what the browser does on each page; `timeout` is in seconds."""
    return VisitPlan(
        variants=variants,
        axe_rules={
            str(rule.id): rule.depends
            for rule in selection.rules
            if rule.evidence is EvidenceKind.AXE
        },
        probes=tuple(_probe(rule) for rule in selection.rules if rule.probe is not None),
        timeout=timeout,
    )


def _probe(rule: Rule) -> ProbeRequest:
    if rule.probe is None:
        message = f"The rule {rule.id} has no probe."
        raise ValueError(message)
    return ProbeRequest(
        rule=str(rule.id),
        source=rule.probe,
        options=dict(rule.probe_options),
        depends=rule.depends,
        interaction=rule.interaction,
    )


def setting_of(plan: VisitPlan, identity: Mapping[str, str]) -> str:
    """Return a hash of all that evidence depends on beside the page: tools, plan, and `identity`.

    `identity` names what else can change the evidence: the browser's binary and the hosts it may
    ask.
    """
    parts = {
        "version": __version__,
        "script": page_script(plan.probes),
        "axe_rules": {rule: sorted(depends) for rule, depends in plan.axe_rules.items()},
        "probes": [[probe.rule, dict(probe.options), probe.interaction] for probe in plan.probes],
        "variants": [asdict(variant) for variant in plan.variants],
        "identity": dict(identity),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
