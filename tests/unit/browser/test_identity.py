"""The identity of a browser changes with all that its evidence depends on, and with nothing else."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from a11ycheck.browser import Launcher


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return a folder with a browser, its headless shell, a driver, a list of fonts and one font."""
    for name, words in {
        "chromium": "Chromium 156.0.1",
        "chromium-headless-shell": "Chromium 156.0.1",
        "chromedriver": "ChromeDriver 156.0.1",
    }.items():
        _program(tmp_path / name, f"echo '{words}'")
    (tmp_path / "one.ttf").write_bytes(b"font")
    _program(tmp_path / "fc-list", f"echo {tmp_path}/one.ttf")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


def _identity() -> dict[str, str]:
    return Launcher(timeout=20).identity()


def _differing(before: dict[str, str]) -> set[str]:
    after = _identity()
    return {name for name in before if before[name] != after[name]}


def test_it_names_the_program_that_audits_pages(machine: Path) -> None:
    before = _identity()

    assert before["browser"].startswith(str(machine / "chromium-headless-shell"))
    _program(machine / "chromium", "echo 'Chromium 156.0.22'")
    assert _differing(before) == set()
    _program(machine / "chromium-headless-shell", "echo 'Chromium 156.0.22'")
    assert _differing(before) == {"browser"}


def test_a_program_of_the_same_size_is_another_one(machine: Path) -> None:
    before = _identity()

    os.utime(machine / "chromium-headless-shell", (1, 1))

    assert _differing(before) == {"browser"}


def test_it_changes_with_the_fonts(machine: Path) -> None:
    before = _identity()

    (machine / "two.ttf").write_bytes(b"font")
    assert _differing(before) == set(), "fontconfig does not list the file"
    _program(machine / "fc-list", f"echo {machine}/two.ttf; echo {machine}/one.ttf")
    assert _differing(before) == {"fonts"}


@pytest.mark.parametrize("change", ["content", "settings"])
def test_it_changes_with_a_font_and_its_settings(change: str, machine: Path) -> None:
    before = _identity()

    if change == "content":
        (machine / "one.ttf").write_bytes(b"another font")
    else:
        (machine / "config/fontconfig").mkdir(parents=True)
        (machine / "config/fontconfig/fonts.conf").write_text("<fontconfig/>")

    assert _differing(before) == {"fonts"}


def test_the_order_of_the_fonts_is_no_change(machine: Path) -> None:
    (machine / "two.ttf").write_bytes(b"font")
    _program(machine / "fc-list", f"echo {machine}/two.ttf; echo {machine}/one.ttf")
    before = _identity()

    _program(machine / "fc-list", f"echo {machine}/one.ttf; echo {machine}/two.ttf")

    assert _differing(before) == set()


def test_without_fontconfig_the_folders_are_read(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (machine / "fc-list").unlink()
    monkeypatch.setenv("XDG_DATA_HOME", str(machine / "data"))
    before = _identity()

    (machine / "data/fonts/noto").mkdir(parents=True)
    (machine / "data/fonts/noto/license.txt").write_text("text")
    assert _differing(before) == set()
    (machine / "data/fonts/noto/three.otf").write_bytes(b"font")
    assert _differing(before) == {"fonts"}


@pytest.mark.usefixtures("machine")
def test_it_changes_with_locale_and_time_zone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = _identity()

    monkeypatch.setenv("LANG", "ckb_IQ.UTF-8")
    monkeypatch.setenv("TZ", "Asia/Baghdad")

    assert _differing(before) == {"locale", "time_zone"}


def test_without_a_browser_it_is_not_the_current_folder(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("chromium", "chromium-headless-shell", "chromedriver"):
        (machine / name).unlink()
    monkeypatch.setenv("SE_OFFLINE", "true")
    monkeypatch.setenv("SE_CACHE_PATH", str(machine))
    before = _identity()

    assert before["browser"] == ""
    (machine / "new").touch()
    monkeypatch.chdir(machine)
    assert _differing(before) == set()


def test_selenium_manager_is_asked_for_what_is_missing(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen: Any = {"browser_path": str(machine / "chrome"), "driver_path": str(machine / "driver")}
    _program(machine / "chrome", "echo 'Chromium 157.0.1'")
    _program(machine / "driver", "exit 0")
    for name in ("chromium", "chromium-headless-shell"):
        (machine / name).unlink()
    monkeypatch.setattr(
        "selenium.webdriver.common.selenium_manager.SeleniumManager.binary_paths",
        lambda _manager, _arguments: chosen,
    )

    launcher = Launcher(timeout=20)

    assert launcher.identity()["browser"].startswith(chosen["browser_path"])
    assert launcher.binaries.driver == chosen["driver_path"]


@pytest.mark.browser
def test_it_costs_little() -> None:
    launcher = Launcher(timeout=20)
    assert Path(launcher.identity()["browser"].split()[0]).is_file()

    started = time.process_time()
    launcher.identity()

    assert time.process_time() - started < 0.05
