"""The order in which mixed lines are shown, and which runs come apart in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.language import Fit, find_misplaced, isolated, judge_language, same_order, shown
from a11ycheck.language.bidi import shown_part

LINES = st.text(alphabet="ابس אבג abC123 .,:-+()[]/#@%\u200f\u2066\u2069\n", max_size=40)


@pytest.mark.parametrize(
    ("text", "direction", "order"),
    [
        ("abc", "ltr", "abc"),
        ("אבג", "rtl", "גבא"),
        ("אב (גד)", "rtl", "(דג) בא"),
        ("א C++ ב", "rtl", "ב ++C א"),
        ("א \u2066C++\u2069 ב", "rtl", "ב C++ א"),
        ("א print() ב", "rtl", "ב ()print א"),
        ("א\nב ג", "rtl", "א\nג ב"),
    ],
)
def test_a_line_is_shown_from_left_to_right(text: str, direction: str, order: str) -> None:
    assert shown(text, direction) == order


@given(LINES)
def test_nothing_is_lost_or_made_up(line: str) -> None:
    def bare(text: str) -> list[str]:
        # Brackets may turn around.
        same = str.maketrans("([", ")]")
        return sorted(char for char in text.translate(same) if char not in "\u200f\u2066\u2069")

    assert bare(shown(line, "rtl")) == bare(line)
    assert bare(shown(line, "ltr")) == bare(line)


@given(LINES)
def test_the_whole_line_as_a_part_is_shown_as_the_line_is(line: str) -> None:
    line = "".join(line.split("\n"))

    assert shown_part(line, 0, len(line), "rtl") == shown(line, "rtl")


def test_direction_changes_where_a_full_stop_stands() -> None:
    assert not same_order("مرحبا.", "rtl", "ltr")
    assert same_order("مرحبا", "rtl", "ltr")


def test_an_isolated_part_keeps_its_order() -> None:
    line = "א C++ ב"

    assert "C++" in shown(isolated(line, 2, 5, "ltr"), "rtl")


@pytest.mark.parametrize(
    ("line", "run", "seen"),
    [
        ("تعلّم لغة C++ الآن", "C++", "++C"),
        ("افتح .env الآن", ".env", "env."),
        ("الأمر --help هنا", "--help", "help--"),
        ("زر https://example.org/ الآن", "https://example.org/", "/https://example.org"),
        ("حجمها 30 kB فقط", "30 kB", "kB 30"),
        ("اتصل على 0750 123 4567 الآن", "0750 123 4567", "4567 123 0750"),
        ("עמוד ה-C# הזה", "C#", "#C"),
        ("iOS 17+ فقط", "iOS 17+", "+iOS 17"),
        ("زر https://192.168.0.1/a/ الآن", "https://192.168.0.1/a/", "/https://192.168.0.1/a"),
        ("شبكة 2001:db8::/64 هنا", "2001:db8::/64", "db8::/64:2001"),
    ],
)
def test_a_run_that_comes_apart_is_named(line: str, run: str, seen: str) -> None:
    (found,) = find_misplaced(line, "rtl")

    assert (found.run, found.shown, found.sure) == (run, seen, True)


@pytest.mark.parametrize("line", ["من 10-20 شخصا", "في 2026-11-25 هنا", "مقاس 10×12 هنا"])
def test_what_may_be_read_from_the_right_is_doubtful(line: str) -> None:
    (found,) = find_misplaced(line, "rtl")

    assert not found.sure


@pytest.mark.parametrize(
    "line",
    [
        "ثبّت Python. ثم أعد التشغيل",
        "المتصفح (Firefox) مجاني، و\u2066C++\u2069 أيضا",
        'قال "Hello!" ومشى',
        "ה-HTML של הדף ו-Wi-Fi",
        "استبدل %(name)s و %s و {0}",
        "لغات HTML, CSS و JavaScript",
        "السعر $5 ونسبة 50% الساعة 10:30",
        "عنصر <div> هنا",
        "تنسيق YYYY-MM-DD HH:MM[:ss[.uuuuuu]][TZ] خاطئ",
        "الشبكة 192.168.0.0/24 هنا",
        "العنوان 192.168.100.200 هنا",
        "في 10.0.0.1:8080 الآن",
    ],
)
def test_what_looks_right_is_left_alone(line: str) -> None:
    assert find_misplaced(line, "rtl") == ()


@pytest.mark.parametrize(
    "line",
    [
        "The maker of this barrel is a small workshop (\ufdd0@barrels\ufdd0).",
        "Use \ufdd0--port\ufdd0 (or \ufdd0-p\ufdd0) to set it.",
        "We wrote C++, and then #tags: .env files.",
        "Call it with \ufdd0tap(open=...)\ufdd0 (see below).",
    ],
)
def test_a_run_within_a_sentence_of_its_own_direction_is_left_alone(line: str) -> None:
    assert find_misplaced(line, "rtl") == ()


@pytest.mark.parametrize(
    ("line", "run", "seen"),
    [
        ("Run print()", "Run print()", "()Run print"),
        (".env is read", ".env is read", "env is read."),
        ("call it C++", "call it C++", "++call it C"),
    ],
)
def test_a_sentence_whose_ends_are_displaced_is_named(line: str, run: str, seen: str) -> None:
    (found,) = find_misplaced(line, "rtl")

    assert (found.run, found.shown) == (run, seen)


@pytest.mark.parametrize(
    ("line", "run", "seen"),
    [
        ("\ufdd1# mount /media\ufdd2", "# mount /media", "mount /media #"),
        ("\ufdd1total = a[3];\ufdd2", "total = a[3];", ";total = a[3]"),
        ("\ufdd1 \ufdd0if\ufdd0 (a < 3) {\ufdd2", "if (a < 3) {", "} if (a < 3)"),
        ("\ufdd117 # mount\ufdd2", "# mount", "mount #"),
        ("ثم \ufdd1$ ls -l\ufdd2 هنا", "$ ls -l", "ls -l $"),
        ("\u2067\ufdd1# mount\ufdd2\u2069 هنا", "# mount", "mount #"),
    ],
)
def test_a_sign_belongs_to_its_line_of_code(line: str, run: str, seen: str) -> None:
    (found,) = find_misplaced(line, "rtl")

    assert (found.run, found.shown, found.sure) == (run, seen, True)


@pytest.mark.parametrize(
    "line",
    [
        "\ufdd1mount /media\ufdd2",
        "\ufdd1(mount)\ufdd2",
        "\ufdd1}\ufdd2",
        "\ufdd112 mount /media\ufdd2",
        "\ufdd1mount /media \ufffc\ufdd2",
        "\ufdd1Ctrl\ufdd2+\ufdd1C\ufdd2",
        "\u2066\ufdd1# mount /media;\ufdd2\u2069",
        "ثم \u2066\ufdd1# mount\ufdd2\u2069 هنا",
        "\ufdd1# ثبت\ufdd2",
    ],
)
def test_code_in_its_own_order_is_left_alone(line: str) -> None:
    assert find_misplaced(line, "rtl") == ()


def test_a_number_behind_a_phrase_from_the_right_is_drawn_to_it() -> None:
    (counted,) = find_misplaced("Most read: دليل - 5 reviews", "ltr")
    (doubtful,) = find_misplaced("The book كتاب 3 times", "ltr")

    assert (counted.run, counted.sure) == ("دليل", True)
    assert not doubtful.sure
    assert find_misplaced("The word مرحبا means hello.", "ltr") == ()


@given(LINES)
def test_any_line_is_judged(line: str) -> None:
    for direction in ("rtl", "ltr"):
        for item in find_misplaced(line, direction):
            assert item.run in line


@pytest.mark.parametrize(
    ("tag", "text", "fit", "found"),
    [
        ("en", "You can read these pages without a connection.", Fit.SAME, "en"),
        ("nl", "You can read these pages without any connection at all.", Fit.OTHER, "en"),
        ("ckb", "يمكنك قراءة هذه الصفحات من دون إنترنت في أي وقت تريد.", Fit.OTHER, "ar"),
        ("ku", "دەتوانیت ئەم پەڕانە بەبێ ئینتەرنێت بخوێنیتەوە.", Fit.SAME, "ckb"),
        ("tlh", "You can read these pages without any connection at all.", Fit.PERHAPS, "en"),
        ("nl", "Good morning to you", Fit.PERHAPS, "en"),
        ("ru", "Бочка стоит в углу сада, and the rain fills it", Fit.SAME, ""),
        ("ja", "樽は庭の隅に置きます。The rain fills it in one night.", Fit.SAME, ""),
        ("ja", "樽の蓋と雨 The rain fills it in one night, so look at it soon.", Fit.MIXED, ""),
        ("dz", "ཁྱེད་ཀྱིས་ཤོག་ལེབ་འདི་ཚུ་ཡོངས་འབྲེལ་མེད་པར་ལྷག་ཚུགས།", Fit.SAME, "bo"),
        ("ar", "سلام", Fit.SAME, ""),
        ("ar", "", Fit.SAME, ""),
    ],
)
def test_a_tag_is_judged_by_the_text(tag: str, text: str, fit: Fit, found: str) -> None:
    judged = judge_language(tag, text)

    assert (judged.fit, judged.found) == (fit, found)
