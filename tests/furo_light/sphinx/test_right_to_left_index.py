"""Names of code in the indexes of a right-to-left site keep their order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

SOURCE = """# فهرس

```{option} --port
خيار.
```

```{py:function} f()
دالة.
```

```{index} C++
```
"""


@pytest.fixture
def index(tmp_path: Path, build: Callable[..., Path]) -> html.HtmlElement:
    root = tmp_path / "docs"
    root.mkdir()
    (root / "conf.py").write_text(
        'extensions = ["myst_parser", "furo_light"]\nhtml_theme = "furo_light"\nlanguage = "ar"\n'
    )
    (root / "index.md").write_text(SOURCE, "utf-8")
    out = build(root)
    return html.document_fromstring((out / "genindex.html").read_bytes())


@pytest.mark.parametrize("name", ["--port", "f()", "C++"])
def test_a_name_has_a_direction_of_its_own(index: html.HtmlElement, name: str) -> None:
    (link,) = [one for one in index.xpath("//main//li/a") if one.text_content().startswith(name)]
    assert link.get("dir") == "auto"
