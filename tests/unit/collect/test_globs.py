"""Patterns that choose pages."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.collect.globs import matcher
from a11ycheck.errors import UserError


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
        ("a[!0-9].html", ["ab.html"], ["a1.html", "a/.html"]),
        ("a.b+c(d)", ["a.b+c(d)"], ["axb+c(d)"]),
        ("[", ["["], ["x"]),
        ("https://e.org/old/**", ["https://e.org/old/a"], ["https://e.org/new/a"]),
        ("old/*.html", ["https://e.org/old/a.html?q=1"], ["https://e.org/new/a.html"]),
        ("دليل/*", ["دليل/a.html", "https://e.org/%D8%AF%D9%84%D9%8A%D9%84/a"], ["guide/a.html"]),
    ],
)
def test_patterns(pattern: str, yes: list[str], no: list[str]) -> None:
    matches = matcher([pattern])
    assert [page for page in yes if not matches(page)] == []
    assert [page for page in no if matches(page)] == []


def test_no_pattern_matches_nothing_and_a_bad_one_is_refused() -> None:
    assert not matcher([])("a.html")
    with pytest.raises(UserError, match="z-a"):
        matcher(["[z-a].html"])


@given(
    st.text(st.characters(exclude_characters="*?[", codec="utf-8"), min_size=1).filter(
        lambda text: (
            not text.startswith((".", "/")) and not text.endswith("/") and "://" not in text
        )
    )
)
def test_a_path_without_special_signs_matches_itself(path: str) -> None:
    assert matcher([path])(path)


@given(
    st.lists(
        st.sampled_from(["*", "**", "/", "?", "a", "[", "]", "!", "^", "\\", "-", "&", "|", "~"])
    ),
    st.text(max_size=20),
)
def test_any_pattern_is_used_or_refused_in_a_sentence(pieces: list[str], page: str) -> None:
    with contextlib.suppress(UserError):  # nothing else may come out
        matcher(["".join(pieces)])(page)
