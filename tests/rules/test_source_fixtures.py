"""Each source rule reports the files and lines that `expected.txt` beside its fixtures lists."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from sphinx import locale

from a11ycheck.evaluate import judge
from a11ycheck.model import Outcome, PageEvidence, Precision, SourceRule
from a11ycheck.rules import own_rules
from a11ycheck.sphinxext.project_reader import read_project

HERE = Path(__file__).parent
RULES = [rule for rule in own_rules() if isinstance(rule, SourceRule)]
CONFIGURATION = """
extensions = ["myst_parser"]
myst_enable_extensions = ["attrs_inline", "colon_fence"]
myst_heading_anchors = 3
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PageEvidence]:
    """What Sphinx reads in all fixtures, by path."""
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
    locale.translators.clear()  # Sphinx keeps the catalogue of a language for the next project
    return found


def _is_project(rule: SourceRule) -> bool:
    """Return whether the fixtures of a rule are a project of their own, such as a translated one."""
    return (HERE / rule.id / "conf.py").is_file()


def _expected(rule: SourceRule) -> Counter[str]:
    return Counter((HERE / rule.id / "expected.txt").read_text("utf-8").split())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_reports_the_expected_lines(
    rule: SourceRule, documents: Mapping[str, PageEvidence]
) -> None:
    own = [document for page, document in documents.items() if page.startswith(f"{rule.id}/")]
    own = [document for document in own if "-" in Path(document.page).name]
    # Each fact by itself, so that two failures on one line stay two.
    single = [
        PageEvidence(page=document.page, source=(fact,))
        for document in own
        for fact in document.source
    ]
    evaluations = [judge([page], [rule], {}) for page in single]
    assertions = [item for evaluation in evaluations for item in evaluation.assertions]
    found = Counter(
        f"{Path(item.source.file).name}:{item.source.line}" for item in assertions if item.source
    )

    assert found == _expected(rule)
    for item in assertions:
        assert item.source
        assert Path(item.page).stem == Path(item.source.file).stem
        assert item.outcome == Path(item.page).name.partition("-")[0]
        assert item.source.precision in {Precision.EXACT, Precision.BLOCK}
        assert item.messages


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_the_name_of_a_fixture_is_the_outcome_of_its_document(
    rule: SourceRule, documents: Mapping[str, PageEvidence]
) -> None:
    for path in sorted((HERE / rule.id).glob("*-*.*")):
        if path.suffix == ".html":  # a page without a source
            continue
        outcome = Outcome(path.name.partition("-")[0])
        document = documents[f"{rule.id}/{path.name}"]
        assert judge([document], [rule], {}).outcomes == {document.page: {rule.id: outcome}}
