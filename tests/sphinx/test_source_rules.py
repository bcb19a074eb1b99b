"""Rules on the source as a user meets them: the command, the warnings of a build, and the builder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from source_project import Run, run, write_project

__all__ = ["run"]  # the fixture

CONFIGURATION = """
extensions = ["myst_parser", "a11ycheck.sphinxext"]
exclude_patterns = ["part.md"]
print("a configuration may print")
"""
PAGES = {
    "index.md": "# Title\n\n```{toctree}\n:hidden:\n\nsub/page\n```\n\n[here](https://example.org)\n",
    "sub/page.rst": "Page\n====\n\n.. |dot| image:: dot.png\n\nSee |dot|.\n\n.. include:: ../part.inc\n",
    "part.inc": "`read more <https://example.org/b>`__\n",
}
EXPECTED = [
    ("image-alt-in-source", "docs/sub/page.rst", 4),
    ("link-text-not-descriptive", "docs/index.md", 9),
    ("link-text-not-descriptive", "docs/part.inc", 1),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with three defects, one of them in an included file."""
    return write_project(tmp_path, {**PAGES, "conf.py": CONFIGURATION, "sub/dot.png": ""})


def _sources(text: str) -> list[tuple[str, str, int]]:
    findings = json.loads(text)["findings"]
    return sorted(
        (item["rule"], location["source"]["file"], location["source"]["line"])
        for item in findings
        for location in item["locations"]
    )


def test_the_command_names_file_and_line(run: Run) -> None:
    done = run("a11ycheck", "source", "docs", "--format", "json")

    assert _sources(done.stdout) == EXPECTED
    assert done.returncode == 1
    assert "a configuration may print" in done.stderr


def test_an_image_in_a_substitution_is_at_the_line_that_uses_it(run: Run, project: Path) -> None:
    conf = CONFIGURATION + (
        'myst_enable_extensions = ["colon_fence", "substitution"]\n'
        'myst_substitutions = {"pic": "![](dot.png)"}\n'
    )
    page = (
        "# Title\n\n{{ pic }}\n\n:::{note}\n{{ pic }}\n:::\n\nText and {{ pic }}.\n\n"
        "![A dot](dot.png)\n"
    )
    write_project(project, {"conf.py": conf, "index.md": page, "dot.png": ""})
    (project / "docs" / "sub" / "page.rst").write_text(":orphan:\n\nPage\n====\n", "utf-8")

    done = run("a11ycheck", "source", "docs", "--format", "json")

    assert _sources(done.stdout) == [
        ("image-alt-in-source", "docs/index.md", line) for line in (3, 6, 9)
    ]


def test_the_image_of_a_card_has_no_empty_brackets(run: Run, project: Path) -> None:
    conf = CONFIGURATION.replace('"myst_parser"', '"myst_parser", "sphinx_design"')
    page = "# Title\n\n```{card} Water\n:img-top: tap.png\n```\n\n![](dot.png)\n"
    write_project(project, {"conf.py": conf, "index.md": page, "dot.png": "", "tap.png": ""})
    (project / "docs" / "sub" / "page.rst").write_text(":orphan:\n\nPage\n====\n", "utf-8")

    done = run("a11ycheck", "source", "docs", "--format", "json")

    assert _sources(done.stdout) == [("image-alt-in-source", "docs/index.md", 7)]


def test_an_image_in_a_link_is_at_its_directive_although_its_url_is_above_it(
    run: Run, project: Path
) -> None:
    """MyST up to 5.1 gave such images no line."""
    conf = CONFIGURATION + (
        "from docutils import nodes\n"
        "def forget(app, document):\n"
        "    for image in document.findall(nodes.image):\n"
        "        image.line = 0\n"
        "def setup(app):\n"
        '    app.connect("doctree-read", forget, priority=1)\n'
    )
    directive = "```{image} dot.png\n:target: https://example.org\n```\n"
    page = f"# Title\n\n```text\n[![A dot](dot.png)](https://example.org)\n```\n\n{directive}"
    write_project(project, {"conf.py": conf, "index.md": page, "dot.png": ""})
    (project / "docs" / "sub" / "page.rst").write_text(":orphan:\n\nPage\n====\n", "utf-8")

    done = run("a11ycheck", "source", "docs", "--format", "json")

    assert _sources(done.stdout) == [("image-alt-in-source", "docs/index.md", 7)]


SUBSTITUTIONS = """\
---
myst:
  substitutions:
    own: "![](dot.png)"
---
# Title

- {{ pic }}
- ![](dot.png)
- {{ version }}
- {{ pic }}
- {{ own }}

  {{ pic }}
1. ![A dot](dot.png)

> {{ pic }}
> ![](dot.png)

| a         | b            |
| --------- | ------------ |
| {{ pic }} | ![](dot.png) |
| b         | {{ pic }}    |

:::{note}
{{ pic }}
![](a\\&b.png)
:::

Version {{ version }} and {{ pic }}
and {{ own }} and ![](dot.png)
and ![](dot.png).

- {{ html }}
- {{ link }}
- ![](dot.png)

Broken ![
](dot.png)
"""


@pytest.mark.parametrize("extensions", ['["substitution", "colon_fence"]',
    '["substitution", "colon_fence", "html_image"]'])  # fmt: skip
