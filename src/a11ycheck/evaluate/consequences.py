"""Failures that follow from another one on their page: they are one finding, and ask no second question."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from a11ycheck.model import Assertion, Outcome

__all__ = ["share_causes"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Consequence:
    """Where `because` fails on a page, each failure of `rule` there follows from it."""

    rule: str
    because: str

    @property
    def cause(self) -> tuple[str, ...]:
        """Return the cause of these failures."""
        return (f"because={self.because}",)


# Without a main landmark, all content of a page is outside of one.
_CONSEQUENCES: Final = (_Consequence(rule="region", because="landmark-one-main"),)


# A closed menu that gets the focus is announced as well.
_ANNOUNCED: Final = _Consequence(rule="announced-but-invisible", because="focus-in-hidden-content")


def share_causes(
    assertions: Iterable[Assertion], outcomes: Mapping[str, Mapping[str, Outcome]]
) -> Iterator[Assertion]:
    """Yield the assertions; those that follow from another failure of their page have that as cause.

    Left out are questions about controls that are announced, where a failure says that they get the focus.
    """
    known = {item.rule: item for item in (*_CONSEQUENCES, _ANNOUNCED)}
    for item in assertions:
        consequence = known.get(item.rule)
        if consequence is None or (consequence is _ANNOUNCED and not _names_controls(item)):
            yield item
            continue
        following = tuple(
            page
            for page in item.pages
            if outcomes.get(page, {}).get(consequence.because) is Outcome.FAILED
        )
        others = tuple(page for page in item.pages if page not in following)
        if following and consequence is not _ANNOUNCED:
            yield replace(item, pages=following, cause=consequence.cause)
        if others:
            yield replace(item, pages=others)


def _names_controls(item: Assertion) -> bool:
    return any(message.values.get("controls") for message in item.messages)
