"""One term for one thing: words that the glossary replaced do not come back.

`RETIRED` gives each retired word and its replacement. `ALLOWED` gives correct uses, with the reason; they
are removed from a line before it is searched. `docs/guide` has a vocabulary of its own.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GLOSSARY = ROOT / "docs" / "publish" / "reference" / "glossary.md"

RETIRED = {
    r"(?:un)?mend(?:s|ed|ing|able)?": "fix",
    r"pictures?": "image, screenshot",
    r"address(?:es)?": "URL, path, IP address",
    r"told|said": "reported, message",
    r"tell whether": "Return whether",
    r"speaking": "locale",
    r"faults?": "finding, failure, error",
    r"spots?": "location",
    r"settle[sd]?|settling": "apply, idle, decide",
    r"shelf|shelves": "cache",
    r"desks?": "worker",
    r"homeless": "unmatched",
    r"whoever": "the user, the reader",
    r"whole or not at all": "atomically",
    r"anew": "again",
    r"style sheets?": "stylesheet",
    r"br(?:ea|o)ks? down|broke(?:n)? down": "raise an exception",
    r"log-in": "login",
}
ALLOWED = {
    r"</?picture\b|[\"'`]picture[\"'`]|\bpicture>|,picture,": "the HTML element",
    r"lighten_pictures|--(?:no-)?pictures": "a setting whose name is stable",
    r"\b(?:IP|e-mail|memory|loopback) address(?:es)?|ip_address|[\"'`]address[\"'`]": "not a URL",
    r"(?:server|client)_address": "names of the standard library",
    r"--print-address|DBUS_SESSION_BUS_ADDRESS": "names of D-Bus",
    r"\"address\||, address\)": "the HTML element",
    r"\btold apart\b": "distinguished",
    r"\bmani mend merc\b": "a code of ISO 15924",
}
# What is searched: text files below these folders, and these files.
SEARCHED = (
    "README.md",
    "CONTRIBUTING.md",
    "Makefile",
    "pyproject.toml",
    "conf.py",
    "bench",
    "changelog.d",
    "docs/publish",
    "src",
    "tests/cli",
    "tests/conftest.py",
    "tests/corpus",
    "tests/docs",
    "tests/meta",
    "tests/sphinx",
    "tests/support",
    "tests/unit",
    "tools",
)
EXEMPT = (
    "src/a11ycheck/language/likely_scripts.txt",  # names of scripts
    "src/furo_light/offline/texts.toml",  # for readers of the site
    "docs/publish/reference/rules/",  # generated from src and from fixtures
    "src/a11ycheck/_axe/",  # axe-core's
    "src/a11ycheck/rules/image_alt_is_placeholder/phrases.toml",  # data: placeholders
    "src/a11ycheck/rules/untranslated_text/interface.toml",  # data: words of interfaces
    "bench/clean_language_pages.toml",  # data: texts of pages
    "bench/planted_language_defects.toml",
    "tests/meta/test_terms.py",  # this file
    "tests/sphinx/roots/",  # data: sources of pages
)
# Not enforced yet.
PENDING: tuple[str, ...] = ()
SUFFIXES = {"", ".py", ".js", ".md", ".toml", ".j2", ".html", ".css", ".sh", ".txt", ".yml"}
# Of tests, only the names of files, functions and classes are searched: their data may be anything.
NAME = re.compile(r"^\s*(?:async )?(?:def|class) (\w+)", re.MULTILINE)

_RETIRED = re.compile(
    "|".join(f"(?P<t{n}>(?<![A-Za-z])(?:{word})(?![a-z]))" for n, word in enumerate(RETIRED)),
    re.IGNORECASE,
)
_ALLOWED = re.compile("|".join(ALLOWED))


def _files(root: Path) -> Iterator[Path]:
    for path in sorted(root.rglob("*")) if root.is_dir() else [root]:
        is_text = path.is_file() and path.suffix in SUFFIXES
        if is_text and not _name(path).startswith((*EXEMPT, *PENDING)):
            yield path


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def retired_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield line, word and replacement of each retired word in a text."""
    for number, line in enumerate(text.splitlines(), start=1):
        for match in _RETIRED.finditer(_ALLOWED.sub(" ", line)):
            group = match.lastgroup or "t0"
            yield number, match[0], list(RETIRED.values())[int(group[1:])]


@pytest.mark.parametrize("root", SEARCHED)
def test_retired_words_do_not_come_back(root: str) -> None:
    found = [
        f'{_name(path)}:{line}: "{word}"; write {better}'
        for path in _files(ROOT / root)
        for line, word, better in [
            *((0, word, better) for _, word, better in retired_in(_name(path))),
            *retired_in(path.read_text("utf-8")),
        ]
    ]

    assert found == [], "\n" + "\n".join(found)


def test_names_in_tests_use_no_retired_words() -> None:
    found = [
        f'{_name(path)}: "{word}" in {name}; write {better}'
        for path in _files(ROOT / "tests")
        if path.suffix == ".py" and path != Path(__file__)
        for name in [_name(path), *NAME.findall(path.read_text("utf-8"))]
        for _, word, better in retired_in(name)
    ]

    assert found == [], "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Mend the picture at this address.", ["Mend", "picture", "address"]),
        ("def mend_source(faults): ...", ["mend", "faults"]),
        ("class Shelf: ...", ["Shelf"]),
        ("Recommend the default; amend it; the Promise.allSettled of cantTell", []),
        ('Use `<picture>` and an IP address; set lighten_pictures = "no"', []),
        ("These two can be told apart.", []),
    ],
)
def test_the_search_finds_words_and_parts_of_names(text: str, words: list[str]) -> None:
    assert [word for _, word, _ in retired_in(text)] == words


def test_the_glossary_is_sorted_and_has_each_term_once() -> None:
    terms = re.findall(r"^(\S.*)\n: ", GLOSSARY.read_text("utf-8"), re.MULTILINE)

    assert len(terms) > 40
    assert terms == sorted(terms, key=str.casefold)
    assert len(set(terms)) == len(terms)
