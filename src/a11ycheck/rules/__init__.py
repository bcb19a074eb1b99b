"""Every rule: our own, in one explicit list, and axe's; and how a run picks from them."""

from collections.abc import Iterable

from a11ycheck.model import Rule, RuleStatus
from a11ycheck.rules.axe import DEFAULT_TAGS, axe_rules, axe_version
from a11ycheck.rules.bare_url_as_link_text.rule import RULE as BARE_URL_AS_LINK_TEXT
from a11ycheck.rules.bidi_control_characters.rule import RULE as BIDI_CONTROL_CHARACTERS
from a11ycheck.rules.bidi_run_not_isolated.rule import RULE as BIDI_RUN_NOT_ISOLATED
from a11ycheck.rules.code_block_without_language.rule import RULE as CODE_BLOCK_WITHOUT_LANGUAGE
from a11ycheck.rules.duplicate_page_title.rule import RULE as DUPLICATE_PAGE_TITLE
from a11ycheck.rules.emphasis_as_heading.rule import RULE as EMPHASIS_AS_HEADING
from a11ycheck.rules.empty_link.rule import RULE as EMPTY_LINK
from a11ycheck.rules.expired_suppression.rule import RULE as EXPIRED_SUPPRESSION
from a11ycheck.rules.first_paint.rule import RULE as FIRST_PAINT
from a11ycheck.rules.focus_in_hidden_content.rule import RULE as FOCUS_IN_HIDDEN_CONTENT
from a11ycheck.rules.font_lacks_glyphs.rule import RULE as FONT_LACKS_GLYPHS
from a11ycheck.rules.heading_skips_level.rule import RULE as HEADING_SKIPS_LEVEL
from a11ycheck.rules.html_dir_matches_lang.rule import RULE as HTML_DIR_MATCHES_LANG
from a11ycheck.rules.image_alt_in_source.rule import RULE as IMAGE_ALT_IN_SOURCE
from a11ycheck.rules.image_alt_is_filename.rule import RULE as IMAGE_ALT_IS_FILENAME
from a11ycheck.rules.image_without_size.rule import RULE as IMAGE_WITHOUT_SIZE
from a11ycheck.rules.italic_on_arabic_script.rule import RULE as ITALIC_ON_ARABIC_SCRIPT
from a11ycheck.rules.keyboard_menu_reachable.rule import RULE as KEYBOARD_MENU_REACHABLE
from a11ycheck.rules.lang_matches_text.rule import RULE as LANG_MATCHES_TEXT
from a11ycheck.rules.letter_spacing_on_joined_script.rule import (
    RULE as LETTER_SPACING_ON_JOINED_SCRIPT,
)
from a11ycheck.rules.line_height_too_small_for_script.rule import (
    RULE as LINE_HEIGHT_TOO_SMALL_FOR_SCRIPT,
)
from a11ycheck.rules.link_text_not_descriptive.rule import RULE as LINK_TEXT_NOT_DESCRIPTIVE
from a11ycheck.rules.mixed_digit_systems.rule import RULE as MIXED_DIGIT_SYSTEMS
from a11ycheck.rules.page_weight.rule import RULE as PAGE_WEIGHT
from a11ycheck.rules.part_lang_matches_text.rule import RULE as PART_LANG_MATCHES_TEXT
from a11ycheck.rules.physical_css_in_rtl.rule import RULE as PHYSICAL_CSS_IN_RTL
from a11ycheck.rules.presentation_forms.rule import RULE as PRESENTATION_FORMS
from a11ycheck.rules.reading_level.rule import RULE as READING_LEVEL
from a11ycheck.rules.reflow.rule import RULE as REFLOW
from a11ycheck.rules.render_blocking_resource.rule import RULE as RENDER_BLOCKING_RESOURCE
from a11ycheck.rules.request_count.rule import RULE as REQUEST_COUNT
from a11ycheck.rules.sorani_code_points.rule import RULE as SORANI_CODE_POINTS
from a11ycheck.rules.table_without_header.rule import RULE as TABLE_WITHOUT_HEADER
from a11ycheck.rules.tatweel_for_spacing.rule import RULE as TATWEEL_FOR_SPACING
from a11ycheck.rules.third_party_request.rule import RULE as THIRD_PARTY_REQUEST
from a11ycheck.rules.translation_missing.rule import RULE as TRANSLATION_MISSING
from a11ycheck.rules.translation_parity.rule import RULE as TRANSLATION_PARITY
from a11ycheck.rules.translation_stale.rule import RULE as TRANSLATION_STALE
from a11ycheck.rules.untranslated_text.rule import RULE as UNTRANSLATED_TEXT
from a11ycheck.rules.unused_suppression.rule import RULE as UNUSED_SUPPRESSION
from a11ycheck.rules.web_font.rule import RULE as WEB_FONT

