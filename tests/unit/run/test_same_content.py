"""The same content under several URLs is one notice."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import ExitCode
from pool_of_pages import evidence_of


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ("xxx", ["3 pages show the same content (first 0.html, 1.html, 2.html)"]),
        ("xyxyxyxy", [
            "4 pages show the same content (first 0.html, 2.html, 4.html)",
            "4 pages show the same content (first 1.html, 3.html, 5.html)",
        ]),
        ("xxyz", []),
        (["", "", "", ""], []),
    ],
    ids=["three", "two contents", "two pages", "too little"],
)  # fmt: skip
def test_three_pages_of_the_same_content_are_one_notice(
    contents: Any, expected: list[str], audit: Any
) -> None:
    report, _ = audit(
        lambda pages: (
            evidence_of(page, content=content)
            for page, content in zip(pages, contents, strict=True)
        ),
        *(f"{number}.html" for number in range(len(contents))),
    )

    assert [(item.page, str(item.message)) for item in report.notices] == [
        ("", text) for text in expected
    ]
    assert report.exit_code is ExitCode.CLEAN
