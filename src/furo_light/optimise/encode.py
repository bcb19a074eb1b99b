"""Decode an image, and encode it: the least quality that looks alike, in the smallest format."""

import io
import struct
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError, features
from PIL import __version__ as pillow_version

from furo_light.optimise.ssim import similarity

__all__ = [
    "BadImageError",
    "Encoded",
    "encode",
    "encoders",
    "natural_size",
    "open_image",
    "resized",
]

# Finer steps change the size by less than a packet.
_QUALITIES = range(20, 93, 3)
# Formats of drawings and screenshots, for which lossless compression is often the smallest.
_OFTEN_DRAWN = frozenset({"PNG", "GIF", "BMP", "WEBP"})
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
# Browsers support WebP since 2020, and AVIF only since 2022: it has to be worth it.
_AVIF_GAIN = 0.9
_AVIF_SPEED = 6
_WEBP_METHOD = 6
# Of 100 without loss; the last tenth takes sixty times as long and saves 3 %.
_EFFORT = 90

_SIDEWAYS = frozenset({5, 6, 7, 8})
_ORIENTATION = 0x0112

_Save = Callable[[Image.Image, int], bytes]


class BadImageError(Exception):
    """An image cannot be read; the text is the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """The bytes of an image; `format` is "webp", "avif", "jpg" or "png", `quality` 100 for lossless."""

    format: str
    data: bytes
    similarity: float
    quality: int

    @property
    def size(self) -> int:
        """Return the number of bytes."""
        return len(self.data)


def encoders() -> str:
    """Return the versions of the encoders, for the keys of the cache."""
    names = ("webp", "avif", "jpg", "zlib")
    versions = [features.version(name) or "none" for name in names]
    return " ".join((pillow_version, *versions))


def natural_size(path: Path) -> tuple[int, int]:
    """Return the width and height of an image as it is shown, in pixels; BadImageError for a broken one."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            with Image.open(path) as file:
                turned = file.getexif().get(_ORIENTATION) in _SIDEWAYS
                return (file.height, file.width) if turned else file.size
        except (Image.DecompressionBombWarning, Image.DecompressionBombError):
            most = (Image.MAX_IMAGE_PIXELS or 0) / 1e6
            message = f"it has more than {most:.0f} million pixels; make it smaller"
            raise BadImageError(message) from None
        except UnidentifiedImageError:
            message = "its format is unknown, or it is corrupt"
            raise BadImageError(message) from None
        except Exception as error:  # noqa: BLE001 - each of Pillow's readers raises errors of its own
            raise BadImageError(_corrupt(error)) from None


def _corrupt(error: Exception) -> str:
    text = "it ends too early" if isinstance(error, (EOFError, struct.error)) else str(error)
    return f"it is corrupt ({text})"


def open_image(data: bytes) -> tuple[Image.Image, str] | None:
    """Return a still image as it is shown (turned, in sRGB) and the format of its file.

    None for an animated one and for an unusual mode; BadImageError for a broken one.
    """
    try:
        with Image.open(io.BytesIO(data)) as file:
            # An MPO is a JPEG from a phone, of which browsers show the first frame.
            is_mpo = file.format == "MPO"
            if (not is_mpo and getattr(file, "is_animated", False)) or file.mode not in _MODES:
                return None
            file.load()
            return _plain(file), "JPEG" if is_mpo else str(file.format)
    except MemoryError:
        message = "there is not enough memory to read it; make it smaller"
        raise BadImageError(message) from None
    except Exception as error:  # noqa: BLE001 - each of Pillow's readers raises errors of its own
        raise BadImageError(_corrupt(error)) from None


def _plain(file: Image.Image) -> Image.Image:
    """Return the image as a browser shows it, in RGB or RGBA, without metadata."""
    turned = ImageOps.exif_transpose(file)
    clear = "A" in turned.mode or "transparency" in turned.info
    mode = "RGBA" if clear else "RGB"
    profile = turned.info.get("icc_profile")
    shown = _in_srgb(turned, profile, mode) if profile else turned.convert(mode)
    # Pillow would write profiles and dates into every file again.
    shown.info.clear()
    return shown


def _in_srgb(image: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """Return the image converted by its colour profile; unchanged if that cannot be read."""
    if image.mode in {"P", "PA", "LA", "1"}:
        image = image.convert(mode)
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    base = image.convert("RGB") if alpha else image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        shown = ImageCms.profileToProfile(base, source, target, outputMode="RGB") or base
    except (ImageCms.PyCMSError, OSError, ValueError):
        shown = base.convert("RGB")
    if alpha:
        shown.putalpha(alpha)
    return shown


def resized(image: Image.Image, width: int) -> Image.Image:
    """Return the image in a smaller width (pixels), its sides in proportion."""
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def encode(
    image: Image.Image, floor: float, *, original: str
) -> tuple[Encoded | None, Encoded | None]:
    """Return an image in the smallest modern format, and in the format of its original for old browsers.

    `floor` is the least similarity to `image`. The first is None if no quality reaches it, the second if
    the original has another format than JPEG and PNG.
    """
    modern = [_least(image, floor, "webp", _webp)]
    if original in _OFTEN_DRAWN:
        modern.append(_without_loss(image))
    found = [item for item in modern if item is not None]
    best = min(found, key=lambda item: item.size, default=None)
    avif = _least(image, floor, "avif", _avif) if features.check("avif") else None
    if avif and (best is None or avif.size < best.size * _AVIF_GAIN):
        best = avif
    return best, _fallback(image, floor, original)


def _fallback(image: Image.Image, floor: float, original: str) -> Encoded | None:
    if original == "JPEG":
        return _least(image, floor, "jpg", _jpeg)
    if original == "PNG":
        return Encoded(format="png", data=_png(image), similarity=1.0, quality=100)
    return None


def _least(image: Image.Image, floor: float, name: str, save: _Save) -> Encoded | None:
    """Return the image in the least quality that reaches the floor, None if none does."""
    low, high = 0, len(_QUALITIES) - 1
    best: Encoded | None = None
    while low <= high:
        middle = (low + high) // 2
        quality = _QUALITIES[middle]
        data = save(image, quality)
        with Image.open(io.BytesIO(data)) as again:
            alike = similarity(image, again.convert(image.mode))
        if alike >= floor:
            best = Encoded(format=name, data=data, similarity=round(alike, 4), quality=quality)
            high = middle - 1
        else:
            low = middle + 1
    return best


def _without_loss(image: Image.Image) -> Encoded:
    data = _bytes(image, "WEBP", lossless=True, quality=_EFFORT, method=_WEBP_METHOD)
    return Encoded(format="webp", data=data, similarity=1.0, quality=100)


def _webp(image: Image.Image, quality: int) -> bytes:
    return _bytes(image, "WEBP", quality=quality, method=_WEBP_METHOD)


def _avif(image: Image.Image, quality: int) -> bytes:
    # With one thread the same image gives the same bytes on every machine.
    return _bytes(image, "AVIF", quality=quality, speed=_AVIF_SPEED, max_threads=1)


def _jpeg(image: Image.Image, quality: int) -> bytes:
    return _bytes(image, "JPEG", quality=quality, optimize=True, progressive=True)


def _png(image: Image.Image) -> bytes:
    exact = image.getcolors(256) if image.mode == "RGB" else None
    smaller = image.quantize(len(exact), dither=Image.Dither.NONE) if exact else image
    return _bytes(smaller, "PNG", optimize=True)


def _bytes(image: Image.Image, name: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, format=name, **options)
    return target.getvalue()
