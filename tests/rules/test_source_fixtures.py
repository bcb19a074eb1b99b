"""Each rule on the source says of its fixtures what `expected.txt` beside them says: file and line."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx import locale

from a11ycheck.evaluate import evaluate
from a11ycheck.model import EvidenceKind, Outcome, PageEvidence, Precision, Rule
from a11ycheck.rules import ALL
from a11ycheck.sphinxext.project_reader import read_project

HERE = Path(__file__).parent
RULES = [rule for rule in ALL if rule.evidence is EvidenceKind.SOURCE]
CONFIGURATION = """
extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_inline", "colon_fence"]
myst_heading_anchors = 3
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PageEvidence]:
    """What Sphinx reads of all fixtures, by path."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "conf.py").write_text(CONFIGURATION, "utf-8")
    (folder / "index.md").write_text("# Fixtures\n", "utf-8")
    for rule in RULES:
        if not _is_project(rule):
            shutil.copytree(HERE / rule.id, folder / rule.id)
            (folder / rule.id / "expected.txt").unlink()
    reading = read_project(folder, None, tmp_path_factory.mktemp("cache"))
    found = {document.page: document for document in reading.documents}
    for rule in filter(_is_project, RULES):
        copy = shutil.copytree(HERE / rule.id, tmp_path_factory.mktemp("own") / rule.id)
        reading = read_project(copy, None, tmp_path_factory.mktemp("cache"))
        found |= {f"{rule.id}/{document.page}": document for document in reading.documents}
    locale.translators.clear()  # Sphinx keeps the words of a language for the next project
    return found


def _is_project(rule: Rule) -> bool:
    """Tell whether a rule's fixtures are a project by themselves, such as one with translations."""
    return (HERE / rule.id / "conf.py").is_file()


def _expected(rule: Rule) -> Counter[str]:
    return Counter((HERE / rule.id / "expected.txt").read_text("utf-8").split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_names_the_lines_that_are_expected(
    rule: Rule, documents: Mapping[str, PageEvidence]
) -> None:
    own = [document for page, document in documents.items() if page.startswith(f"{rule.id}/")]
    own = [document for document in own if "-" in Path(document.page).name]
    # Each fact by itself, so that two faults of one line stay two.
    single = [
        PageEvidence(page=document.page, source=(fact,))
        for document in own
        for fact in document.source
    ]
    evaluations = [evaluate([page], [rule], {}) for page in single]
    assertions = [item for evaluation in evaluations for item in evaluation.assertions]
    found = Counter(
        f"{Path(item.source.location.file).name}:{item.source.location.line}"
        for item in assertions
        if item.source
    )

    assert found == _expected(rule)
    for item in assertions:
        assert item.source
        assert Path(item.page).stem == Path(item.source.location.file).stem
        assert item.outcome == Path(item.page).name.partition("-")[0]
        assert item.source.location.precision in {Precision.EXACT, Precision.BLOCK}
        assert item.message


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_name_of_a_fixture_says_whether_anything_is_judged(
    rule: Rule, documents: Mapping[str, PageEvidence]
) -> None:
    for path in sorted((HERE / rule.id).glob("*-*.*")):
        outcome = Outcome(path.name.partition("-")[0])
        facts = documents[f"{rule.id}/{path.name}"].source
        kinds = {fact.kind for fact in facts}
        assert (rule.source_kind in kinds) is (outcome is not Outcome.INAPPLICABLE), path.name
