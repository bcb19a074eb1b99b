"""`--fix` and `--diff` as an author meets them: after the fix and a build the finding is gone."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

CONFIGURATION = """
extensions = ["myst_parser", "a11ycheck.sphinxext"]
myst_enable_extensions = ["colon_fence"]
exclude_patterns = ["parts"]
"""
MARKDOWN = """\
# Title

```{toctree}
rest
```

```{list-table}
* - Language
  - Speakers
* - Sorani
  - 6
```

- item

  :::{list-table} A title
  :widths: 1 1

  * - Name
    - Place
  * - Ann
    - Erbil
  :::

````{note}
```{csv-table}
Name, Place
Ann, Erbil
```
````

:::{csv-table}
---
widths: 1, 1
---
Name, Place
Ann, Erbil
:::

|  |  |
|--|--|
| Name | Age |
| Ann | 3 |

```{eval-rst}
+------+-------+
| Name | Place |
+------+-------+
| Ann  | Erbil |
+------+-------+
```

<table>
<tr><td>Name</td><td>Place</td></tr>
<tr><td>Ann</td><td>Erbil</td></tr>
</table>

```
{"a": 1}
```

- x
  ```
  $ ls
  ```

```{code-block}
:caption: x

>>> 1
```

```{include} parts/part.md
```

#### Skips

##### Child

#### Sister

## Two

<h4>raw</h4>
"""
PART = "Words.\n\n```\n$ ls\n```\n"
REST = """\
Page
====

+------+-------+
| Name | Place |
+------+-------+
| Ann  | Erbil |
+------+-------+

* item

  =====  =====
  Name   Place
  Ann    Erbil
  =====  =====

.. table:: A title

   =====  =====
   Name   Place
   Ann    Erbil
   =====  =====

.. list-table:: A title
   that goes on
   :widths: 1 1

   * - Name
     - Place
   * - Ann
     - Erbil

.. csv-table:: A title

   Name,Place
   Ann,Erbil

Words::

    {"a": 1}

::

    $ ls

* item
  more ::

    >>> 1

.. note::

   .. code-block::
      :caption: x

      {"a": 4}

.. raw:: html

   <h2>Two</h2>
   <h4>Four</h4>
"""
RULES = ("--select", "source", "--select", "code-block-without-language")
PAGES = {"index.md": MARKDOWN, "rest.rst": REST, "parts/part.md": PART}

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    docs = tmp_path / "docs"
    for name, text in {**PAGES, "conf.py": CONFIGURATION}.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_bytes(text.encode())
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


@pytest.fixture
def run(project: Path) -> Run:
    """Return a function that runs a module of Python in the project's folder."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *arguments]
        return subprocess.run(
            command, cwd=project, capture_output=True, text=True, check=False, timeout=120
        )

    return run


def _contents(project: Path) -> dict[str, bytes]:
    return {name: (project / "docs" / name).read_bytes() for name in PAGES}


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_after_a_fix_no_finding_is_left_and_a_second_one_changes_nothing(
    run: Run, project: Path, end: str
) -> None:
    for name, text in PAGES.items():
        (project / "docs" / name).write_bytes(text.replace("\n", end).encode())
    before = run("a11ycheck", "source", "docs", *RULES, "--format", "json")
    assert json.loads(before.stdout)["summary"]["findings"]["failed"] > 15

    fixed = run("a11ycheck", "source", "docs", *RULES, "--fix")

    assert fixed.returncode == 0, fixed.stdout + fixed.stderr
    assert "PASSED" in fixed.stdout
    assert "Not fixed" not in fixed.stderr
    assert "Fixed docs/rest.rst: 4 languages of code, 1 heading level, 5 table headers." in (
        fixed.stderr
    )
    contents = _contents(project)
    assert all(data.count(b"\n") == data.count(end.encode()) for data in contents.values())
    again = run("a11ycheck", "source", "docs", *RULES, "--fix")
    assert "Nothing can be fixed automatically." in again.stderr
    assert _contents(project) == contents
    # Sphinx itself has nothing to say about what was written.
    built = run("sphinx", "-q", "-W", "--keep-going", "docs", "html")
    assert built.returncode == 0, built.stderr


def test_a_diff_changes_nothing_and_git_applies_it(run: Run, project: Path) -> None:
    before = _contents(project)

    shown = run("a11ycheck", "source", "docs", *RULES, "--diff")

    assert shown.returncode == 1
    assert "Would fix docs/parts/part.md: 1 language of code." in shown.stderr
    assert _contents(project) == before
    git = shutil.which("git")
    assert git
    subprocess.run([git, "apply"], cwd=project, input=shown.stdout.encode(), check=True)
    patched = _contents(project)
    for name, data in before.items():
        (project / "docs" / name).write_bytes(data)
    run("a11ycheck", "source", "docs", *RULES, "--fix")
    assert _contents(project) == patched


def test_a_diff_has_standard_output_for_itself(run: Run) -> None:
    done = run("a11ycheck", "source", "docs", "--diff", "--format", "json")

    assert done.returncode == 3
    assert "--diff prints the patch" in done.stderr
    assert "--format json=FILE" in done.stderr


@pytest.mark.browser
def test_a_file_that_changed_since_the_build_is_refused(run: Run, project: Path) -> None:
    run("sphinx", "-q", "docs", "html")
    page = project / "docs" / "rest.rst"
    page.write_text(f"{REST}\nMore.\n", "utf-8")

    done = run("a11ycheck", "audit", "html", *RULES, "--fix", "--no-cache")

    assert done.returncode == 2
    assert "docs/rest.rst was not fixed. It has changed since it was built." in done.stderr
    assert page.read_text("utf-8") == f"{REST}\nMore.\n"
    assert "Fixed docs/index.md:" in done.stderr
    assert ":header-rows: 1" in (project / "docs" / "index.md").read_text("utf-8")
    # The report is of the pages as they were built: they still have their defects.
    assert "FAILED" in done.stdout


def test_what_is_suppressed_or_not_clear_is_left(run: Run, project: Path) -> None:
    (project / "docs" / "index.md").write_text(
        "# Title\n\n% a11ycheck: ignore table-without-header -- numbers alone\n\n"
        "```{list-table}\n* - A\n  - B\n* - C\n  - D\n```\n\n"
        "```{list-table}\n* - A\n  - 12\n* - C\n  - 13\n```\n",
        "utf-8",
    )
    before = _contents(project)["index.md"]

    done = run("a11ycheck", "source", "docs", "--select", "table-without-header", "--fix")

    assert "Not fixed: docs/index.md:12 (table-without-header): its first row contains numbers" in (
        done.stderr
    )
    assert _contents(project)["index.md"] == before


def test_a_file_outside_of_the_project_is_refused(project: Path, run: Run) -> None:
    page = project / "docs" / "rest.rst"
    real = project / "outside" / "rest.rst"
    real.parent.mkdir()
    page.rename(real)
    page.symlink_to(real)
    (
        project / "docs" / "pyproject.toml"
    ).touch()  # now docs is the project, and the file is outside

    done = run("a11ycheck", "source", "docs", *RULES, "--fix")

    assert done.returncode == 2
    assert "rest.rst was not fixed. It is outside the project." in done.stderr
    assert real.read_text("utf-8") == REST
