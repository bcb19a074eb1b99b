"""Rules, their folders, fixtures and pages are complete; probes and modules keep their conventions."""

from __future__ import annotations

import ast
import importlib
import json
import pkgutil
import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

import a11ycheck
from a11ycheck.model import (
    FactRule,
    FixSafety,
    InteractionRule,
    MarkupRule,
    PolicyRule,
    ProbeRule,
    ResourceRule,
    Rule,
    SiteRule,
    SourceRule,
    TreeRule,
)
from a11ycheck.rules import axe_rules, by_id, every_rule, own_rules

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(a11ycheck.__file__).parent
RULES = SOURCE / "rules"
FIXTURES = ROOT / "tests" / "rules"
PAGES = ROOT / "docs" / "publish" / "reference" / "rules"
HEADINGS = ["What it checks", "Why it matters", "Example", "Use instead", "Known limits"]
CODE = re.compile(r"^(`{3,}).*?^\1$", re.MULTILINE | re.DOTALL)
KINDS = (
    FactRule,
    InteractionRule,
    MarkupRule,
    PolicyRule,
    ResourceRule,
    SiteRule,
    SourceRule,
    TreeRule,
)
KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
BY_ID = pytest.mark.parametrize("rule", own_rules(), ids=[rule.id for rule in own_rules()])


def _folders(parent: Path) -> set[str]:
    found = (path for path in parent.iterdir() if path.is_dir() and not path.name.startswith("_"))
    return {path.name.replace("_", "-") for path in found}


def test_rules_folders_and_fixtures_are_the_same() -> None:
    ids = [str(rule.id) for rule in own_rules()]

    assert ids == sorted(ids)
    assert _folders(RULES) == set(ids)
    # Policy rules judge no page, so no page can be their fixture.
    of_pages = {str(rule.id) for rule in own_rules() if not isinstance(rule, PolicyRule)}
    assert _folders(FIXTURES) == of_pages


@pytest.mark.skipif(not PAGES.is_dir(), reason="The documentation is not part of this copy.")
def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"index", "axe"}

    assert pages == {str(rule.id) for rule in own_rules()}


def test_ids_are_unique_and_in_kebab_case() -> None:
    ids = [str(rule.id) for rule in every_rule()]

    assert len(set(ids)) == len(ids)
    assert [name for name in ids if not KEBAB.fullmatch(name)] == []


@BY_ID
def test_the_documentation_of_a_rule_has_its_headings(rule: Rule) -> None:
    words = CODE.sub("", rule.documentation)
    title, *parts = re.split(r"^## ", words, flags=re.MULTILINE)

    assert title.strip().endswith(".")
    assert "\n" not in title.strip()
    assert [part.partition("\n")[0] for part in parts] == HEADINGS
    # An example may be nothing but code.
    assert all(part.partition("\n")[2].strip() for part in parts if not part.startswith("Example"))


@BY_ID
def test_a_rule_is_complete(rule: Rule) -> None:
    module = importlib.import_module(f"a11ycheck.rules.{rule.id.replace('-', '_')}")

    assert module.RULE is rule
    assert rule.documentation == module.__doc__
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.since
    assert rule.tags
    assert isinstance(rule, KINDS)
    if isinstance(rule, ProbeRule) or (isinstance(rule, SourceRule) and rule.judges_pages):
        assert rule.probe == RULES / rule.id.replace("-", "_") / "probe.js"
        assert rule.probe.is_file()


@BY_ID
def test_a_title_states_a_requirement(rule: Rule) -> None:
    """As in axe: "must" for a success criterion, "should" for a best practice."""
    verb = "must" if rule.criteria and "wcag2aaa" not in rule.tags else "should"

    assert re.search(rf"\b{verb}\b", rule.title)


def test_rules_are_found_by_id() -> None:
    assert own_rules() is own_rules()
    assert by_id("reflow") in own_rules()
    assert by_id("image-alt") in axe_rules()
    assert by_id("no-such-rule") is None


