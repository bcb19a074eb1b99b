"""Pages without a network: a service worker, all pages in one request, one HTML file, a book, a manifest.

`make_offline` does it all for the folder of one language. It knows neither Sphinx nor a browser.
"""

from furo_light.offline.copies import MARKER, Sizes, root_from, with_copies
from furo_light.offline.folder import SAVE_PAGE, offer_folder
from furo_light.offline.make import MANIFEST, MESSAGE, PACK, Made, make_offline
from furo_light.offline.page import read_page
from furo_light.offline.site import Selection, build_date, reading_order, same_language
from furo_light.offline.words import Words, words_for
from furo_light.offline.worker import WORKER, register_script, with_script

__all__ = [
    "MANIFEST",
    "MARKER",
    "MESSAGE",
    "PACK",
    "SAVE_PAGE",
    "WORKER",
    "Made",
    "Selection",
    "Sizes",
    "Words",
    "build_date",
    "make_offline",
    "offer_folder",
    "read_page",
    "reading_order",
    "register_script",
    "root_from",
    "same_language",
    "with_copies",
    "with_script",
    "words_for",
]
