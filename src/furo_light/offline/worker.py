"""The service worker of a site, its message page, and the line in each page that asks for the worker."""

import html
import json
import re
from typing import Final

from a11ycheck.errors import UserError
from furo_light.offline.templates import asset, fill
from furo_light.offline.words import Words

__all__ = [
    "MOST_BYTES",
    "WORKER",
    "message_page",
    "register_script",
    "with_script",
    "worker_script",
]

WORKER: Final = "sw.js"
"""The worker's file, at the root of a language: it serves the pages at and below its own address."""

MOST_BYTES: Final = 999
"""What the worker may weigh, not compressed: under 1 kB."""

_PLACE = "WORDS"
_END_OF_BODY = re.compile(r"</body\s*>(?!.*</body)", re.IGNORECASE | re.DOTALL)
_OURS = re.compile(r"<script[^>]*>navigator\.serviceWorker&&[^<]*</script>\n?")


def worker_script(words: Words) -> str:
    """Return the worker in the words of a language; UserError where they make it too heavy."""
    text = html.escape(words.saved_copy, quote=False)
    text = text.replace("\\", "\\\\").replace("`", "\\`").replace("$", "&#36;")
    script = asset("worker.min.js").replace(_PLACE, text)
    if (size := len(script.encode())) > MOST_BYTES:
        message = (
            f"The offline word saved_copy is {size - MOST_BYTES} bytes too long for the worker."
        )
        raise UserError(message, "Shorten it: the worker must stay under 1 kB.")
    return script


def message_page(words: Words, *, language: str, direction: str) -> str:
    """Return the page that stands in for one that is not saved, when there is no internet."""
    script = asset("lister.min.js")
    return fill(
        "offline.html.j2", words=words, language=language, direction=direction, script=script
    )


def register_script(root: str) -> str:
    """Return the script that asks for the worker; `root` leads from the page to the folder ("../").

    It waits until the page is loaded and three seconds have passed, so that nothing competes with what the
    reader waits for. Where there are no workers (http:, old browsers) it does nothing; where they are
    forbidden (private windows) the refusal is the answer.
    """
    address = json.dumps(f"{root}{WORKER}").replace("<", "\\u003c")
    # `updateViaCache`: looking for a newer worker costs no request while the server's max-age lasts.
    register = f'navigator.serviceWorker.register({address},{{updateViaCache:"all"}})'
    wait = f"setTimeout(()=>{register}.catch(()=>0),3e3)"
    return f'navigator.serviceWorker&&addEventListener("load",()=>{wait})'


def with_script(text: str, root: str) -> str:
    """Return a page that asks for the worker: at its end, once."""
    text = _OURS.sub("", text)
    line = f"<script>{register_script(root)}</script>\n"
    found = _END_OF_BODY.search(text)
    return text + line if found is None else text[: found.start()] + line + text[found.start() :]
