"""One element of a page, as evidence and findings name it."""

from dataclasses import dataclass

from a11ycheck.model.bounds import clip, clip_name, is_clipped

__all__ = ["Element"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element of a page.

    `target` is axe's selector path (a list of selectors; an inner list walks through shadow roots),
    `html` its start tag and, where short, its content; `in_main` is true inside the page's main content;
    `text` is the start of its text. `mark` is the number of the start tag in the page's file that made the
    element, or the nearest one around it (then `mark_distance` is above 0); -1 where the page has no source
    map. Texts are bounded: see `bounds`.
    """

    target: tuple[str | tuple[str, ...], ...]
    html: str
    in_main: bool = False
    text: str = ""
    mark: int = -1
    mark_distance: int = 0

    def __post_init__(self) -> None:
        """Bound the texts."""
        steps = (_bounded(step) for step in self.target)
        object.__setattr__(self, "target", tuple(steps))
        object.__setattr__(self, "html", clip(self.html))
        object.__setattr__(self, "text", clip(self.text))

    @property
    def is_found_by_target(self) -> bool:
        """Return whether `target` leads to the element: it was not shortened."""
        names = (
            name for step in self.target for name in ((step,) if isinstance(step, str) else step)
        )
        return bool(self.target) and not any(map(is_clipped, names))

    @property
    def selector(self) -> str:
        """Return the target as one text: " → " enters a frame, " >>> " a shadow root."""
        steps = (step if isinstance(step, str) else " >>> ".join(step) for step in self.target)
        return " → ".join(steps)

    @property
    def is_root(self) -> bool:
        """Return whether this is the `html` element: what is wrong with it is wrong with the whole page."""
        return self.target == ("html",)


def _bounded(step: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return clip_name(step) if isinstance(step, str) else tuple(map(clip_name, step))
