"""Media types of what is packed, by file ending."""

from pathlib import PurePosixPath
from types import MappingProxyType

__all__ = ["is_text", "media_type"]

# Sources: the media types registry of IANA; for JavaScript RFC 9239.
_TYPES = MappingProxyType(
    {
        ".avif": "image/avif",
        ".css": "text/css",
        ".gif": "image/gif",
        ".htm": "text/html",
        ".html": "text/html",
        ".ico": "image/vnd.microsoft.icon",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".js": "text/javascript",
        ".json": "application/json",
        ".mjs": "text/javascript",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".webp": "image/webp",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        ".xhtml": "application/xhtml+xml",
    }
)
_TEXT = frozenset({"text/css", "text/html", "text/javascript", "application/json", "image/svg+xml"})


def media_type(name: str) -> str:
    """Return the media type of a file by its ending."""
    return _TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream")


def is_text(kind: str) -> bool:
    """Tell whether a media type is text, which packs best as it is."""
    return kind in _TEXT
