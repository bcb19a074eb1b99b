"""Media types by file ending: a fixed table, so that every machine serves the same answer."""

from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit

__all__ = [
    "BINARY",
    "HTML_SUFFIXES",
    "INDEX_NAMES",
    "MEDIA_TYPES",
    "is_compressible",
    "is_html",
    "is_page_address",
    "is_text",
    "media_type",
]

BINARY = "application/octet-stream"
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
INDEX_NAMES = tuple(f"index{suffix}" for suffix in HTML_SUFFIXES)

# Sources: the media types registry of IANA; for JavaScript RFC 9239.
MEDIA_TYPES = MappingProxyType(
    {
        # text
        ".css": "text/css",
        ".csv": "text/csv",
        ".htm": "text/html",
        ".html": "text/html",
        ".ics": "text/calendar",
        ".js": "text/javascript",
        ".md": "text/markdown",
        ".mjs": "text/javascript",
        ".rst": "text/plain",
        ".text": "text/plain",
        ".txt": "text/plain",
        ".vtt": "text/vtt",
        # data
        ".atom": "application/atom+xml",
        ".geojson": "application/geo+json",
        ".ipynb": "application/x-ipynb+json",
        ".json": "application/json",
        ".jsonld": "application/ld+json",
        ".map": "application/json",
        ".rss": "application/rss+xml",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".xhtml": "application/xhtml+xml",
        ".xml": "application/xml",
        ".xsl": "application/xslt+xml",
        ".yaml": "application/yaml",
        ".yml": "application/yaml",
        # documents and archives
        ".7z": "application/x-7z-compressed",
        ".bz2": "application/x-bzip2",
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".epub": "application/epub+zip",
        ".gz": "application/gzip",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".pdf": "application/pdf",
        ".tar": "application/x-tar",
        ".tgz": "application/gzip",
        ".xz": "application/x-xz",
        ".zip": "application/zip",
        # fonts
        ".eot": "application/vnd.ms-fontobject",
        ".otf": "font/otf",
        ".ttf": "font/ttf",
        ".woff": "font/woff",
        ".woff2": "font/woff2",
        # pictures
        ".apng": "image/apng",
        ".avif": "image/avif",
        ".bmp": "image/bmp",
        ".gif": "image/gif",
        ".ico": "image/vnd.microsoft.icon",
        ".jpeg": "image/jpeg",
        ".jpg": "image/jpeg",
        ".jxl": "image/jxl",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".tif": "image/tiff",
        ".tiff": "image/tiff",
        ".webp": "image/webp",
        # sound and film
        ".aac": "audio/aac",
        ".flac": "audio/flac",
        ".m4a": "audio/mp4",
        ".mp3": "audio/mpeg",
        ".oga": "audio/ogg",
        ".ogg": "audio/ogg",
        ".opus": "audio/ogg",
        ".wav": "audio/wav",
        ".m4v": "video/mp4",
        ".mov": "video/quicktime",
        ".mp4": "video/mp4",
        ".ogv": "video/ogg",
        ".webm": "video/webm",
    }
)

_NO_PAGES = ("application/", "audio/", "font/", "image/", "video/")
_COMPRESSIBLE_ENDS = ("+xml", "+json", "/json", "/xml", "/yaml", "/wasm")
_COMPRESSIBLE = frozenset(
    {
        "font/otf",
        "font/ttf",
        "image/bmp",
        "image/vnd.microsoft.icon",
        "application/vnd.ms-fontobject",
    }
)


def media_type(name: str) -> str:
    """Return the media type of a file or URL path by its ending; `BINARY` for an unknown one."""
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), BINARY)


def is_html(name: str) -> bool:
    """Tell whether a file name has the ending of a page."""
    return PurePosixPath(name).suffix.lower() in HTML_SUFFIXES


def is_page_address(url: str) -> bool:
    """Tell whether a browser may show a page at a URL: not so for a PDF, a picture or a feed."""
    kind = media_type(urlsplit(url).path)
    shown = kind == BINARY or kind == MEDIA_TYPES[".xhtml"]
    return shown or not kind.startswith(_NO_PAGES)


def is_text(kind: str) -> bool:
    """Tell whether a media type takes the parameter `charset` (JSON and XML carry their own)."""
    return kind.startswith("text/")


def is_compressible(kind: str) -> bool:
    """Tell whether static hosts commonly compress a media type on the fly."""
    return is_text(kind) or kind.endswith(_COMPRESSIBLE_ENDS) or kind in _COMPRESSIBLE
