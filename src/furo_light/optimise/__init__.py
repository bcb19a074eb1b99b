"""Optimise a folder of built pages: smaller images, less white space, compressed copies.

It works on the files of any static site, without Sphinx or a browser. Readers and screen readers get the
same text, structure and names.
"""

from furo_light.optimise.optimiser import optimise_site
from furo_light.optimise.result import KINDS, PageCost, Result, Skipped, Tally, summary

__all__ = ["KINDS", "PageCost", "Result", "Skipped", "Tally", "optimise_site", "summary"]
