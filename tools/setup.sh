#!/bin/sh
# Create the virtual environment in $1, and ensure that there is a browser: an installed one, otherwise Debian's
# as root, otherwise the one that Selenium Manager downloads when it is needed.
set -eu

venv=${1:-.venv}
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }
fail() { say "setup: $1"; say "  $2"; exit 1; }
is_root_with_apt() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }
install() {
  say "setup: installing $* with apt"
  DEBIAN_FRONTEND=noninteractive apt-get -qq update >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >/dev/null 2>&1
}
has_chromium() {
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  return 1
}

"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null ||
  fail "Python 3.11 or newer is needed." "Install it, or pass its path: make PYTHON=/path/to/python3 …"

# Debian's Python has venv, but no ensurepip until python3-venv is installed.
maker=venv
if ! "$python" -c 'import ensurepip' 2>/dev/null; then
  if "$python" -c 'import virtualenv' 2>/dev/null; then
    maker=virtualenv
  else
    is_root_with_apt && install python3-venv ||
      fail "This Python cannot create virtual environments." "Debian: apt install python3-venv"
  fi
fi

say "setup: virtual environment in $venv"
[ -x "$venv/bin/python" ] || "$python" -m "$maker" "$venv"
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt pip
"$venv/bin/python" -m pip install --quiet --disable-pip-version-check --constraint constraints.txt \
  --editable . --group dev

if ! has_chromium || ! command -v chromedriver >/dev/null 2>&1; then
  if ! has_chromium && is_root_with_apt; then
    install chromium chromium-driver || say "setup: apt could not install Chromium."
  elif command -v chromium >/dev/null 2>&1 && is_root_with_apt; then
    install chromium-driver || say "setup: apt could not install chromium-driver."
  fi
fi
# Optional: Chromium without its user interface runs the same audit with a quarter less processor time.
if command -v chromium >/dev/null 2>&1 && is_root_with_apt && ! command -v chromium-headless-shell >/dev/null 2>&1; then
  install chromium-headless-shell || say "setup: apt could not install chromium-headless-shell; audits are slightly slower."
fi
"$venv/bin/a11ycheck" doctor --quiet ||
  fail "No browser was found." "Debian: apt install chromium chromium-driver. See: $venv/bin/a11ycheck doctor"
