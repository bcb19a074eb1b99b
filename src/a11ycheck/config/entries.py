"""The tables of the configuration: viewports and suppressions."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

__all__ = ["SuppressEntry", "ViewportSize"]

_Text = Annotated[str, Meta(pattern=r"\S")]
_Pixels = Annotated[int, Meta(ge=1, le=10_000)]  # Chromium opens no larger window


class ViewportSize(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Width and height of a viewport in CSS pixels; `mobile` applies a phone's meta-viewport rules."""

    width: _Pixels
    height: _Pixels
    mobile: bool = False


class SuppressEntry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One suppression of the configuration."""

    rule: Annotated[_Text, Meta(description="The id of the rule: one per entry.")]
    reason: Annotated[_Text, Meta(description="Why its findings are accepted; shown in reports.")]
    file: Annotated[
        str, Meta(description="Only in source files or pages that match this pattern.")
    ] = ""
    contains: Annotated[str, Meta(description="Only elements whose HTML contains this text.")] = ""
    until: Annotated[
        date | None, Meta(description="The last day on which it applies, such as 2027-01-31.")
    ] = None
