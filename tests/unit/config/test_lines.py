"""The line of a key in a TOML file."""

import tomllib

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from a11ycheck.config.file import line_of_key

TEXT = """\
top = 1
"quoted key" = 2 # comment
a.b . 'c' = 3
inline = { x = 1 }

[tool.one] # comment
key = 1
[tool."two.three"]
key = 2
[ tool . four ]
text = '''
'''
list = [
  "key = 5",
]
key = 4
[[many.things]]
key = 6
[[many.things]]
key = 7
"""


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("top",), 1),
        (("quoted key",), 2),
        (("a", "b", "c"), 3),
        (("a",), 3),
        (("inline", "x"), 4),
        (("tool", "one"), 6),
        (("tool", "one", "key"), 7),
        (("tool", "one", "missing"), 6),
        (("tool", "two.three", "key"), 9),
        (("tool", "four", "key"), 16),
        (("many", "things", "key"), 18),
        (("many", "things", 0, "key"), 18),
        (("many", "things", 1), 19),
        (("many", "things", 1, "key"), 20),
        (("many", "things", 1, "missing"), 19),
        (("nothing",), None),
    ],
)
def test_the_line_of_a_key(keys: tuple[str | int, ...], line: int | None) -> None:
    tomllib.loads(TEXT)
    assert line_of_key(TEXT, keys) == line


NAMES = st.text(st.sampled_from("ab-_ .é"), min_size=1, max_size=4)


@settings(max_examples=30)
@given(st.dictionaries(NAMES, st.dictionaries(NAMES, st.integers(), min_size=1), min_size=1))
def test_every_key_that_is_written_is_found(tables: dict[str, dict[str, int]]) -> None:
    text = tomli_w.dumps(tables)
    lines = text.splitlines()
    for table, content in tables.items():
        for key, value in content.items():
            line = line_of_key(text, (table, key))
            assert line is not None
            assert lines[line - 1].endswith(f"= {value}")
