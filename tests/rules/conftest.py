"""The fixtures of the rules: pages that carry the outcome that a rule must report for them.

A fixture is a page or a folder of pages; its name begins with the outcome that it shows. Elements
carry `data-expect`, whole pages carry it on `html`; a report without a mark is an error. A file
`NAME.size` stands for a file NAME of about that many bytes, `OTHER-PORT` for another port than the
page's own, and a page with `data-page="no"` is a part of another.
"""

from __future__ import annotations

import json
import shutil
import struct
import tempfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

from a11ycheck.evaluate import judge
from a11ycheck.model import (
    Evaluation,
    EvidenceKind,
    Message,
    Outcome,
    PageEvidence,
    PageTree,
    ParseError,
    ProbeResult,
    Request,
    Rule,
    SourceRule,
    TreeNode,
)
from a11ycheck.rules import own_rules
from a11ycheck.web.markup_errors import find_parse_errors
from a11ycheck.web.parse_errors import MESSAGES

HERE = Path(__file__).parent
IN_BROWSER = frozenset(
    {
        EvidenceKind.FACTS,
        EvidenceKind.INTERACTION,
        EvidenceKind.RESOURCES,
        EvidenceKind.SITE,
        EvidenceKind.TREE,
    }
)
OF_PAGES = IN_BROWSER | {EvidenceKind.MARKUP}
REPORTED = (Outcome.FAILED, Outcome.CANT_TELL)
# What a judgement may depend on: not the browser's texts for a failed request.
IDENTITY = ("target", "html", "in_main", "text")
RECORDED = (
    "url",
    "kind",
    "status",
    "wire_bytes",
    "third_party",
    "blocked",
    "blocking",
    "initiator",
)

Mark = tuple[str, str, str, frozenset[tuple[str, str]]]
Record = dict[str, list[dict[str, Any]]]


class _Marks(HTMLParser):
    """Collects the elements that carry `data-expect`, as (page, outcome, tag, attributes)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.marks: list[Mark] = []
        self.is_part = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.is_part |= attributes.get("data-page") == "no"
        expected = attributes.get("data-expect", "")
        self.marks.append((self.page, expected, tag, frozenset(attributes.items())))


def _read(source: str, page: str) -> _Marks:
    parser = _Marks(page)
    parser.feed(source)
    return parser


def _body(suffix: str, size: int) -> bytes:
    """Return a body of so many bytes; an image is real, because a broken one is not read to its end."""
    if suffix != ".png":
        return b"\0" * size
    width, height = 999, size // 1000
    lines = zlib.compress((b"\0" + b"\x7f" * width) * height, level=0)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", lines), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


@dataclass(frozen=True, slots=True)
class RuleFixture:
    """One fixture of one rule."""

    rule: Rule
    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def outcome(self) -> Outcome:
        return Outcome(self.name.partition("-")[0])

    @property
    def pages(self) -> Mapping[str, str]:
        """The source of each page, by its path."""
        files = sorted(self.path.rglob("*.html")) if self.path.is_dir() else [self.path]
        root = self.path if self.path.is_dir() else self.path.parent
        sources = {str(file.relative_to(root)): file.read_text("utf-8") for file in files}
        return {page: text for page, text in sources.items() if not _read(text, page).is_part}

    @property
    def marks(self) -> Counter[Mark]:
        """Everything that carries `data-expect`, of any outcome."""
        found = (mark for page, text in self.pages.items() for mark in _read(text, page).marks)
        return Counter(mark for mark in found if mark[1])

    @property
    def expected(self) -> Counter[Mark]:
        """The marks that a rule must report."""
        return Counter({mark: count for mark, count in self.marks.items() if mark[1] in REPORTED})

    def reported(self, evaluation: Evaluation) -> Counter[Mark]:
        """What the rule reports, in the form of marks; a whole page once, however often it fails."""
        assertions = evaluation.assertions
        whole = {item.page for item in assertions if item.element is None}
        marks = Counter(self._mark(item) for item in assertions if item.element)
        return marks + Counter(
            self._mark(next(item for item in assertions if item.page == page)) for page in whole
        )

    def judged(self, pages: Sequence[PageEvidence]) -> Evaluation:
        """The rule's judgement of the evidence."""
        options = {self.rule.id: self.rule.options()} if self.rule.options else {}
        evaluation = judge(pages, [self.rule], options)
        assert evaluation.errors == ()
        return evaluation

    def _mark(self, item: Any) -> Mark:
        source = item.element.html if item.element else self.pages[item.page]
        first = _read(source, item.page).marks[0]
        return (item.page, str(item.outcome), *first[2:])

    def build(self, folder: Path, other_port: int) -> Path:
        """Make the served form of the fixture in an empty folder, and return it."""
        if self.path.is_file():
            shutil.copy(self.path, folder)
            return folder
        shutil.copytree(self.path, folder, dirs_exist_ok=True)
        for file in sorted(folder.rglob("*.size")):
            made = file.with_suffix("")
            made.write_bytes(_body(made.suffix, int(file.read_text("utf-8"))))
        for file in sorted(folder.rglob("*.html")):
            text = file.read_text("utf-8").replace("OTHER-PORT", str(other_port))
            file.write_text(text, "utf-8")
        return folder