def test_importing_the_registry_imports_no_rule() -> None:
    code = "import sys, a11ycheck.rules; print([n for n in sys.modules if '.rules.' in n])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "['a11ycheck.rules.axe']"


@pytest.mark.parametrize(
    "rule",
    [rule for rule in own_rules() if isinstance(rule, SourceRule) and rule.fix],
    ids=lambda r: r.id,
)
def test_a_fix_says_what_it_changes(rule: SourceRule) -> None:
    assert rule.fix
    assert rule.fix.safety in FixSafety
    assert rule.fix.singular != rule.fix.plural
    assert not rule.fix.condition.endswith(".")


def test_axe_has_its_rules() -> None:
    rules = axe_rules()

    assert len(rules) > 90
    assert all(rule.title and rule.documentation and rule.help_url for rule in rules)
    assert {str(rule.id) for rule in rules}.isdisjoint(str(rule.id) for rule in own_rules())


# --- probes -----------------------------------------------------------------------------------------

FORBIDDEN = (
    "EventSource", "WebSocket", "Worker", "XMLHttpRequest", "eval", "fetch", "indexedDB",
    "localStorage", "navigator", "queueMicrotask", "require", "requestAnimationFrame",
    "sessionStorage", "setInterval", "setTimeout",
)  # fmt: skip


def _oxlint(folder: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    """Lint as `make check` does, and forbid globals that make a probe slow, unsafe or noisy."""
    settings = json.loads((ROOT / ".oxlintrc.json").read_text("utf-8"))
    settings["rules"] |= {
        "no-restricted-globals": ["error", *FORBIDDEN],
        "no-eval": "error",
        "no-new-func": "error",
    }
    config = folder / "oxlint.json"
    config.write_text(json.dumps(settings), "utf-8")
    oxlint = Path(sysconfig.get_path("scripts")) / "oxlint"
    return subprocess.run(
        [oxlint, "--deny-warnings", "--config", config, *files],
        capture_output=True,
        text=True,
        check=False,
    )


def test_probes_use_no_network_timers_or_generated_code(tmp_path: Path) -> None:
    done = _oxlint(tmp_path, *sorted(RULES.glob("*/*.js")))

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", FORBIDDEN)
def test_the_linter_reports_forbidden_globals(name: str, tmp_path: Path) -> None:
    probe = tmp_path / "probe.js"
    probe.write_text(
        f'"use strict";\nmodule.exports = function probe() {{ return {name}("x"); }};\n'
    )

    done = _oxlint(tmp_path, probe)

    assert done.returncode != 0
    assert name in done.stdout


@pytest.mark.parametrize(
    "probe", sorted(RULES.glob("*/probe.js")), ids=lambda path: path.parent.name
)
def test_a_probe_is_one_synchronous_function(probe: Path) -> None:
    source = probe.read_text("utf-8")

    assert source.startswith('"use strict";\n')
    assert len(re.findall(r"^module\.exports = function probe\(", source, re.MULTILINE)) == 1
    assert re.findall(r"\b(?:async|await|Promise|import)\b", source) == []


# --- modules ----------------------------------------------------------------------------------------


def _modules() -> Iterator[str]:
    for module in pkgutil.walk_packages([str(SOURCE)], "a11ycheck."):
        if not module.name.endswith("__main__"):
            yield module.name


@pytest.mark.parametrize("name", sorted(_modules()))
def test_a_module_declares_its_public_names(name: str) -> None:
    module = importlib.import_module(name)
    source = Path(str(module.__file__)).read_text("utf-8")

    assert module.__doc__, "a module has a docstring"
    if len(ast.parse(source).body) > 1:
        assert sorted(module.__all__, key=_as_sorted) == list(module.__all__)
        assert [item for item in module.__all__ if not hasattr(module, item)] == []


def _as_sorted(name: str) -> tuple[int, str]:
    """Constants, then classes, then functions, as the linter sorts them."""
    return (0 if name.isupper() else 1 if name[0].isupper() else 2), name


def test_imports_go_down() -> None:
    lint = Path(sysconfig.get_path("scripts")) / "lint-imports"

    done = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout
