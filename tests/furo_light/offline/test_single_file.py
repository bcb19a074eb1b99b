"""All pages in one file: it needs nothing but itself, and its links lead on."""

from __future__ import annotations

import re
from collections.abc import Callable

from copies_read import PNG, Select, Site, hrefs, single_file, tree_of


def test_links_between_pages_lead_to_places_in_the_file(write_site: Site, select: Select) -> None:
    tree = tree_of(single_file(select(write_site())))

    identifiers = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(identifiers) == len(set(identifiers))
    assert all(link[1:] in identifiers for link in hrefs(tree) if link.startswith("#"))
    links = {"".join(link.itertext()): link.get("href") for link in tree.iter("a")}
    assert (links["Boil"], links["Back"]) == ("#p2-boil", "#p1-top")


def test_the_file_needs_nothing_but_itself(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = (
        '<script>alert(1)</script><img src="a.png" alt="A" srcset="b.png 2x" loading="lazy" onerror="x()">'
        '<img src="gone.png" alt="Lost picture"><a href="javascript:x()">J</a>'
        '<iframe src="x.html"></iframe>'
        '<button>B</button><p style="color:red">Text</p><nav class="toc">On this page</nav>'
    )
    text = single_file(select(write_site({"index.html": page("Start", body), "a.png": PNG})))
    tree = tree_of(text)

    assert [image.get("src")[:22] for image in tree.iter("img")] == ["data:image/png;base64,"]
    assert "Lost picture" in "".join(tree.itertext())
    assert "On this page" not in "".join(tree.itertext())
    assert not re.search(r"<script|<iframe|<button|srcset|onerror|javascript:", text)


def test_a_page_outside_the_copy_is_reached_at_the_site_or_is_plain_text(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = '<a href="other.html#x">Other</a> <a href="https://example.org/">Away</a>'
    root = write_site({"index.html": page("Start", body), "other.html": page("Other", "")})

    alone = select(root, ["index.html"])
    known = select(root, ["index.html"], base_url="https://site.example/en/")

    assert "https://example.org/" in hrefs(tree_of(single_file(alone)))
    assert "Other" in single_file(alone)
    assert not any("other.html" in link for link in hrefs(tree_of(single_file(alone))))
    assert "https://site.example/en/other.html#x" in hrefs(tree_of(single_file(known)))


def test_links_of_a_known_site_lead_where_they_led_and_never_run_a_script(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = (
        '<a href="../../shop/?a=1">Shop</a> <a href="/top">Top</a> <a href=" //other.example/ ">Other</a>'
        '<a href=" JavaScript:x()">J</a> <a href="file:///etc/passwd">F</a>'
    )
    root = write_site({"guide/a.html": page("A", body, path="guide/a.html")})
    known = select(root, base_url="https://site.example/docs/en/")

    shown = tree_of(single_file(known))
    links = {link.text: link.get("href") for link in shown.iter("a") if link.get("href")}

    assert links["Shop"] == "https://site.example/docs/shop/?a=1"
    assert (links["Top"], links["Other"]) == ("https://site.example/top", "//other.example/")
    assert not links.keys() & {"J", "F"}


def test_language_and_direction_are_those_of_the_site(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = "<pre>a = 1</pre>"
    tree = tree_of(
        single_file(select(write_site({"index.html": page("ئاو", body, language="ckb")})))
    )
    assert (tree.get("lang"), tree.get("dir")) == ("ckb", "rtl")
    assert next(tree.iter("pre")).get("dir") == "ltr"


def test_words_of_a_link_that_leads_nowhere_keep_their_language(
    write_site: Site, select: Select, page: Callable[..., str]
) -> None:
    body = '<p><a href="ar/index.html" lang="ar" dir="rtl">العربية</a></p>'
    text = single_file(select(write_site({"index.html": page("Start", body)})))
    assert re.search(r'<span (?=[^>]*\blang="ar")(?=[^>]*\bdir="rtl")[^>]*>العربية</span>', text)


def test_headings_of_pages_stand_below_the_title(write_site: Site, select: Select) -> None:
    tree = tree_of(single_file(select(write_site())))
    assert ["".join(one.itertext()) for one in tree.iter("h1")] == ["Site"]
    assert "Boil it" in ["".join(one.itertext()) for one in tree.iter("h3")]
