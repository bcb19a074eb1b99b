"""Judge all pages together by a site rule."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import takewhile
from operator import eq
from urllib.parse import unquote, urlsplit

from a11ycheck.evaluate.rule_judge import PageJudgement, verdicts_of
from a11ycheck.model import (
    Fact,
    Outcome,
    PageEvidence,
    ProbeResult,
    Rule,
    RuleError,
    SiteRule,
    plain_message,
)

__all__ = ["find_sites", "judge_sites", "results_by_site_rule"]


def results_by_site_rule(
    rules: Iterable[Rule], pages: Iterable[PageEvidence]
) -> Mapping[str, Mapping[str, list[ProbeResult]]]:
    """Return the results of each site rule by page, where there are any."""
    found: dict[str, dict[str, list[ProbeResult]]] = {
        rule.id: {} for rule in rules if isinstance(rule, SiteRule)
    }
    for page in pages:
        for result in page.probes:
            if result.rule in found:
                found[result.rule].setdefault(page.page, []).append(result)
    return found


def judge_sites(
    rule: SiteRule,
    sites: Sequence[Sequence[str]],
    results: Mapping[str, Sequence[ProbeResult]],
    options: object,
) -> Mapping[str, PageJudgement]:
    """Return the judgements by page; a rule that raises an exception is one error, of no page.

    `results` are those of the rule by page. Pages are compared with those of their own site.
    """
    names = [name for site in sites for name in site]
    measured = {name: _facts_of(results.get(name, ())) for name in names}
    judged: dict[str, PageJudgement] = defaultdict(PageJudgement)
    for page, facts in measured.items():
        judged[page] = PageJudgement(outcomes={Outcome.PASSED} if facts else set())
    for name in names:
        for result in results.get(name, ()):
            if result.error:
                judged[name].errors.append(_error(rule, name, result.error))
    for site in sites:
        part = {page: measured[page] for page in site}
        verdicts = verdicts_of(rule, partial(rule.judge, part, options))
        if isinstance(verdicts, str):
            return {"": PageJudgement(errors=[_error(rule, "", verdicts)])}
        for verdict, one in verdicts:
            if not isinstance(one, Outcome):
                judged[verdict.page].add_all([one])
            elif one is Outcome.INAPPLICABLE:
                judged[verdict.page].outcomes.discard(Outcome.PASSED)
    return judged


def find_sites(pages: Iterable[PageEvidence]) -> Sequence[Sequence[str]]:
    """Return the pages of each site: of an origin, or of a folder that was served as a site of its own.

    A state of a page is no other page of the site.
    """
    found: dict[str, list[str]] = defaultdict(list)
    for page in pages:
        if not page.state:
            found[_site_of(page)].append(page.page)
    return tuple(found.values())


def _site_of(page: PageEvidence) -> str:
    """Return the origin of a page, or the part of its path in reports that its URL does not have."""
    if not page.requests:
        return ""
    url = urlsplit(page.requests[0].url)
    if url.netloc:
        return f"{url.scheme}://{url.netloc}"
    named, served = page.page.split("/")[::-1], unquote(url.path).split("/")[::-1]
    shared = len(list(takewhile(bool, map(eq, named, served))))
    return "/".join(named[shared:])


def _facts_of(results: Sequence[ProbeResult]) -> list[Fact]:
    """Return the facts of a page, each once, even if variants show it at different selectors."""
    found = list(results[0].facts) if results else []
    for result in results[1:]:
        known = Counter(map(_measured, found))
        for fact in result.facts:
            known[_measured(fact)] -= 1
            if known[_measured(fact)] < 0:
                found.append(fact)
    return found


def _measured(fact: Fact) -> str:
    return repr(fact.facts)


def _error(rule: SiteRule, page: str, text: str) -> RuleError:
    return RuleError(rule=rule.id, page=page, message=plain_message(text))
