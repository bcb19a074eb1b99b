"""Fonts with the widths of Arial, Times New Roman and Courier New, for which the test cases were written.

Liberation is installed on many systems. Where it is not, Debian's package is unpacked into `build/fonts`,
without installing it, and a fontconfig file adds that folder to the fonts of the system.
"""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

FONTS = Path(__file__).parents[2] / "build" / "fonts"
PACKAGE = "fonts-liberation"
COMPATIBLE = ("Arial", "Arimo", "Liberation Sans")
_CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{folder}</dir>
  <cachedir>{folder}/cache</cachedir>
{aliases}</fontconfig>
"""
_ALIASES = {
    "Liberation Sans": ("Arial", "Helvetica", "sans-serif"),
    "Liberation Serif": ("Times New Roman", "Times", "serif"),
    "Liberation Mono": ("Courier New", "Courier", "monospace"),
}


def environment() -> Mapping[str, str]:
    """Return the variables that give a browser these fonts; empty if it has them, or none can be had."""
    if _sans_serif() in COMPATIBLE:
        return {}
    if not any(FONTS.rglob("LiberationSerif-Regular.ttf")) and not _unpack():
        return {}
    aliases = "".join(
        f'  <match><test name="family"><string>{name}</string></test>'
        f'<edit name="family" mode="prepend" binding="strong"><string>{font}</string></edit></match>\n'
        for font, names in _ALIASES.items()
        for name in names
    )
    file = FONTS / "fonts.conf"
    file.write_text(_CONFIGURATION.format(folder=FONTS.resolve(), aliases=aliases), "utf-8")
    return {"FONTCONFIG_FILE": str(file.resolve())}


def _sans_serif() -> str:
    """Return the font that stands for Arial."""
    if not shutil.which("fc-match"):
        return ""
    command = ["fc-match", "--format=%{family[0]}", "Arial"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def _unpack() -> bool:
    """Download Debian's package and unpack it; return whether that was possible."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return False
    FONTS.mkdir(parents=True, exist_ok=True)
    command = ["apt-get", "download", PACKAGE]
    if subprocess.run(command, cwd=FONTS, capture_output=True, check=False).returncode:
        return False
    for package in FONTS.glob("*.deb"):
        command = ["dpkg-deb", "-x", str(package), str(FONTS)]
        subprocess.run(command, check=True)
        package.unlink()
    return True
