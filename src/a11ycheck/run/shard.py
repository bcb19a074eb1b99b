"""Split the pages of a run into shards, which several machines audit."""

import re
from collections.abc import Iterable
from hashlib import sha256

from a11ycheck.errors import UserError
from a11ycheck.model import Shard

__all__ = ["pages_of_shard", "parse_shard"]

_FORM = re.compile(r"(?P<index>[1-9]\d{0,5})/(?P<count>[1-9]\d{0,5})")


def parse_shard(text: str, where: str = "--shard") -> Shard | None:
    """Return the shard that "I/N" names, None for ""; UserError names the origin `where` of the text."""
    if not text:
        return None
    found = _FORM.fullmatch(text)
    if found is None or int(found["index"]) > int(found["count"]):
        message = f"{where}: {text!r} is not a shard."
        raise UserError(message, "Write the number of the shard and how many there are: 1/3.")
    return Shard(index=int(found["index"]), count=int(found["count"]))


def pages_of_shard(paths: Iterable[str], shard: Shard | None) -> tuple[str, ...]:
    """Return the paths that belong to a shard, in their order; all of them without a shard.

    Each shard has the same number of pages, give or take one. The paths are split in the order of their
    hashes, so that large sections of a site are spread, and a new page moves few others to another shard:
    the caches of the shards stay useful. UserError if there are fewer pages than shards.
    """
    known = tuple(dict.fromkeys(paths))
    if shard is None or not known:
        return known
    if len(known) < shard.count:
        pages = "is 1 page" if len(known) == 1 else f"are {len(known)} pages"
        message = f"--shard: there {pages} for {shard.count} shards."
        raise UserError(message, "Use at most as many shards as there are pages.")
    ordered = sorted(known, key=_hash)
    first, end = (len(known) * number // shard.count for number in (shard.index - 1, shard.index))
    mine = frozenset(ordered[first:end])
    return tuple(path for path in known if path in mine)


def _hash(path: str) -> bytes:
    return sha256(path.encode("utf-8", "surrogatepass")).digest()
