"""What lightening a site can be told."""

from dataclasses import dataclass
from pathlib import Path

from a11ycheck.web.globs import compile_globs

__all__ = ["LightenOptions"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LightenOptions:
    """The steps to take, and their measures; widths are in CSS pixels.

    `phone_width` and `content_width` are the widest that a picture is on a phone and in a wide
    window, `similarity` the least SSIM that a picture keeps, `leave` patterns of files that stay as
    they are, `base` the sub-path that the site is made for, `cache` the folder for what is known already.
    """

    pictures: bool = True
    minify: bool = True
    precompress: bool = True
    phone_width: int = 320
    content_width: int = 736
    similarity: float = 0.93
    leave: tuple[str, ...] = ()
    base: str = ""
    cache: Path | None = None
    dry_run: bool = False

    def leaves(self, name: str) -> bool:
        """Tell whether a file, by its path in the site, stays as it is. UserError for a broken pattern."""
        return compile_globs(self.leave)(name)
