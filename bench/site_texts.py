"""Texts of the generated sites.

`qqaq` to `qqhq` stand for words that differ from page to page, `qqiq` for one that is unique.
"""

__all__ = ["BODIES", "SECTION", "WORDS"]

WORDS = tuple(
    "anchor basket bridge button candle carpet castle copper corner cotton curtain desert engine"  # noqa: SIM905
    " feather fiddle forest garden hammer harbour island jacket kettle ladder lantern magnet marble"
    " market meadow mirror needle orchard paddle pepper pillow pocket pencil river rocket saddle"
    " shelter signal silver sponge summer tailor thunder ticket timber tunnel velvet violin wagon"
    " walnut window winter yellow".split()
)

SECTION = """\
This part is about the qqaq, the qqbq and everything around them. Its pages can be read in any order.
Start with the first one if the qqcq is new to you.

## What you will find here

- How to prepare a qqdq, and what it needs.
- Why a qqeq is slower than a qqfq.
- A list of the usual mistakes with every qqgq.

:::{note}
The examples need version 2.4 or later.
:::
"""

_GUIDE = """\
A qqaq holds one qqbq at a time. Most people need it once a week, and **never** on the same day as the
qqcq. This page shows the shortest way, and names what can go wrong.

## Prepare the qqdq

1. Open the settings and choose *Advanced*.
2. Enter the name of the qqeq. It has at most 40 letters.
3. Press {kbd}`Enter`, and wait for the qqfq.

```python
from storage import Basket

def prepare(basket: Basket, limit: int = 12) -> list[str]:
    \"\"\"Return the names of everything that fits.\"\"\"
    names = [item.name for item in basket if item.weight < limit]
    if not names:
        raise ValueError("the qqgq is empty")
    return sorted(names)  # stable, so that diffs stay small
```

:::{warning}
A qqhq that was moved by hand is not found again. Use the command below instead.
:::

```console
$ storage move --from qqaq --to qqbq
moved 3 items in 0.2 s
```

## What next

Read about [the project](https://example.org/qqcq), or change the limit in the configuration:

```toml
[storage]
limit = 12 # kilograms
names = ["qqdq", "qqeq"]
```
"""

_REFERENCE = """\
All options of the qqaq, in the order in which they are read. An option on the command line wins over
one in a file.

| Option | Type | Default | Meaning |
| --- | --- | --- | --- |
| `qqbq` | integer | `12` | How many are kept |
| `qqcq` | boolean | `true` | Write each change to the disk at once |
| `qqdq` | string | `"auto"` | One of `auto`, `always` and `never` |
| `qqeq` | list of strings | `[]` | Names that are left out |

## Environment

`STORAGE_HOME`
: The folder of the qqfq. It must exist.

`STORAGE_COLOUR`
: Set it to `0` for terminals without colours.

## Exit codes

| Code | Meaning |
| ---: | --- |
| 0 | The qqgq is complete |
| 1 | Something was left out |
| 2 | The configuration is wrong |

:::{tip}
Quote a qqhq that has spaces in its name.
:::

### Compatibility

Options that were removed in version 2 are errors since version 2.4[^1].

[^1]: Version 2.3 printed a warning.
"""

_API = """\
The module has two functions and a class. All of them are safe to call from several threads, as long as
no two of them share a qqaq.

```{py:currentmodule} storage.qqiq
```

```{py:function} open_store(path: str, *, mode: str = "r") -> Store
Open the qqbq at *path*.

:param path: a folder, or an archive of one.
:param mode: `r` to read it, `w` to write a new qqcq.
:raises OSError: if the folder can't be read.
```

```{py:class} Store(path: str)
A qqdq on the disk. It is a context manager:

    with open_store("qqeq") as store:
        store.add("qqfq", weight=3)

```

```{py:function} total(store: Store) -> float
Return the weight of everything in the store, in kilograms.
```

## Example

```python
import asyncio

class Watcher:
    interval = 0.5

    async def run(self, store):
        while not store.closed:
            print(f"{total(store):.1f} kg of qqgq", flush=True)
            await asyncio.sleep(self.interval)

asyncio.run(Watcher().run(open_store("qqhq")))
```
"""

_ESSAY = """\
There are three ways to think about a qqaq, and each was tried. The first one treats every qqbq as if it
were alone. It is simple, and it is what most programs do. It breaks as soon as two of them meet.

## The cost of a qqcq

The second way keeps a list. A program that needs a qqdq reads the list first, each time:
about 4 ms with a thousand entries, and 40 ms with ten thousand. The list is also one more thing that can
be lost, and nobody notices until the qqeq is needed.

> A list that nobody reads is a list that nobody misses.

## A third way

What we do now needs neither. The name of a qqfq says where it is, so there is nothing to look up and
nothing to lose. Names are longer than they were; with 64 letters they still fit in a line.

* It is faster: one step instead of three.
* It is safer, since a wrong name finds nothing.
* It can be explained to a newcomer in a minute.

The price is that a qqgq can't be renamed. In two years, nobody has asked for that. Should it ever
matter, an alias costs one line, and the qqhq stays where it is.
"""

_QUESTIONS = """\
## Why is my qqaq empty?

It was opened for writing. Close it, and open it with the mode `r`. If the qqbq is still empty, look at
the log:

```text
2026-03-01 12:00:03 INFO  opened qqcq (0 items)
2026-03-01 12:00:04 WARN  qqdq has no index, building one
2026-03-01 12:00:09 INFO  done
```

## Can two programs share a qqeq?

Yes, if both only read. See the table:

| | Reader | Writer |
| --- | --- | --- |
| **Reader** | yes | no |
| **Writer** | no | no |

## How large can a qqfq be?

Up to 2 GiB[^size]. Larger ones are split, and the qqgq lists the pieces.

:::{admonition} Before you split
:class: important

Make a copy of the qqhq. Splitting it takes minutes, and can't be stopped half-way.
:::

## Where do I ask for help?

On the [mailing list](https://example.org/list), or in the [chat](https://example.org/chat).

[^size]: The format stores sizes in 31 bits.
"""

BODIES = (_GUIDE, _REFERENCE, _API, _ESSAY, _QUESTIONS)
