"""Any page can be read: no parser raises an exception, and what each returns fits the page."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from a11ycheck.evaluate.fingerprint import lasting, read_fragment
from a11ycheck.model import Element, Message
from a11ycheck.reporters.i18n import format_message, use_locale
from a11ycheck.web.encoding import decode, find_declaration, find_encoding_errors, is_utf8
from a11ycheck.web.html_tokens import Kind, attributes, find_start_tags, tokenize
from a11ycheck.web.marks import MARK_ATTRIBUTE, add_marks
from a11ycheck.web.markup_errors import MAX_ERRORS, count_markup_errors, find_markup_errors
from a11ycheck.web.parse_errors import MESSAGES
from fuzzing import html_bytes, html_pages, texts


def test_tokens_cover_any_page(fuzz: Any) -> None:
    def check(html: str) -> None:
        tokens = list(tokenize(html))
        assert "".join(html[token.start : token.end] for token in tokens) == html
        starts = [item.start for item in tokens if item.kind is Kind.START and item.is_complete]
        assert find_start_tags(html) == starts
        for token in tokens:
            for attribute in attributes(html, token).values():
                assert token.start < attribute.start <= attribute.end <= token.end

    fuzz(check, html_pages())


def test_any_bytes_are_decoded_and_their_errors_reported(fuzz: Any) -> None:
    def check(data: bytes) -> None:
        text = decode(data)
        assert isinstance(text, str)
        if is_utf8(data) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            assert text.encode("utf-8") == data.removeprefix(b"\xef\xbb\xbf")
        find_declaration(data)
        for xml in (False, True):
            for error in find_encoding_errors(data, xml=xml):
                assert 0 <= error.offset <= len(data)
                assert error.line >= 1
                assert error.column >= 1
                assert error.message

    fuzz(check, html_bytes())


def test_markup_errors_lie_in_the_page_and_have_messages_in_every_language(fuzz: Any) -> None:
    def check(data: bytes) -> None:
        for xml in (False, True):
            errors = find_markup_errors(data, xml=xml)
            assert len(errors) <= MAX_ERRORS
            assert count_markup_errors(data, xml=xml) >= len(errors)
            for error in errors[:5]:
                assert 0 <= error.offset <= len(data)
                assert error.line >= 1
                assert error.column >= 1
                message = Message(error.code, MESSAGES[error.code], error.values)
                assert str(message) == error.message
                with use_locale("ar"):
                    assert format_message(message)

    fuzz(check, html_bytes(), finds=[b"\x80\x80\x80<xmp>"])


def test_marks_are_all_that_is_added_to_a_page(fuzz: Any) -> None:
    def check(html: str) -> None:
        data = html.encode("utf-8", "replace")
        text = data.decode("utf-8")
        offsets = [len(text[:start].encode()) for start in find_start_tags(text)]
        marked = add_marks(data, offsets)
        for number in range(len(offsets)):
            marked = marked.replace(f' {MARK_ATTRIBUTE}="{number}"'.encode(), b"", 1)
        assert marked == data

    fuzz(check, html_pages())


def test_marks_at_wrong_offsets_change_no_other_byte(fuzz: Any) -> None:
    def check(given: tuple[bytes, list[int]]) -> None:
        data, offsets = given
        marked = add_marks(data, sorted(offsets))
        assert len(marked) >= len(data)

    fuzz(check, st.tuples(html_bytes(), st.lists(st.integers(0, 300), max_size=8)))


def test_any_element_has_a_fragment(fuzz: Any) -> None:
    def check(given: tuple[str, str]) -> None:
        html, text = given
        fragment = read_fragment(Element(target=("x",), html=html, text=text))
        for part in (fragment.look, fragment.shape, fragment.whole):
            assert lasting(part).encode("utf-8")
            assert "\n" not in lasting(part)

    fuzz(check, st.tuples(html_pages(), texts()))
