"""What becomes of a picture: the files that are made of it, and which of them a reader gets where."""

import struct
import warnings
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from furo_light.optimise.encode import Encoded, encode, open_picture, resized
from furo_light.optimise.options import LightenOptions
from furo_light.optimise.shelf import Pair, Shelf, key_of
from furo_light.optimise.site import Site

__all__ = ["FOLDER", "BadPicture", "Lighter", "Variant", "lighter", "natural_size"]

FOLDER = "lightened"
"""The folder of a site in which the pictures stand that are made; nothing else is put there."""

# Nothing is gained below this: the head of a response alone takes as many packets.
SMALL_BYTES = 4096
GAIN = 0.9
_WIDER = 1.3
_MEDIA_TYPES = {"webp": "image/webp", "avif": "image/avif", "jpg": "image/jpeg", "png": "image/png"}
_SIDEWAYS = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112


class BadPicture(Exception):  # noqa: N818 - it says what is wrong
    """A picture that cannot be read; the text says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A file that is made of a picture."""

    path: Path
    data: bytes
    media_type: str
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lighter:
    """A picture's own size, and what is shown instead of it; without `phone` it stays what it is.

    `phone` is for narrow windows, `wide` for others (None: the original, where `is_split`), `fallback` in
    the original's format for browsers that know no other (None: the original).
    """

    natural: tuple[int, int]
    phone: Variant | None = None
    wide: Variant | None = None
    fallback: Variant | None = None
    is_split: bool = False

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Return the files to write."""
        return tuple(item for item in (self.phone, self.wide, self.fallback) if item is not None)


def natural_size(path: Path) -> tuple[int, int]:
    """Return width and height of a picture as it is shown, in pixels; BadPicture for a broken one."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path) as file:
                turned = file.getexif().get(_ORIENTATION) in _SIDEWAYS
                return (file.height, file.width) if turned else file.size
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            raise BadPicture(_too_large()) from None
        except UnidentifiedImageError:
            message = "it is no picture that can be read, or is corrupt"
            raise BadPicture(message) from None
        except Exception as error:  # noqa: BLE001 - each of Pillow's readers has errors of its own
            raise BadPicture(_corrupt(error)) from None


def _too_large() -> str:
    most = (Image.MAX_IMAGE_PIXELS or 0) / 1e6
    return f"it has more than {most:.0f} million pixels; make it smaller"


def _corrupt(error: Exception) -> str:
    said = "it ends too early" if isinstance(error, (EOFError, struct.error)) else str(error)
    return f"it is corrupt ({said})"


def lighter(
    path: Path,
    natural: tuple[int, int],
    shown: int | None,
    *,
    options: LightenOptions,
    site: Site,
    shelf: Shelf,
) -> Lighter:
    """Return what a picture becomes that is shown at most `shown` CSS px wide (None: as wide as it is).

    BadPicture where it cannot be read as a picture, OSError where it cannot be read at all.
    """
    data = path.read_bytes()
    same = Lighter(natural=natural)
    if len(data) <= SMALL_BYTES or (shown is None and natural[0] > options.content_width):
        return same
    wide_width = min(shown or natural[0], natural[0])
    phone_width = min(wide_width, options.phone_width) if shown else wide_width
    opened = _Lazy(data)
    phone = _pair(data, phone_width, opened, options, shelf)
    if phone is None or phone.modern is None or phone.modern.size > len(data) * GAIN:
        return same
    is_split = wide_width > phone_width * _WIDER
    wide = _pair(data, wide_width, opened, options, shelf) if is_split else None
    best = wide.modern if wide and wide.modern and wide.modern.size <= len(data) * GAIN else None
    fallback = phone.fallback if phone.fallback and phone.fallback.size < len(data) else None
    name = _Namer(site, path, data)
    return Lighter(
        natural=natural,
        phone=name.variant(phone.modern, phone_width),
        wide=name.variant(best, wide_width) if best else None,
        fallback=name.variant(fallback, phone_width) if fallback else None,
        is_split=is_split,
    )


class _Lazy:
    """A picture that is decoded only if nothing is kept of it from an earlier run."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._opened: tuple[Image.Image, str] | None = None
        self._is_read = False

    def get(self) -> tuple[Image.Image, str] | None:
        if not self._is_read:
            try:
                opened = open_picture(self._data)
            except MemoryError:
                message = "there is not enough memory to read it; make it smaller"
                raise BadPicture(message) from None
            except Exception as error:  # noqa: BLE001 - each of Pillow's readers has errors of its own
                raise BadPicture(_corrupt(error)) from None
            self._opened = (opened.picture, opened.format) if opened else None
            self._is_read = True
        return self._opened


def _pair(
    data: bytes, width: int, lazy: _Lazy, options: LightenOptions, shelf: Shelf
) -> Pair | None:
    """Return a picture in a width, None for an animated one and for kinds that are left alone."""

    def make() -> Pair:
        found = lazy.get()
        if found is None:
            return Pair(width=width, height=0, modern=None, fallback=None)
        picture, kind = found
        smaller = resized(picture, width) if width < picture.width else picture
        modern, fallback = encode(smaller, options.similarity, original=kind)
        return Pair(width=width, height=smaller.height, modern=modern, fallback=fallback)

    return shelf.get(key_of(data, width, options.similarity), make)


@dataclass(frozen=True, slots=True)
class _Namer:
    """Names files by what they are made of, so that a new picture never has the address of an old one."""

    site: Site
    path: Path
    data: bytes

    def variant(self, encoded: Encoded, width: int) -> Variant:
        digest = sha256(self.data + encoded.data).hexdigest()[:8]
        folder = self.site.root / FOLDER / self.path.parent.relative_to(self.site.root)
        name = f"{self.path.stem}-{digest}-{width}.{encoded.format}"
        return Variant(
            path=folder / name,
            data=encoded.data,
            media_type=_MEDIA_TYPES[encoded.format],
            similarity=encoded.similarity,
        )
