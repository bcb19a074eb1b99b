"""A browser that opens files, for tests of pages that the package itself writes."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher
from a11ycheck.browser.session import Session


@pytest.fixture(scope="session")
def session(launcher: Launcher) -> Iterator[Session]:
    """A browser that may ask no host at all."""
    session = launcher.start(())
    yield session
    session.close()


@pytest.fixture(scope="session")
def evaluate(session: Session) -> Callable[..., Any]:
    """Return a function that calls a JavaScript function in the open page, with plain arguments."""

    def evaluate(function: str, *arguments: object) -> Any:
        values = ", ".join(map(json.dumps, arguments))
        answer = session.cdp(
            "Runtime.evaluate",
            {
                "expression": f"({function})({values})",
                "awaitPromise": True,
                "returnByValue": True,
            },
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    return evaluate


@pytest.fixture(scope="session")
def run_axe(
    evaluate: Callable[..., Any], session: Session, axe_path: Path
) -> Callable[[], list[str]]:
    """Return a function that runs all of axe's default rules and names each element at fault."""
    source = axe_path.read_text("utf-8")

    def run_axe() -> list[str]:
        session.cdp("Runtime.evaluate", {"expression": source})
        found: list[str] = evaluate(
            """async () => (await axe.run({resultTypes: ["violations"]})).violations.flatMap(
                 (rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.html}`))"""
        )
        return found

    return run_axe
