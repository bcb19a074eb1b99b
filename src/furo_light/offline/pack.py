"""All pages of one language in one file for the service worker: JSON, which one request fetches.

An entry is [path, media type, text], or [path, media type, Base64, 1] for what is not UTF-8 text.
"""

import base64
import json

from furo_light.offline.kinds import is_text, media_type
from furo_light.offline.site import Selection, resources_of

__all__ = ["pack_of"]

Entry = list[str | int]


def pack_of(selection: Selection, texts: dict[str, str]) -> str:
    """Return the pack of the pages, as `texts` has them by path, and of what they load.

    Pages stand first and in reading order: neighbours are alike, and compress best side by side.
    """
    entries: list[Entry] = [
        [page.path, f"{media_type(page.path)}; charset=utf-8", texts[page.path]]
        for page in selection.pages
    ]
    entries += [_entry(selection, path) for path in resources_of(selection.root, selection.pages)]
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def _entry(selection: Selection, path: str) -> Entry:
    kind, content = media_type(path), (selection.root / path).read_bytes()
    if is_text(kind):
        try:
            return [path, f"{kind}; charset=utf-8", content.decode()]
        except UnicodeDecodeError:
            pass  # another encoding: its bytes are kept as they are
    return [path, kind, base64.b64encode(content).decode(), 1]
