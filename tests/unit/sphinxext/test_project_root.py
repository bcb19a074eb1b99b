"""To which folder the paths in reports are relative."""

from pathlib import Path

from a11ycheck.sphinxext.source_text import project_root


def test_a_repository_with_several_projects_is_the_root(tmp_path: Path) -> None:
    docs = tmp_path / "packages" / "water" / "docs"
    docs.mkdir(parents=True)
    (docs.parent / "pyproject.toml").touch()

    assert project_root(docs) == docs.parent
    (tmp_path / ".git").mkdir()
    assert project_root(docs) == tmp_path
