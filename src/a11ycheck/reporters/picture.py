"""Pictures that stand in a page itself: PNG and WebP as `data:` addresses, with their size."""

import struct
from base64 import b64encode
from dataclasses import dataclass

__all__ = ["Picture", "read_picture"]

_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = 30
_14_BITS = 0x3FFF


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture's `data:` address, and its width and height in pixels."""

    address: str
    width: int
    height: int


def read_picture(data: bytes) -> Picture:
    """Return a PNG's or WebP's bytes as a picture; ValueError for anything else.

    The sizes stand in PNG's IHDR chunk (W3C PNG, 11.2.2) and in WebP's first chunk (RFC 9649, 2.5-2.7).
    """
    head = data[:_HEADER]
    if head.startswith(_PNG) and len(head) == _HEADER:
        kind, (width, height) = "png", struct.unpack(">II", head[16:24])
    elif head[:4] == b"RIFF" and head[8:12] == b"WEBP" and len(head) == _HEADER:
        kind, (width, height) = "webp", _webp_size(head)
    else:
        message = "A screenshot is neither a PNG nor a WebP."
        raise ValueError(message)
    address = f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
    return Picture(address=address, width=width, height=height)


def _webp_size(head: bytes) -> tuple[int, int]:
    chunk = head[12:16]
    if chunk == b"VP8 ":
        width, height = struct.unpack("<HH", head[26:30])
        return width & _14_BITS, height & _14_BITS
    if chunk == b"VP8L":
        (bits,) = struct.unpack("<I", head[21:25])
        return (bits & _14_BITS) + 1, (bits >> 14 & _14_BITS) + 1
    if chunk == b"VP8X":
        width, height = (int.from_bytes(head[at : at + 3], "little") + 1 for at in (24, 27))
        return width, height
    message = "A screenshot is a WebP of an unknown kind."
    raise ValueError(message)
