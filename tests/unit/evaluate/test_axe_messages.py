"""axe's finished sentences become templates and values, or stay as they are."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.evaluate.axe_messages import axe_messages, template_of
from a11ycheck.model import AxeCheck

CONTRAST = {
    "fgColor": "#999999",
    "bgColor": "#ffffff",
    "contrastRatio": 2.84,
    "fontSize": "12.0pt (16px)",
    "fontWeight": "normal",
    "expectedContrastRatio": "4.5:1",
}
CONTRAST_TEXT = (
    "Element has insufficient color contrast of 2.84 (foreground color: #999999, background color: "
    "#ffffff, font size: 12.0pt (16px), font weight: normal). Expected contrast ratio of 4.5:1"
)


@pytest.mark.parametrize(
    ("check", "text", "data", "message_id"),
    [
        ("has-alt", "Element does not have an alt attribute", None, "has-alt.fail"),
        (
            "aria-allowed-attr",
            'ARIA attribute is not allowed: aria-x="1"',
            ['aria-x="1"'],
            "aria-allowed-attr.fail.singular",
        ),
        (
            "color-contrast",
            CONTRAST_TEXT,
            CONTRAST,
            "color-contrast.fail.default",
        ),
    ],
)
def test_a_message_of_axe_is_its_template_with_the_checks_data(
    check: str, text: str, data: Any, message_id: str
) -> None:
    (message,) = axe_messages((AxeCheck(id=check, message=text, data=data),))

    assert (message.id, str(message)) == (message_id, text)
    assert message.template != text or not message.values


@pytest.mark.parametrize(
    ("check", "text", "data", "expected"),
    [
        (
            "is-element-focusable",
            "Element is not focusable.",
            None,
            "Element has a presentational role, but can be focused.",
        ),
        (
            "has-global-aria-attribute",
            "Element does not have global ARIA attribute",
            {"values": ["aria-live", "aria-label"], "messageKey": "plural"},
            "Element has a presentational role, but also global ARIA attributes: aria-live, aria-label.",
        ),
    ],
)
def test_a_message_that_axe_inverts_says_what_is_wrong(
    check: str, text: str, data: Any, expected: str
) -> None:
    (message,) = axe_messages((AxeCheck(id=check, message=text, data=data),))

    assert str(message) == expected


def test_a_message_without_a_template_is_kept_as_text() -> None:
    (message,) = axe_messages((AxeCheck(id="has-alt", message="Something {else}"),))

    assert (message.id, str(message)) == ("has-alt", "Something {else}")


def test_each_message_is_given_once() -> None:
    check = AxeCheck(id="has-alt", message="Element does not have an alt attribute")

    assert len(axe_messages((check, check))) == 1


def test_braces_of_axe_are_no_fields() -> None:
    assert template_of("${data.values} in {x}, ${data}") == "{values} in {{x}}, {data}"
