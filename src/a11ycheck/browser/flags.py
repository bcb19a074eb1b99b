"""Chromium's command line: quiet, without a window, and with no way to any host but the audited ones."""

__all__ = ["TUNING", "browser_flags"]

_QUIET = (
    "--headless=new",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--disable-default-apps",
    "--disable-extensions",
    "--disable-features=Translate,OptimizationHints,MediaRouter,InterestFeedContentSuggestions",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
    "--metrics-recording-only",
    "--mute-audio",
    "--password-store=basic",
    "--use-mock-keychain",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
)
# Every page starts axe anew, so code that V8 optimises for one page is thrown away with it: the optimising
# compilers cost more than they save. Measured in decision 16.
TUNING = ("--js-flags=--no-maglev --no-turbofan",)
# Nothing listens on port 1, so what is sent to this proxy goes nowhere, at once.
_NOWHERE = "http://127.0.0.1:1"


def browser_flags(allowed_hosts: tuple[str, ...], *, sandbox: bool) -> tuple[str, ...]:
    """Return the flags for a browser that may ask only `allowed_hosts`, each "host" or "host:port".

    Everything else is sent to a proxy that is not there: one rule for names, addresses and ports
    alike.
    """
    bypass = ";".join(("<-loopback>", *allowed_hosts))
    network = (f"--proxy-server={_NOWHERE}", f"--proxy-bypass-list={bypass}")
    return (*_QUIET, *TUNING, *network, *(() if sandbox else ("--no-sandbox",)))
