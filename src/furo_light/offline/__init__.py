"""Pages without a network: a service worker, all pages in one request, one HTML file, an EPUB, a manifest.

`make_offline` makes them for the folder of one language. It needs neither Sphinx nor a browser.
"""

from furo_light.offline.chosen_pages import Selection, build_date, select_pages
from furo_light.offline.folder import MANIFEST, Made, make_offline, offer_folder
from furo_light.offline.save_block import MARKER
from furo_light.offline.texts import texts_for

__all__ = [
    "MANIFEST",
    "MARKER",
    "Made",
    "Selection",
    "build_date",
    "make_offline",
    "offer_folder",
    "select_pages",
    "texts_for",
]
