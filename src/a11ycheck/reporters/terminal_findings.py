"""Findings as a person at a terminal reads them: how bad, which rule, what is wrong, where, and help."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from a11ycheck.model import Finding, Impact, Scope, Suppression
from a11ycheck.reporters import group, text
from a11ycheck.reporters.group import RuleGroup, Spot
from a11ycheck.reporters.sheet import Sheet, Span
from a11ycheck.reporters.words import criterion_name, plural, say, translate

__all__ = ["Findings"]

_IMPACTS = {
    Impact.CRITICAL: "bold red",
    Impact.SERIOUS: "red",
    Impact.MODERATE: "yellow",
    Impact.MINOR: "blue",
}
_COLUMN = 12
_PLACES = 5
_PAGES = 3
_SNIPPET = 200
_SELECTOR = 400
_SENTENCE = 600


class _Line(NamedTuple):
    spans: tuple[Span, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """Puts findings on a sheet; `variants` are all that the audit looked at."""

    sheet: Sheet
    variants: tuple[str, ...]

    def page(self, page: str, findings: Sequence[Finding]) -> None:
        """Put a page's name and number of faults, then its findings."""
        number = text.count(len(findings), "fault")
        self.sheet.put((text.one_line(page), "bold"), f": {number}", whole=True)
        self.sheet.gap()
        self.groups(findings, page)

    def groups(self, findings: Iterable[Finding], page: str = "") -> None:
        """Put findings, those of one rule together; `page` need not be named again."""
        for item in group.by_rule(findings):
            self._head(item)
            self._places(item, page)
            self._help(item.first)
            self.sheet.gap()

    def brief(self, item: RuleGroup) -> None:
        """Put a rule's title, and how often and where it was seen."""
        places = [place for finding in item.findings for place in finding.places]
        named = dict.fromkeys(
            text.at(place.source) if place.source else place.page for place in places
        )
        noun = "place" if any(place.source for place in places) else "page"
        where = text.listing(named, self.sheet.style.at_most(_PAGES), noun)
        self.sheet.put(
            (item.first.rule, "bold"), f": {text.one_line(say(item.first.title))}", indent=2
        )
        number = text.count(len(places), "place")
        self.sheet.put(translate("in {places}: {where}", places=number, where=where), indent=4)

    def accepted(self, finding: Finding, suppression: Suppression) -> None:
        """Put a suppressed finding in one sentence: where it is, why it is accepted, and who says so."""
        source = finding.places[0].source
        pages = text.listing(finding.pages, self.sheet.style.at_most(_PAGES), "page")
        where = text.at(source) if source else translate("on {pages}", pages=pages)
        reason = text.clip(suppression.reason, _SENTENCE)
        said = f", {where}: {reason} ({text.path(suppression.where)})"
        self.sheet.put((finding.rule, "bold"), said, indent=2)

    def _head(self, item: RuleGroup) -> None:
        first = item.first
        label = (f"  {translate(first.impact)}", _IMPACTS[first.impact])
        title = text.one_line(say(first.title))
        self.sheet.put((first.rule, "bold"), f": {title}", label=label, indent=_COLUMN)
        named = translate(", ").join(f"{one.number} {criterion_name(one)}" for one in item.criteria)
        self.sheet.put(
            (f"WCAG {named}" if named else translate("Best practice"), "dim"), indent=_COLUMN
        )
        if first.scope is Scope.THEME:
            extent = item.extent
            self.sheet.put((f"{extent[0].upper()}{extent[1:]}.", "bold"), indent=_COLUMN)

    def _places(self, item: RuleGroup, page: str) -> None:
        # Each place of the theme's stands for many pages, so more of them are named.
        theme = item.first.scope is Scope.THEME
        limit = self.sheet.style.at_most(2 * _PLACES if theme else _PLACES)
        left = sum(len(group.spots(finding)) for finding in item.findings) - limit
        # One more place takes no more room than the sentence that would stand for it.
        limit += left == 1
        for message, findings in group.by_message(item.findings).items():
            if limit <= 0:
                break
            self._message(message, findings)
            for finding in findings:
                shown = group.spots(finding)[: max(limit, 0)]
                limit -= len(shown)
                for spot in shown:
                    self._place(spot, page)
        if left > 1:
            self.sheet.shortened = True
            one, many = "and {number} more place", "and {number} more places"
            self.sheet.put(plural(one, many, left), indent=_COLUMN)

    def _message(self, message: str, findings: Sequence[Finding]) -> None:
        said = text.clip(say(message), _SENTENCE)
        if said and said != text.one_line(say(findings[0].title)):
            self.sheet.put(said, indent=_COLUMN)

    def _place(self, spot: Spot, page: str) -> None:
        mark = " " * _COLUMN + "- "
        for line in (*self._address(spot, page), *self._element(spot)):
            self.sheet.put(*line.spans, label=mark, indent=_COLUMN + 2, whole=line.whole)
            mark = ""

    def _address(self, spot: Spot, page: str) -> Iterator[_Line]:
        if source := spot.place.source:
            sureness, line = text.where(source)
            yield _Line((f"{sureness} " if sureness else "", (line, "bold")), whole=True)
            if entry := text.translation(source):
                yield _Line((f"{translate('translated in')} ", (entry, "bold")), whole=True)
        if spot.pages and spot.pages != (page,):
            named = text.listing(spot.pages, self.sheet.style.at_most(_PAGES), "page")
            yield _Line((named,))

    def _element(self, spot: Spot) -> Iterator[_Line]:
        element = spot.place.element
        only = text.only_in(spot.place.variants, self.variants)
        if element:
            yield _Line(((text.clip(element.html, _SNIPPET), "cyan"),))
            at = text.clip(text.selector(element.target), _SELECTOR)
            yield _Line(
                (f"{translate('at {selector}', selector=at)}{f' ({only})' if only else ''}",)
            )
            if element.text and element.text not in element.html:
                shown = text.clip(element.text, _SNIPPET)
                yield _Line((translate("text: {text}", text=shown),))
            return
        if snippet := spot.place.snippet:
            yield _Line(((text.clip(snippet, _SNIPPET), "cyan"),))
        if only:
            yield _Line((only,))

    def _help(self, finding: Finding) -> None:
        help_text = translate("Help: a11ycheck explain {rule}", rule=finding.rule)
        self.sheet.put(help_text, indent=_COLUMN)
        if url := text.link(finding.help_url):
            self.sheet.put(url, indent=_COLUMN + 6, whole=True)
