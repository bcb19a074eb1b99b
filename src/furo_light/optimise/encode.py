"""Make a picture small: the least quality that still looks alike, in the format that costs least."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageCms, ImageOps, features
from PIL import __version__ as pillow_version

from furo_light.optimise.similarity import similarity

__all__ = ["Encoded", "Open", "encode", "encoders", "open_picture", "resized"]

# Finer steps change the size by less than a packet.
_QUALITIES = range(20, 93, 3)
# Formats of drawings and screenshots, for which compression without loss is often the smallest.
_OFTEN_DRAWN = frozenset({"PNG", "GIF", "BMP", "WEBP"})
_MODES = frozenset({"1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "YCbCr"})
# Readers with a browser of 2020 know WebP, and AVIF only since 2022: it has to be worth it.
_AVIF_GAIN = 0.9
_AVIF_SPEED = 6
_WEBP_METHOD = 6
# Of 100 without loss; the last tenth takes sixty times as long and saves 3 %.
_EFFORT = 90

_Save = Callable[[Image.Image, int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """A picture's new bytes: `format` is "webp", "avif", "jpg" or "png", `quality` 100 for no loss."""

    format: str
    data: bytes
    similarity: float
    quality: int

    @property
    def size(self) -> int:
        """Return the number of bytes."""
        return len(self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """A picture that was read: as it is shown (turned, in sRGB), and the format of its file."""

    picture: Image.Image
    format: str


def encoders() -> str:
    """Return the versions of all that takes part, for what is kept of earlier runs."""
    names = ("webp", "avif", "jpg", "zlib")
    versions = [features.version(name) or "none" for name in names]
    return " ".join((pillow_version, *versions))


def open_picture(data: bytes) -> Open | None:
    """Return a still picture of a usual kind, None for any other; an error of Pillow's for a broken one."""
    with Image.open(io.BytesIO(data)) as file:
        kind = "JPEG" if file.format == "MPO" else str(file.format)
        # An MPO is a JPEG that a phone wrote; what browsers show is its first frame.
        if file.format != "MPO" and getattr(file, "is_animated", False):
            return None
        if file.mode not in _MODES:
            return None
        file.load()
        return Open(picture=_plain(file), format=kind)


def _plain(file: Image.Image) -> Image.Image:
    """Return the picture as a browser shows it, in RGB or RGBA, without anything else in its file."""
    turned = ImageOps.exif_transpose(file)
    clear = "A" in turned.mode or "transparency" in turned.info
    mode = "RGBA" if clear else "RGB"
    profile = turned.info.get("icc_profile")
    shown = _in_srgb(turned, profile, mode) if profile else turned.convert(mode)
    # Pillow would write profiles and the like into every file again: kilobytes, and the time of day.
    shown.info.clear()
    return shown


def _in_srgb(picture: Image.Image, profile: bytes, mode: str) -> Image.Image:
    """Return the picture with the colours that its profile means; as it is where that cannot be read."""
    if picture.mode in {"P", "PA", "LA", "1"}:
        picture = picture.convert(mode)
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    base = picture.convert("RGB") if alpha else picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        shown = ImageCms.profileToProfile(base, source, target, outputMode="RGB") or base
    except (ImageCms.PyCMSError, OSError, ValueError):
        shown = base.convert("RGB")
    if alpha:
        shown.putalpha(alpha)
    return shown


def resized(picture: Image.Image, width: int) -> Image.Image:
    """Return the picture in a smaller width (pixels), its sides in proportion."""
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def encode(
    picture: Image.Image, floor: float, *, original: str
) -> tuple[Encoded | None, Encoded | None]:
    """Return a picture in the smallest modern format, and in that of its original for old browsers.

    `floor` is the least similarity to `picture`. The first is None where no quality reaches it, the second
    where the original's format is none that is written here, too.
    """
    modern = [_least(picture, floor, "webp", _webp)]
    if original in _OFTEN_DRAWN:
        modern.append(_without_loss(picture))
    found = [item for item in modern if item is not None]
    best = min(found, key=lambda item: item.size, default=None)
    avif = _least(picture, floor, "avif", _avif) if features.check("avif") else None
    if avif and (best is None or avif.size < best.size * _AVIF_GAIN):
        best = avif
    return best, _fallback(picture, floor, original)


def _fallback(picture: Image.Image, floor: float, original: str) -> Encoded | None:
    if original == "JPEG":
        return _least(picture, floor, "jpg", _jpeg)
    if original == "PNG":
        return Encoded(format="png", data=_png(picture), similarity=1.0, quality=100)
    return None


def _least(picture: Image.Image, floor: float, name: str, save: _Save) -> Encoded | None:
    """Return the picture in the least quality that reaches the floor, None where none does."""
    low, high = 0, len(_QUALITIES) - 1
    best: Encoded | None = None
    while low <= high:
        middle = (low + high) // 2
        quality = _QUALITIES[middle]
        data = save(picture, quality)
        with Image.open(io.BytesIO(data)) as again:
            alike = similarity(picture, again.convert(picture.mode))
        if alike >= floor:
            best = Encoded(format=name, data=data, similarity=round(alike, 4), quality=quality)
            high = middle - 1
        else:
            low = middle + 1
    return best


def _without_loss(picture: Image.Image) -> Encoded:
    data = _bytes(picture, "WEBP", lossless=True, quality=_EFFORT, method=_WEBP_METHOD)
    return Encoded(format="webp", data=data, similarity=1.0, quality=100)


def _webp(picture: Image.Image, quality: int) -> bytes:
    return _bytes(picture, "WEBP", quality=quality, method=_WEBP_METHOD)


def _avif(picture: Image.Image, quality: int) -> bytes:
    # With one thread the same picture gives the same bytes on every machine.
    return _bytes(picture, "AVIF", quality=quality, speed=_AVIF_SPEED, max_threads=1)


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    return _bytes(picture, "JPEG", quality=quality, optimize=True, progressive=True)


def _png(picture: Image.Image) -> bytes:
    exact = picture.getcolors(256) if picture.mode == "RGB" else None
    smaller = picture.quantize(len(exact), dither=Image.Dither.NONE) if exact else picture
    return _bytes(smaller, "PNG", optimize=True)


def _bytes(picture: Image.Image, name: str, **options: Any) -> bytes:
    target = io.BytesIO()
    picture.save(target, format=name, **options)
    return target.getvalue()
