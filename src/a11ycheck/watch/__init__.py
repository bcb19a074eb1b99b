"""Rebuild and audit a site while its author writes, and show the findings on a preview of it."""

from a11ycheck.reporters.editors import editor_template
from a11ycheck.watch.board import Board
from a11ycheck.watch.build_options import BuildOptions, choose_builds
from a11ycheck.watch.loop import Watcher, WatchOptions
from a11ycheck.watch.preview_server import PreviewServer

__all__ = [
    "Board",
    "BuildOptions",
    "PreviewServer",
    "WatchOptions",
    "Watcher",
    "choose_builds",
    "editor_template",
]
