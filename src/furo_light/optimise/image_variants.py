"""The smaller variants of an image, and the cache that keeps them from one run to the next."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, Self

import msgspec
from PIL import Image

from a11ycheck.web.regular_files import read_regular
from furo_light.optimise.encode import Encoded, encode, encoders, open_image, resized
from furo_light.optimise.site_files import SiteFolder, put, reason
from furo_light.settings import Settings

__all__ = ["FOLDER", "ImageCache", "Variant", "Variants", "make_variants"]

FOLDER: Final = "lightened"
"""The folder of a site for generated images, and for nothing else."""

# The headers of a response alone take as many packets as so small an image.
_SMALL_BYTES: Final = 4096
_GAIN: Final = 0.9
_WIDER: Final = 1.3
_MEDIA_TYPES: Final = {
    "webp": "image/webp",
    "avif": "image/avif",
    "jpg": "image/jpeg",
    "png": "image/png",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A generated file: its size in bytes, and where the cache keeps its content."""

    path: Path
    size: int
    media_type: str
    similarity: float
    key: str
    is_fallback: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Variants:
    """The natural size of an image, and what is shown instead of it; without `phone` it stays as it is.

    `phone` is for narrow viewports, `wide` for others (None: the original, if `is_split`), `fallback` in
    the original's format for browsers that support no other (None: the original).
    """

    natural: tuple[int, int]
    phone: Variant | None = None
    wide: Variant | None = None
    fallback: Variant | None = None
    is_split: bool = False

    @property
    def files(self) -> tuple[Variant, ...]:
        """Return the files to write."""
        return tuple(item for item in (self.phone, self.wide, self.fallback) if item is not None)


def make_variants(
    path: Path,
    natural: tuple[int, int],
    shown: int | None,
    *,
    settings: Settings,
    site: SiteFolder,
    cache: "ImageCache",
) -> Variants:
    """Return the variants of an image that is shown at most `shown` CSS px wide (None: its own width).

    BadImageError if it cannot be decoded, OSError if it cannot be read.
    """
    data = read_regular(path)
    same = Variants(natural=natural)
    too_wide = shown is None and natural[0] > settings.lighten_content_width
    if len(data) <= _SMALL_BYTES or too_wide:
        return same
    wide_width = min(shown or natural[0], natural[0])
    phone_width = min(wide_width, settings.lighten_phone_width) if shown else wide_width
    make = _Maker(site, path, data, cache, settings.lighten_similarity)
    phone = make.pair(phone_width)
    if phone.modern is None or phone.modern.size > len(data) * _GAIN:
        return same
    is_split = wide_width > phone_width * _WIDER
    wide = make.pair(wide_width).modern if is_split else None
    return Variants(
        natural=natural,
        phone=make.variant(phone.modern, phone_width),
        wide=make.variant(wide, wide_width) if wide and wide.size <= len(data) * _GAIN else None,
        fallback=(
            make.variant(phone.fallback, phone_width, is_fallback=True)
            if phone.fallback and phone.fallback.size < len(data)
            else None
        ),
        is_split=is_split,
    )


class _Maker:
    """Encodes one image, which it decodes only if the cache lacks a width."""

    def __init__(
        self, site: SiteFolder, path: Path, data: bytes, cache: "ImageCache", floor: float
    ) -> None:
        self._site = site
        self._path = path
        self._data = data
        self._cache = cache
        self._floor = floor
        self._decoded: tuple[Image.Image, str] | None = None
        self._is_decoded = False

    def pair(self, width: int) -> "EncodedPair":
        """Return the image in a width; without content for an animated one and for unusual kinds."""
        return self._cache.get(self._key(width), lambda: self._encode(width))

    def variant(self, encoded: Encoded, width: int, *, is_fallback: bool = False) -> Variant:
        """Return a file named after its content, so that a new image never has the URL of an old one."""
        digest = sha256(self._data + encoded.data).hexdigest()[:8]
        folder = self._site.root / FOLDER / self._path.parent.relative_to(self._site.root)
        return Variant(
            path=folder / f"{self._path.stem}-{digest}-{width}.{encoded.format}",
            size=encoded.size,
            media_type=_MEDIA_TYPES[encoded.format],
            similarity=encoded.similarity,
            key=self._key(width),
            is_fallback=is_fallback,
        )

    def _key(self, width: int) -> str:
        parts = (_SCHEMA, sha256(self._data).hexdigest(), str(width), repr(self._floor), encoders())
        return sha256("\n".join(parts).encode()).hexdigest()

    def _encode(self, width: int) -> "EncodedPair":
        if not self._is_decoded:
            self._decoded, self._is_decoded = open_image(self._data), True
        if self._decoded is None:
            return EncodedPair(modern=None, fallback=None)
        image, kind = self._decoded
        smaller = resized(image, width) if width < image.width else image
        modern, fallback = encode(smaller, self._floor, original=kind)
        return EncodedPair(modern=modern, fallback=fallback)


# --- the cache --------------------------------------------------------------------------------------

_SCHEMA: Final = "furo_light-image/1"
_KEPT_SECONDS: Final = 90 * 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class EncodedPair:
    """An image in one width, in a modern format, and in its original's format if that is written."""

    modern: Encoded | None
    fallback: Encoded | None


class ImageCache:
    """Encoded images on disk; those that the folder cannot take are in a temporary one until the end.

    A context manager. `problems` are sentences about what could not be kept.
    """

    def __init__(self, folder: Path | None) -> None:
        """Keep images in a folder; None keeps nothing for later runs."""
        self.problems: set[str] = set()
        self._folder = folder
        self._temporary = TemporaryDirectory(prefix="furo_light-")

    def __enter__(self) -> Self:
        """Return the cache itself."""
        return self

    def __exit__(self, *_error: object) -> None:
        """Remove the temporary folder."""
        self._temporary.cleanup()

    def get(self, key: str, make: Callable[[], EncodedPair]) -> EncodedPair:
        """Return what is kept under a key; what `make` returns, if there is nothing."""
        found = self._read(key)
        if found is None:
            found = make()
            self._keep(key, msgspec.msgpack.encode(found))
        return found

    def content(self, variant: Variant) -> bytes:
        """Return the bytes of a variant; FileNotFoundError if another run has removed them."""
        pair = self._read(variant.key)
        found = None if pair is None else pair.fallback if variant.is_fallback else pair.modern
        if found is None:
            raise FileNotFoundError
        return found.data

    def _paths(self, key: str) -> list[Path]:
        kept = [self._folder / key[:2] / key] if self._folder else []
        return [*kept, Path(self._temporary.name) / key]

    def _read(self, key: str) -> EncodedPair | None:
        for path in self._paths(key):
            with suppress(OSError, msgspec.MsgspecError):
                found = msgspec.msgpack.decode(path.read_bytes(), type=EncodedPair)
                path.touch()
                return found
        return None

    def _keep(self, key: str, data: bytes) -> None:
        *kept, temporary = self._paths(key)
        try:
            for path in kept:
                put(path, data)
        except OSError as error:
            self.problems.add(f"Encoded images cannot be kept in {self._folder}: {reason(error)}.")
            kept = []
        if not kept:
            temporary.write_bytes(data)

    def prune(self) -> None:
        """Remove what no run has used for three months."""
        oldest = time.time() - _KEPT_SECONDS
        for path in self._folder.glob("??/*") if self._folder else ():
            with suppress(OSError):  # another run was faster, or the folder is read-only
                if path.stat().st_mtime < oldest:
                    path.unlink()
