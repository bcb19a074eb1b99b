"""The names of variants, which users choose from."""

from collections.abc import Iterable, Mapping

import msgspec

from a11ycheck.config.entries import ViewportSize
from a11ycheck.errors import UserError, suggestion
from a11ycheck.model import ColourScheme, Variant, Viewport

__all__ = ["find_variants"]


def find_variants(
    names: Iterable[str], viewports: Mapping[str, ViewportSize]
) -> tuple[Variant, ...]:
    """Return the variants that are named, or whose viewports are; UserError for an unknown one, or none."""
    found = [variant for name in names for variant in _named(name, viewports)]
    if not found:  # such as by an empty variable of a shell
        raise UserError("No variant is named.", f"Name a viewport: {', '.join(viewports)}.")
    return tuple({variant.name: variant for variant in found}.values())


def _named(name: str, viewports: Mapping[str, ViewportSize]) -> list[Variant]:
    sizes = viewports.items()
    values = (Viewport(name=key, **msgspec.structs.asdict(size)) for key, size in sizes)
    known = {
        variant.name: variant
        for viewport in values
        for scheme in ColourScheme
        for variant in [Variant(viewport=viewport, colour_scheme=scheme)]
    }
    found = [variant for key, variant in known.items() if name in (key, variant.viewport.name)]
    if not found:
        message = f'There is no variant "{name}".'
        raise UserError(message, suggestion(name, known, f"Variants: {', '.join(known)}."))
    return found