def _fixtures() -> Iterator[RuleFixture]:
    for rule in own_rules():
        if rule.kind in OF_PAGES:
            paths = [path for path in (HERE / rule.id).iterdir() if path.name != "facts.json"]
        elif isinstance(rule, SourceRule) and rule.judges_pages:
            paths = [*(HERE / rule.id).glob("*.html")]
        else:
            continue
        for path in sorted(paths):
            yield RuleFixture(rule, path)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--record-facts", action="store_true", help="Write what Chromium measures to facts.json."
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "rule_fixture" in metafunc.fixturenames:
        cases = list(_fixtures())
        names = [f"{case.rule.id}/{case.name}" for case in cases]
        metafunc.parametrize("rule_fixture", cases, ids=names)


# --- recorded facts -----------------------------------------------------------------------------------


class Facts:
    """What Chromium measured on the fixtures, in one file for each rule."""

    def __init__(self, *, recording: bool) -> None:
        self.recording = recording
        self._kept: dict[str, dict[str, Mapping[str, Record]]] = defaultdict(dict)

    @staticmethod
    def of(
        rule: Rule, pages: Iterable[PageEvidence], rename: Callable[[str], str]
    ) -> dict[str, Record]:
        """Return the evidence that the rule reads, by page, without the URLs of this run."""
        records: dict[str, Record] = {}
        for page in pages:
            if rule.kind is EvidenceKind.RESOURCES:
                records[page.page] = {"requests": _requests(page, rename)}
            elif rule.kind is EvidenceKind.TREE:
                records[page.page] = {"trees": _renamed(_trees(page), rename)}
            else:
                (probed,) = msgspec.to_builtins(page.probes)
                found = [_fact(fact) for fact in probed["facts"]]
                records[page.page] = {"facts": _renamed(found, rename)}
        return json.loads(json.dumps(records))

    @staticmethod
    def recorded(case: RuleFixture) -> dict[str, Record]:
        """Return what is recorded of a fixture, by page."""
        text = (HERE / case.rule.id / "facts.json").read_text("utf-8")
        return json.loads(text)[case.name]

    def evidence(self, case: RuleFixture) -> list[PageEvidence]:
        """Return the recorded evidence of a fixture; parse errors are read from its files."""
        if case.rule.kind is EvidenceKind.MARKUP:
            return [
                PageEvidence(page=page, markup=_parse_errors(text))
                for page, text in case.pages.items()
            ]
        return [_evidence(case.rule, page, rec) for page, rec in self.recorded(case).items()]

    def keep(self, case: RuleFixture, records: Mapping[str, Record]) -> None:
        """Keep facts until those of all fixtures can be written."""
        self._kept[case.rule.id][case.name] = records

    def write(self) -> None:
        """Write the file of each rule atomically."""
        for rule, records in self._kept.items():
            text = json.dumps(records, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
            with tempfile.NamedTemporaryFile(
                "w", encoding="utf-8", dir=HERE / rule, suffix=".new", delete=False
            ) as file:
                file.write(text)
            Path(file.name).replace(HERE / rule / "facts.json")


def _fact(fact: Mapping[str, Any]) -> dict[str, Any]:
    element = {name: fact["element"][name] for name in IDENTITY}
    return {"element": element, "facts": fact["facts"]}


def _trees(page: PageEvidence) -> list[dict[str, Any]]:
    """Return the nodes of the page's trees, with what is not the default."""
    plain = msgspec.to_builtins(TreeNode(depth=0, role=""))
    trees = []
    for tree in msgspec.to_builtins(page.trees):
        for node in tree["nodes"]:
            if node["element"]:
                node["element"] = {name: node["element"][name] for name in IDENTITY}
        nodes = [
            {name: value for name, value in node.items() if value != plain[name]}
            | {"depth": node["depth"]}
            for node in tree["nodes"]
        ]
        trees.append({"variants": tree["variants"], "nodes": nodes})
    return trees


def _renamed(value: Any, rename: Callable[[str], str]) -> Any:
    """Return facts without the URL at which this run serves them, which a rule may measure too."""
    if isinstance(value, str):
        return rename(value)
    if isinstance(value, Mapping):
        return {name: _renamed(item, rename) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_renamed(item, rename) for item in value]
    return value


def _requests(page: PageEvidence, rename: Callable[[str], str]) -> list[dict[str, Any]]:
    plain = msgspec.to_builtins(page.requests)
    requests = [{name: item[name] for name in RECORDED} for item in plain]
    for request in requests:
        for name in ("url", "initiator"):
            request[name] = rename(request[name])
    # Files that load side by side finish in any order.
    return sorted(requests, key=lambda request: (request["kind"] != "document", request["url"]))


def _parse_errors(text: str) -> tuple[ParseError, ...]:
    return tuple(
        ParseError(
            message=Message(found.code, MESSAGES[found.code], found.values),
            line=found.line,
            column=found.column,
        )
        for found in find_parse_errors(text)
    )


def _evidence(rule: Rule, page: str, record: Record) -> PageEvidence:
    if "requests" in record:
        requests = msgspec.convert(record["requests"], tuple[Request, ...])
        return PageEvidence(page=page, requests=requests)
    if "trees" in record:
        return PageEvidence(page=page, trees=msgspec.convert(record["trees"], tuple[PageTree, ...]))
    probed = {"rule": rule.id, "variants": ["phone-light"], "facts": record["facts"]}
    return PageEvidence(page=page, probes=(msgspec.convert(probed, ProbeResult),))


@pytest.fixture(scope="session")
def facts(request: pytest.FixtureRequest) -> Iterator[Facts]:
    recording = request.config.getoption("--record-facts", default=False)
    book = Facts(recording=bool(recording))
    yield book
    if request.session.testsfailed == 0:
        book.write()