def test_substitutions_and_images_beside_them_have_lines_of_their_own(
    run: Run, project: Path, extensions: str
) -> None:
    conf = (
        f"{CONFIGURATION}myst_enable_extensions = {extensions}\n"
        "myst_substitutions = {\n"
        "    'pic': '![](dot.png)',\n"
        "    'version': '1.2',\n"
        "    'html': '<img src=\"dot.png\">',\n"
        "    'link': '[here](https://example.org)',\n"
        "}\n"
    )
    files = {"conf.py": conf, "index.md": SUBSTITUTIONS, "dot.png": "", "a&b.png": ""}
    write_project(project, files)
    (project / "docs" / "sub" / "page.rst").write_text(":orphan:\n\nPage\n====\n", "utf-8")

    done = run("a11ycheck", "source", "docs", "--format", "json")

    expected = [8, 9, 11, 12, 14, 17, 18, 22, 23, 26, 27, 30, 31, 32, 34, 36, 38]
    found = _sources(done.stdout)
    lines = sorted({line for rule, _, line in found if rule == "image-alt-in-source"})
    assert lines == expected
    assert [item for item in found if item[0][:4] == "link"] == [
        ("link-text-not-descriptive", "docs/index.md", 35)
    ]


def test_a_second_run_sees_what_has_changed(run: Run, project: Path) -> None:
    run("a11ycheck", "source", "docs", "--format", "json")
    (project / "docs" / "part.inc").write_text("\n\nWords.\n", "utf-8")
    page = project / "docs" / "index.md"
    page.write_text("# Title\n\n\n" + page.read_text("utf-8").partition("\n")[2], "utf-8")

    done = run("a11ycheck", "source", "docs", "--format", "json")

    assert _sources(done.stdout) == [
        EXPECTED[0],
        ("link-text-not-descriptive", "docs/index.md", 11),
    ]


def test_nothing_is_left_in_the_project_but_the_cache(run: Run, project: Path) -> None:
    run("a11ycheck", "source", "docs")

    assert {path.name for path in project.iterdir()} <= {
        *{"docs", "pyproject.toml", ".a11ycheck_cache"}
    }


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "There is no folder nowhere."),
        (("docs", "-c", "docs/sub"), "There is no conf.py in docs/sub."),
        (("docs", "--select", "image-alt"), "None of the selected rules judges sources."),
    ],
)
def test_a_wrong_call_gets_a_sentence(run: Run, arguments: tuple[str, ...], message: str) -> None:
    done = run("a11ycheck", "source", *arguments)

    assert done.returncode == 3
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_configuration_that_fails_gets_a_sentence(run: Run, project: Path) -> None:
    (project / "docs" / "conf.py").write_text("extensions = ['no_such_extension']\n", "utf-8")

    done = run("a11ycheck", "source", "docs")

    assert done.returncode == 3
    assert "no_such_extension" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_build_says_nothing_unless_it_is_asked(run: Run) -> None:
    assert run("sphinx", "-q", "-W", "docs", "build").returncode == 0


def test_a_build_warns_where_it_is_asked(run: Run) -> None:
    done = run("sphinx", "-q", "-W", "-D", "a11ycheck_warn=1", "docs", "build")

    assert done.returncode == 1
    for rule, file, line in EXPECTED:
        (warning,) = [
            text for text in done.stderr.splitlines() if f"{file}:{line}: WARNING" in text
        ]
        assert warning.endswith(f"[a11ycheck.{rule}]")


def test_warnings_can_be_suppressed(run: Run) -> None:
    suppressed = "suppress_warnings=a11ycheck.link-text-not-descriptive"
    done = run("sphinx", "-q", "-D", "a11ycheck_warn=1", "-D", suppressed, "docs", "build")

    assert "image-alt-in-source" in done.stderr
    assert "link-text-not-descriptive" not in done.stderr


def test_an_incremental_build_warns_again(run: Run) -> None:
    build = ("sphinx", "-q", "-W", "-D", "a11ycheck_warn=1", "docs", "build")
    first, second = run(*build), run(*build)

    assert (second.returncode, second.stderr) == (1, first.stderr)


@pytest.mark.browser
def test_the_builder_audits_what_it_builds(run: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text(
        '[tool.a11ycheck]\nvariants = ["phone-light"]\n', "utf-8"
    )

    done = run("sphinx", "-q", "-b", "a11y", "docs", "build/a11y")

    assert done.returncode == 1, done.stderr
    report = (project / "build" / "a11y" / "output.json").read_text("utf-8")
    assert set(EXPECTED) <= {
        (item["rule"], location["source"]["file"], location["source"]["line"])
        for item in json.loads(report)["findings"]
        for location in item["locations"]
        if location["source"]
    }
    assert "FAILED" in (project / "build" / "a11y" / "output.txt").read_text("utf-8")
    assert "docs/index.md:9: WARNING" in done.stderr
    assert ".html.rst" not in done.stderr
    assert (project / "build" / "a11y" / "index.html").is_file()


def test_documents_in_the_cache_are_no_sources(run: Run, project: Path) -> None:
    conf = CONFIGURATION + (
        "\n\ndef write(app):\n"
        "    app.outdir.mkdir(parents=True, exist_ok=True)\n"
        "    (app.outdir / 'copied.rst').write_text('Copied\\n======\\n\\n.. image:: /sub/dot.png\\n')\n"
        "\n\ndef setup(app):\n"
        "    app.connect('builder-inited', write)\n"
    )
    (project / "docs" / "conf.py").write_text(conf, "utf-8")
    options = ("--cache-dir", "docs/.kept", "--format", "json")

    first = run("a11ycheck", "source", "docs", *options)
    second = run("a11ycheck", "source", "docs", *options)

    assert _sources(first.stdout) == _sources(second.stdout)
    assert not any(".kept" in file for _, file, _ in _sources(second.stdout))
