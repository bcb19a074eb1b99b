"""Judge whether a focused element can be seen, by what `visibility.js` measured of it."""

from a11ycheck.model import Facts

__all__ = ["MEASURES", "reason_unseen"]

# From this opacity on, a box hides what lies below it.
_OPAQUE = 0.9
# What the script needs to plan its measurements; boxes below `least_size` CSS pixels show nothing.
MEASURES = {"least_size": 2, "opaque": _OPAQUE, "names": 3}


def reason_unseen(facts: Facts) -> str:
    """Return why nothing of an element is seen: "outside", "transparent" or "covered"; "" if it is seen.

    In doubt it is: an area of an image map has no box of its own, and an element through which the
    pointer passes is not found at the points of its boxes. A field counts as seen with its label.
    """
    if facts["tag"] == "area" or any(not reason_unseen(label) for label in facts["labels"]):
        return ""
    if not facts["rendered"]:
        return "transparent"
    cover = facts["cover"]
    is_passed_through = facts["click_through"] and facts["on_screen"]
    if is_passed_through or (cover is not None and cover < _OPAQUE):
        return ""
    return "outside" if cover is None else "covered"
