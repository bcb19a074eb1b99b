"""Media types by file name suffix: a fixed table, so that every machine gives the same answer."""

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
    "is_server_page",
    "is_text",
    "may_be_page",
    "media_type",
    "takes_charset",
]

BINARY = "application/octet-stream"
HTML_SUFFIXES = (".html", ".htm", ".xhtml")
# What a server turns into HTML, and the least used suffixes of HTML: not audited as files.
SERVER_SUFFIXES = (
    *(".asp", ".aspx", ".cfm", ".cgi", ".jsp", ".jspx", ".php", ".phtml"),
    *(".shtm", ".shtml", ".xht"),
)
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
        # images
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
        # audio and video
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

_NOT_PAGES = ("application/", "audio/", "font/", "image/", "video/")
_STRUCTURED_TEXT = ("+xml", "+json", "/json", "/xml", "/yaml")
_COMPRESSIBLE = frozenset(
    {
        "application/wasm",
        "font/otf",
        "font/ttf",
        "image/bmp",
        "image/vnd.microsoft.icon",
        "application/vnd.ms-fontobject",
    }
)


def media_type(name: str) -> str:
    """Return the media type of a file or URL path by its suffix; `BINARY` for an unknown one."""
    return MEDIA_TYPES.get(PurePosixPath(name).suffix.lower(), BINARY)


def is_html(name: str) -> bool:
    """Return whether a file name has the suffix of an HTML page."""
    return PurePosixPath(name).suffix.lower() in HTML_SUFFIXES


def is_server_page(name: str) -> bool:
    """Return whether a file name has the suffix of a page that a server makes, such as `.php`."""
    return PurePosixPath(name).suffix.lower() in SERVER_SUFFIXES


def may_be_page(url: str) -> bool:
    """Return whether a browser may show a page at a URL: false for a PDF, an image or a feed."""
    kind = media_type(urlsplit(url).path)
    return kind in {BINARY, MEDIA_TYPES[".xhtml"]} or not kind.startswith(_NOT_PAGES)


def takes_charset(kind: str) -> bool:
    """Return whether a media type has the parameter `charset` (JSON and XML declare their own)."""
    return kind.startswith("text/")


def is_text(kind: str) -> bool:
    """Return whether content of a media type is text: `text/*`, JSON, XML, YAML, and what they make up."""
    return takes_charset(kind) or kind.endswith(_STRUCTURED_TEXT)


def is_compressible(kind: str) -> bool:
    """Return whether static hosts commonly compress a media type on the fly."""
    return is_text(kind) or kind in _COMPRESSIBLE
