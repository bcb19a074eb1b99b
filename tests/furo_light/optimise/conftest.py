"""Small sites that are optimised, and images that are drawn for them."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageFilter
from selenium.webdriver import Chrome, ChromeOptions
from selenium.webdriver.chrome.service import Service

from a11ycheck.browser import find_binaries
from furo_light.optimise import Result, optimise_site
from furo_light.settings import Settings

PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>T</title>{head}</head>'
    "<body>{body}</body></html>"
)
FLUID = "<style>img{max-width:100%;height:auto}</style>"
LONG_AGO = 10**18  # 2001, in nanoseconds


@dataclass(frozen=True, slots=True)
class Lab:
    """A folder in which sites are built and optimised."""

    folder: Path
    cache: Path

    @staticmethod
    def page(body: str, head: str = FLUID) -> str:
        """Return a page; pictures in it keep their shape, where nothing else is said."""
        return PAGE.format(body=body, head=head)

    @staticmethod
    def photo(width: int = 480, height: int = 300, kind: str = "JPEG", **options: Any) -> bytes:
        """Return an image of soft shapes that compresses as a photograph does; always the same."""
        first = Image.linear_gradient("L").resize((64, 64)).rotate(30)
        second = Image.radial_gradient("L").resize((64, 64)).rotate(200)
        rings = second.point(lambda value: value * 7 % 256)
        image = Image.merge("RGB", (first, rings, Image.blend(first, rings, 0.5)))
        full = image.resize((width, height), Image.Resampling.BICUBIC).filter(ImageFilter.DETAIL)
        target = io.BytesIO()
        full.save(target, kind, **({"quality": 95} | options))
        return target.getvalue()

    def build(self, files: Mapping[str, str | bytes], name: str = "html") -> Path:
        """Write a site and return its folder; the times of change lie in the past."""
        for file, content in files.items():
            path = self.folder / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
            os.utime(path, ns=(LONG_AGO, LONG_AGO))
        return self.folder / name

    def run(
        self,
        site: Path,
        *,
        base: str = "",
        dry_run: bool = False,
        cached: bool = True,
        **given: Any,
    ) -> Result:
        """Optimise a folder, with settings by name, without their prefix."""
        settings = Settings(**{f"lighten_{name}": value for name, value in given.items()})
        cache = self.cache if cached else None
        return optimise_site(site, settings, base=base, cache=cache, dry_run=dry_run)

    @staticmethod
    def state(folder: Path) -> dict[str, tuple[int, bytes]]:
        """Return the time of change and the bytes of each file."""
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return {
            path.relative_to(folder).as_posix(): (path.stat().st_mtime_ns, path.read_bytes())
            for path in files
        }


@pytest.fixture(scope="session")
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of encoded pictures, which all tests share: each is encoded once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def lab(tmp_path: Path, _cache: Path) -> Lab:
    return Lab(tmp_path, _cache)


@pytest.fixture(scope="session")
def image() -> bytes:
    return Lab.photo()


@dataclass(frozen=True, slots=True)
class Trees:
    """Opens pages in Chromium, and tells what a reader gets."""

    driver: Chrome
    serve: Callable[[Path], str]

    def of(self, site: Path, page: str) -> dict[str, Any]:
        """Return the text, the accessibility tree, and the box of each picture."""
        self.driver.get(self.serve(site) + page)
        found: dict[str, Any] = self.driver.execute_async_script(SETTLED)
        nodes = self.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
        return {**found, "tree": _tree(nodes)}


# Whoever scrolls has all pictures; then each has the size that it keeps.
SETTLED = """
const done = arguments[0];
const images = [...document.images];
images.forEach((image) => { image.loading = "eager"; });
Promise.all(images.map((image) => image.decode().catch(() => null))).then(() => done({
  title: document.title,
  text: document.body.innerText,
  boxes: images.map((image) => {
    const {width, height} = image.getBoundingClientRect();
    return [image.alt, Math.round(width), Math.round(height)];
  }),
}));
"""
# Lines of a text as they are broken, not what is read.
_NO_CONTENT = {"InlineTextBox"}
_LEFT_OUT = {"url"}


def _tree(nodes: list[dict[str, Any]]) -> list[Any]:
    """Return the tree without numbers, and without what assistive technology does not get."""
    known = {node["nodeId"]: node for node in nodes}

    def walk(node: dict[str, Any]) -> list[Any]:
        parts = [
            part for name in node.get("childIds", ()) if name in known for part in walk(known[name])
        ]
        role = node.get("role", {}).get("value")
        if node["ignored"] or role in _NO_CONTENT:
            return parts
        facts = {
            item["name"]: item["value"].get("value")
            for item in node.get("properties", ())
            if item["name"] not in _LEFT_OUT
        }
        texts = [node.get(key, {}).get("value") for key in ("name", "description", "value")]
        if role == "generic" and not facts and not any(texts):
            return parts  # ARIA: a nameless container that has no meaning of its own
        return [(role, *texts, sorted(facts.items(), key=str), parts)]

    return walk(nodes[0])


@pytest.fixture(scope="module")
def trees(
    tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]
) -> Iterator[Trees]:
    found = find_binaries()
    options = ChromeOptions()
    options.binary_location = found.browser
    flags = ["headless=new", "disable-gpu", "no-first-run", "disable-background-networking"]
    flags += ["no-sandbox"] if os.geteuid() == 0 else []
    for flag in (*flags, f"user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(f"--{flag}")
    driver = Chrome(options, Service(found.driver or None))
    driver.set_window_size(1000, 900)
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["https://*"]})
    yield Trees(driver, serve)
    driver.quit()
