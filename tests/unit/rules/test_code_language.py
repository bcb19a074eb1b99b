"""The language of code is identified only where its content leaves no doubt."""

import pytest
from pygments.lexers import get_lexer_by_name

from a11ycheck.rules.code_block_without_language.language import certain_language

CERTAIN = {
    '{"a": [1, 2]}': "json",
    '[{"a": null}]': "json",
    "$ make html\nbuild finished": "console",
    ">>> 1 + 1\n2": "pycon",
    "def f(x):\n    return x": "python",
    "from a import b\nb()": "python",
    "with open('x') as file:\n    pass": "python",
    "#!/bin/sh\necho x": "sh",
    "#!/usr/bin/env python3\nprint(1)": "python",
    "#!/usr/bin/env bash": "bash",
    "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n+b": "diff",
    "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-a\n+b": "diff",
    '<?xml version="1.0" encoding="utf-8"?>\n<a/>': "xml",
    "<!DOCTYPE html>\n<title>x</title>": "html",
}
UNCERTAIN = [
    "",
    "   ",
    "words",
    "[1, 2, 3]",
    "{}",
    '{"a": NaN}',
    "{'a': 1}",
    "x = 1",
    "import Data.List",
    "print(1)",
    "pip install x",
    "# a comment, or root's prompt",
    "def f(x)\n  x\nend",
    "$variable = 1;",
    "<p>a</p>",
    "<?xml version='1.0'?><a>",
    "- a\n- b",
    "[section]\nkey = 1",
    "--- a\n+++ b",
    "#!/usr/bin/env unknown",
    "a: 1",
    "\0",
    "(" * 400,
]


@pytest.mark.parametrize(("text", "name"), CERTAIN.items(), ids=repr)
def test_a_certain_language_is_named_as_pygments_knows_it(text: str, name: str) -> None:
    assert certain_language(f"\n{text}\n") == name
    assert get_lexer_by_name(name)


@pytest.mark.parametrize("text", UNCERTAIN, ids=lambda text: repr(text[:30]))
def test_what_may_be_several_languages_is_left_alone(text: str) -> None:
    assert certain_language(text) == ""


def test_python_that_warns_is_python_without_a_warning() -> None:
    assert certain_language("def f():\n    return '\\d' is 1") == "python"