__all__ = [
    "ALL",
    "axe_rules",
    "axe_version",
    "by_id",
    "default_rules",
    "every_rule",
    "known_names",
    "select",
]

ALL: tuple[Rule, ...] = (
    BARE_URL_AS_LINK_TEXT,
    BIDI_CONTROL_CHARACTERS,
    BIDI_RUN_NOT_ISOLATED,
    CODE_BLOCK_WITHOUT_LANGUAGE,
    DUPLICATE_PAGE_TITLE,
    EMPHASIS_AS_HEADING,
    EMPTY_LINK,
    EXPIRED_SUPPRESSION,
    FIRST_PAINT,
    FOCUS_IN_HIDDEN_CONTENT,
    FONT_LACKS_GLYPHS,
    HEADING_SKIPS_LEVEL,
    HTML_DIR_MATCHES_LANG,
    IMAGE_ALT_IN_SOURCE,
    IMAGE_ALT_IS_FILENAME,
    IMAGE_WITHOUT_SIZE,
    ITALIC_ON_ARABIC_SCRIPT,
    KEYBOARD_MENU_REACHABLE,
    LANG_MATCHES_TEXT,
    LETTER_SPACING_ON_JOINED_SCRIPT,
    LINE_HEIGHT_TOO_SMALL_FOR_SCRIPT,
    LINK_TEXT_NOT_DESCRIPTIVE,
    MIXED_DIGIT_SYSTEMS,
    PAGE_WEIGHT,
    PART_LANG_MATCHES_TEXT,
    PHYSICAL_CSS_IN_RTL,
    PRESENTATION_FORMS,
    READING_LEVEL,
    REFLOW,
    RENDER_BLOCKING_RESOURCE,
    REQUEST_COUNT,
    SORANI_CODE_POINTS,
    TABLE_WITHOUT_HEADER,
    TATWEEL_FOR_SPACING,
    THIRD_PARTY_REQUEST,
    TRANSLATION_MISSING,
    TRANSLATION_PARITY,
    TRANSLATION_STALE,
    UNTRANSLATED_TEXT,
    UNUSED_SUPPRESSION,
    WEB_FONT,
)


def every_rule() -> tuple[Rule, ...]:
    """Return our own rules and then axe's."""
    return (*ALL, *axe_rules())


def by_id(rule: str) -> Rule | None:
    """Return the rule with this id, or None."""
    return next((item for item in every_rule() if item.id == rule), None)


def default_rules() -> tuple[Rule, ...]:
    """Return what runs when nothing is selected: WCAG 2.0-2.2 A and AA, and best practices.

    As in axe, experimental and deprecated rules run only when they are asked for by name.
    """
    return tuple(
        rule
        for rule in every_rule()
        if rule.status is RuleStatus.STABLE and DEFAULT_TAGS.intersection(rule.tags)
    )


def known_names() -> frozenset[str]:
    """Return everything that `--select` and `--ignore` accept: rule ids and tags."""
    rules = every_rule()
    return frozenset(rule.id for rule in rules) | {tag for rule in rules for tag in rule.tags}


def select(chosen: Iterable[str], ignored: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules to run: those chosen by id or tag (none: the default), less those ignored."""
    wanted, unwanted = frozenset(chosen), frozenset(ignored)
    pool = every_rule() if wanted else default_rules()
    return tuple(
        rule for rule in pool if (not wanted or _named(rule, wanted)) and not _named(rule, unwanted)
    )


def _named(rule: Rule, names: frozenset[str]) -> bool:
    return rule.id in names or not names.isdisjoint(rule.tags)
