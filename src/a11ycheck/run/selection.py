"""From the configuration to the rules of a run, and to what a browser measures for them."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from a11ycheck import __version__
from a11ycheck.browser import ProbeRequest, VisitPlan, page_script
from a11ycheck.config import Config, InvalidValueError, convert_value
from a11ycheck.errors import UserError, suggestion
from a11ycheck.model import (
    AxeRule,
    Dependency,
    FactRule,
    InteractionRule,
    MarkupRule,
    PolicyRule,
    ProbeRule,
    Reach,
    Rule,
    SiteRule,
    SourceRule,
    TreeRule,
    Variant,
)
from a11ycheck.rules import every_rule, names_of, rules_with, select
from a11ycheck.run.ignored import FileIgnore, read_file_ignores

__all__ = [
    "Selection",
    "evidence_key",
    "make_plan",
    "make_selection",
    "option_types",
    "plan_of",
    "select_live",
    "select_shard",
    "select_source",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The rules of a run, and the options of all rules that have some, by rule id.

    `ignores` are the rules that do not apply to some files. `is_default` is true where the configuration
    selects none.
    """

    rules: tuple[Rule, ...]
    options: Mapping[str, object]
    ignores: tuple[FileIgnore, ...] = ()
    is_default: bool = False

    @property
    def ids(self) -> frozenset[str]:
        """Return the ids of the rules."""
        return frozenset(str(rule.id) for rule in self.rules)

    def has(self, kind: type[SourceRule] | type[MarkupRule]) -> bool:
        """Return whether a rule of this kind is selected."""
        return any(isinstance(rule, kind) for rule in self.rules)


def make_selection(config: Config) -> Selection:
    """Return the selected rules and their options; UserError for an unknown name or an invalid option.

    The rules in the folders of the configuration are loaded first.
    """
    pool = rules_with(config.rule_folders)
    known = names_of(pool)
    options = _read_options(config, pool)
    for name in (*config.select, *config.ignore):
        if name not in known:
            hint = suggestion(name, known, "See `a11ycheck rules` for ids and tags.")
            raise UserError(f'There is no rule or tag "{name}".', hint)
    rules = select(config.select, config.ignore, pool)
    if not rules:
        message = "No rule is left: all that are selected are ignored, too."
        raise UserError(message, "See `a11ycheck rules`.")
    return Selection(
        rules=rules,
        options=options,
        ignores=read_file_ignores(config, pool, known),
        is_default=not config.select,
    )


def option_types(rules: Iterable[Rule] | None = None) -> Mapping[str, type]:
    """Return the dataclass of the options of each rule that has some, by rule id."""
    pool = every_rule() if rules is None else rules
    return {str(rule.id): rule.options for rule in pool if rule.options is not None}


def _read_options(config: Config, rules: Iterable[Rule]) -> Mapping[str, object]:
    types = option_types(rules)
    options: dict[str, object] = {rule: kind() for rule, kind in types.items()}
    for rule, table in config.rules.items():
        if rule not in types:
            hint = suggestion(rule, types, f"Rules with options: {', '.join(sorted(types))}.")
            message = f'{config.where("rules", rule)}: the rule "{rule}" has no options.'
            raise UserError(message, hint)
        options[rule] = _options(config, rule, table, types[rule])
    return options


def _options(config: Config, rule: str, table: Mapping[str, Any], kind: type) -> object:
    known = [item.name for item in fields(kind)]
    for key in table:
        if key not in known:
            where = config.where("rules", rule, key)
            hint = suggestion(key, known, f"Options: {', '.join(known)}.")
            raise UserError(f'{where}: the rule "{rule}" has no option "{key}".', hint)
    try:
        return convert_value(dict(table), kind)
    except InvalidValueError as error:
        where = config.where("rules", rule, *error.keys)
        raise UserError(f'{where}: the option "{error.keys[0]}" of "{rule}" {error}.') from None


