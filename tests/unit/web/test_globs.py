"""Glob patterns that select pages."""

import contextlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.errors import UserError
from a11ycheck.web.globs import compile_globs


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        ("search.html", ["search.html", "ar/search.html"], ["research.html", "search.htm"]),
        ("blog/", ["blog/a.html", "blog/x/a.html"], ["a/blog/a.html", "blog.html"]),
        ("/blog/", ["blog/a.html"], ["a/blog/a.html"]),
        ("./blog/*", ["blog/a.html"], ["blog/x/a.html"]),
        ("*/index.html", ["a/index.html"], ["index.html", "a/b/index.html"]),
        ("**/draft/**", ["draft/a", "x/draft/a", "x/draft/y/a"], ["draft", "xdraft/a"]),
        ("a/**/z.html", ["a/z.html", "a/b/z.html", "a/b/c/z.html"], ["az.html", "b/a/z.html"]),
        ("?.html", ["a.html"], ["ab.html"]),
        ("a[0-9].html", ["a1.html"], ["ab.html"]),
        ("a[!0-9].html", ["ab.html"], ["a1.html"]),
        ("a.b+c(d)", ["a.b+c(d)"], ["axb+c(d)"]),
        ("[", ["["], ["x"]),
        ("*", ["a.html", "a/b.html", "https://e.org/a"], []),
        ("**", ["a.html", "a/b.html"], []),
        ("**/*", ["a.html", "a/b.html"], []),
        ("a/**/*", ["a/b", "a/b/c"], ["b/a"]),
        ("api*", ["api.html", "api/api.html"], ["api/x.html"]),
        ("guide/sub/", ["guide/sub/a.html"], ["x/guide/sub/a.html", "guide/sub"]),
        ("!a.html", ["!a.html", "x/!a.html"], ["a.html"]),
        ("#a.html", ["#a.html"], ["a.html"]),
        (r"a\*.html", ["a*.html"], ["ab.html"]),
        ("https://e.org/old/**", ["https://e.org/old/a"], ["https://e.org/new/a"]),
        ("old/*.html", ["https://e.org/old/a.html?q=1"], ["https://e.org/new/a.html"]),
        ("دليل/*", ["دليل/a.html", "https://e.org/%D8%AF%D9%84%D9%8A%D9%84/a"], ["guide/a.html"]),
    ],
)
def test_patterns(pattern: str, yes: list[str], no: list[str]) -> None:
    matches = compile_globs([pattern])
    assert [page for page in yes if not matches(page)] == []
    assert [page for page in no if matches(page)] == []


def test_no_pattern_matches_nothing() -> None:
    assert not compile_globs([])("a.html")


@pytest.mark.parametrize("pattern", ["[z-a].html", "", "/", "./", "a\\"])
def test_an_invalid_pattern_is_refused_by_name(pattern: str) -> None:
    with pytest.raises(UserError, match=re.escape(repr(pattern))):
        compile_globs(["index.html", pattern])


@given(
    st.text(st.characters(exclude_characters="*?[\\", codec="utf-8"), min_size=1).filter(
        lambda text: (
            not text.startswith((".", "/"))
            and not text.endswith("/")
            and "://" not in text
            and text == text.rstrip()
        )
    )
)
def test_a_path_without_special_characters_matches_itself(path: str) -> None:
    assert compile_globs([path])(path)


@pytest.mark.filterwarnings("ignore:Possible (set|nested):FutureWarning")
@given(
    st.lists(
        st.sampled_from(["*", "**", "/", "?", "a", "[", "]", "!", "^", "\\", "-", "&", "|", "~"])
    ),
    st.text(max_size=20),
)
def test_any_pattern_is_used_or_refused_as_a_user_error(pieces: list[str], page: str) -> None:
    with contextlib.suppress(UserError):  # nothing else may come out
        compile_globs(["".join(pieces)])(page)
