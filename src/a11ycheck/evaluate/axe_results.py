"""Convert the results of an axe rule: axe has decided already, and may have raised errors."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from a11ycheck.evaluate.axe_messages import axe_messages
from a11ycheck.model import (
    Assertion,
    AxeNode,
    AxeResult,
    AxeRule,
    Message,
    MessageTemplate,
    Outcome,
    RuleError,
)

__all__ = ["axe_assertion", "axe_errors"]

AXE_ERROR = MessageTemplate("axe-error", "axe-core raised an error in {variants}: {error}")
AXE_ERROR_ON_ELEMENT = MessageTemplate(
    "axe-error-on-element", "axe-core raised an error on `{element}` in {variants}: {error}"
)

# The data of axe that distinguish one failed style from another.
_STYLE_NUMBERS = ("fgColor", "bgColor", "expectedContrastRatio")


def axe_errors(rule: AxeRule, results: Sequence[AxeResult], page: str) -> Iterator[RuleError]:
    """Yield each error of axe once, with the first element and all variants in which it was raised."""
    by_error: dict[str, list[AxeResult]] = defaultdict(list)
    for result in results:
        if result.error:
            by_error[result.error].append(result)
    for error, found in by_error.items():
        element = found[0].element
        variants = tuple(dict.fromkeys(name for result in found for name in result.variants))
        selector = element.selector if element is not None else ""
        template = AXE_ERROR_ON_ELEMENT if selector else AXE_ERROR
        message = template.format(element=selector, variants=variants, error=error)
        yield RuleError(
            rule=rule.id, page=page, message=message, element=element, variants=variants
        )


def axe_assertion(rule: AxeRule, result: AxeResult, node: AxeNode) -> Assertion:
    """Return the assertion of a node of a result, without pages."""
    return Assertion(
        rule=rule.id,
        outcome=result.outcome,
        pages=(),
        variants=result.variants,
        impact=node.impact or rule.impact,
        messages=axe_messages(node.checks) or (Message("description", rule.documentation),),
        cause=_style_cause(result.outcome, node) if rule.judges_style else (),
        element=node.element,
    )


def _style_cause(outcome: Outcome, node: AxeNode) -> tuple[str, ...]:
    """Return the numbers of a failed style; for cantTell, axe's key for why it could not decide."""
    names = _STYLE_NUMBERS if outcome is Outcome.FAILED else ("messageKey",)
    return tuple(f"{name}={node.data[name]}" for name in names if name in node.data)
