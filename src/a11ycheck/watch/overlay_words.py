"""The words of the overlay, in the language of the reports."""

from typing import Any

from a11ycheck.reporters.i18n import current_locale, translate

__all__ = ["overlay_words"]


def overlay_words() -> dict[str, Any]:
    """Return the words by the names that `overlay.js` uses; it fills their `{name}` fields itself."""
    locale = current_locale()
    return {
        "lang": locale.code,
        "dir": locale.direction,
        "title": translate("Findings on this page"),
        "close": translate("Close"),
        "gone": translate("This element is not on the page as it is shown now."),
        "findingIs": translate("Finding {number}: {text}"),
        "escape": translate("Escape returns to the list."),
        "hidden": translate("It is not visible at this window size."),
        "known": translate("in the baseline"),
        "goTo": translate("Go to element"),
        "goToNamed": translate("Go to element: finding {number}"),
        "edit": translate("Edit {place}"),
        "copy": translate("Copy"),
        "copyPlace": translate("Copy {place}"),
        "copied": translate("Copied {place}"),
        "notCopied": translate("The browser refused to copy: {place}"),
        "rule": translate("Rule"),
        "ruleNamed": translate("Rule {rule} (new tab)"),
        "item": translate("{number}. {impact}: {message}"),
        "newItem": translate("{number}. New, {impact}: {message}"),
        "error": translate("Error"),
        "notOfSite": translate("This page is not part of the site now."),
        "notTestedWhy": translate("Not tested: {reason}."),
        "statuses": {
            "building": translate("Building…"),
            "auditing": translate("Auditing…"),
            "failed": translate("The build failed"),
            "notTested": translate("Not tested"),
        },
    }