def select_source(selection: Selection) -> Selection:
    """Return the rules that need no page, only its source; UserError if none judges sources."""
    rules = tuple(rule for rule in selection.rules if isinstance(rule, SourceRule | PolicyRule))
    if not any(isinstance(rule, SourceRule) for rule in rules):
        message = "None of the selected rules judges sources."
        raise UserError(message, "`--select source` selects all that do.")
    return replace(selection, rules=rules)


def select_shard(selection: Selection) -> Selection:
    """Return the rules that can judge a part of the pages: those that judge one page at a time."""
    rules = tuple(rule for rule in selection.rules if not isinstance(rule, SiteRule))
    return replace(selection, rules=rules)


def select_live(selection: Selection) -> Selection:
    """Return the rules that can judge a page that is open in a driver; UserError if there are none.

    Requests were made before, scripted states would change the page, and one page is no site.
    """
    rules = tuple(rule for rule in selection.rules if _is_live(rule))
    if not rules:
        message = "None of the selected rules can judge a page that is open in a driver."
        raise UserError(message, "Select others, or audit the page by its URL.")
    return replace(selection, rules=rules)


def _is_live(rule: Rule) -> bool:
    match rule:
        case AxeRule() | FactRule():
            return True
        case SourceRule():
            return rule.judges_pages
        case _:
            return False


def make_plan(
    selection: Selection,
    variants: tuple[Variant, ...],
    *,
    timeout: float,
    wait_for: str = "",
    allow_empty: bool = False,
    reads_tree: bool = False,
) -> VisitPlan:
    """Return what a browser measures on each page; `timeout` is in seconds.

    `wait_for` selects an element that has to be visible first, "" for none. With `allow_empty`, pages that
    show no content are measured, too. With `reads_tree`, the accessibility tree is read even if no rule
    judges it.
    """
    rules = selection.rules
    return VisitPlan(
        variants=variants,
        axe_rules={str(rule.id): rule.depends for rule in rules if isinstance(rule, AxeRule)},
        carried_rules=frozenset(
            str(rule.id)
            for rule in rules
            if isinstance(rule, AxeRule)
            and rule.reach is Reach.ELEMENT
            and rule.depends == {Dependency.VISIBILITY}
        ),
        probes=tuple(
            ProbeRequest(
                rule=str(rule.id),
                source=rule.probe,
                options=dict(rule.probe_options),
                depends=rule.depends,
                interaction=rule.interaction if isinstance(rule, InteractionRule) else "",
            )
            for rule in rules
            if isinstance(rule, ProbeRule | SourceRule) and rule.probe is not None
        ),
        reads_tree=reads_tree or any(isinstance(rule, TreeRule) for rule in rules),
        timeout=timeout,
        wait_for=wait_for,
        allow_empty=allow_empty,
    )


def plan_of(selection: Selection, config: Config, *, reads_tree: bool) -> VisitPlan:
    """Return what a browser measures on each page with a configuration."""
    return make_plan(
        selection,
        config.variant_values(),
        timeout=config.timeout,
        wait_for=config.wait_for,
        allow_empty=config.allow_empty,
        reads_tree=reads_tree,
    )


def evidence_key(plan: VisitPlan, identity: Mapping[str, str]) -> str:
    """Return a hash of everything that evidence depends on, except for the files of the page.

    `identity` names the rest beside version and plan: the browser, its fonts, the hosts that pages may
    request.
    """
    parts = {
        "version": __version__,
        "script": page_script(plan.probes),
        "axe_rules": {rule: sorted(depends) for rule, depends in plan.axe_rules.items()},
        "carried_rules": sorted(plan.carried_rules),
        "probes": [[probe.rule, dict(probe.options), probe.interaction] for probe in plan.probes],
        "variants": [asdict(variant) for variant in plan.variants],
        "reads_tree": plan.reads_tree,
        "wait_for": plan.wait_for,
        "allow_empty": plan.allow_empty,
        "identity": dict(identity),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
