"""Pages of an encoding that stores Hebrew as it looks: what is read is in reverse."""

from pathlib import Path

import pytest

import a11ycheck
from a11ycheck import Config, Outcome

pytestmark = pytest.mark.browser

PAGE = (
    '<!doctype html><html lang="he" dir="rtl"><meta charset="{}"><title>Library</title>'
    "<main><p>{}</p></main></html>"
)
TEXT = "שלום לכולם, ברוכים הבאים לספרייה שלנו"


def test_hebrew_of_an_encoding_in_visual_order_is_stored_in_reverse(tmp_path: Path) -> None:
    for encoding, text in (("iso-8859-8", TEXT[::-1]), ("iso-8859-8-i", TEXT)):
        html = PAGE.format(encoding, text)
        (tmp_path / f"{encoding}.html").write_bytes(html.encode("iso-8859-8"))

    result = a11ycheck.audit(
        [str(tmp_path)],
        Config(select=("bidi-control-characters",), cache=False, variants=("phone-light",)),
    )

    (finding,) = result.report.findings
    assert finding.outcome is Outcome.FAILED
    assert finding.pages == ("iso-8859-8.html",)
    assert finding.messages[0].values["text"] == TEXT[::-1]
