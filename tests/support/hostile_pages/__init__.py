"""A hostile site: pages that disturb an audit, broken ones, and clean ones with known findings."""

from __future__ import annotations

from hostile_pages.case import Case, Right
from hostile_pages.clean import CLEAN
from hostile_pages.elsewhere import ELSEWHERE
from hostile_pages.header_pages import HEADER_PAGES
from hostile_pages.markup import MARKUP
from hostile_pages.navigation import NAVIGATION
from hostile_pages.scripts import SCRIPTS
from hostile_pages.site import case_name, write_site
from hostile_pages.storage import STORAGE
from hostile_pages.unseen import UNSEEN

__all__ = ["CLEAN", "HEADER_PAGES", "HOSTILE", "Case", "Right", "case_name", "write_site"]

HOSTILE: tuple[Case, ...] = (*STORAGE, *NAVIGATION, *SCRIPTS, *MARKUP, *ELSEWHERE, *UNSEEN)
