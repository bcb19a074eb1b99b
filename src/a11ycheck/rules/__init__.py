"""Every rule, ours and axe's, and how a run selects from them.

Importing this package imports no rule: `own_rules` does.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Final

from a11ycheck.model import Rule, RuleStatus
from a11ycheck.rules.axe import DEFAULT_TAGS, axe_rules, axe_version

__all__ = [
    "axe_rules",
    "axe_version",
    "by_id",
    "default_rules",
    "every_rule",
    "known_names",
    "own_rules",
    "select",
]


# One line for each rule: its folder, which is its id in snake case. Its package defines `RULE`.
_FOLDERS: Final = (
    "ambiguous_link_text",
    "announced_but_invisible",
    "aria_attribute_prohibited",
    "autoplay_audio",
    "autoplay_audio_control",
    "autoplay_audio_length",
    "bare_url_as_link_text",
    "bidi_control_characters",
    "bidi_run_not_isolated",
    "bypass_blocks",
    "character_key_shortcut",
    "code_block_without_language",
    "consistent_help",
    "consistent_identification",
    "consistent_navigation",
    "control_contrast",
    "duplicate_page_title",
    "emphasis_as_heading",
    "empty_link",
    "expired_suppression",
    "first_paint",
    "focus_in_hidden_content",
    "focus_indicator_contrast",
    "focus_indicator_visible",
    "focus_obscured",
    "font_lacks_glyphs",
    "heading_of_own_content",
    "heading_skips_level",
    "html_dir_matches_lang",
    "html_parse_error",
    "ignored_image_informs",
    "image_alt_in_source",
    "image_alt_is_filename",
    "image_alt_is_placeholder",
    "image_without_size",
    "in_page_link_broken",
    "italic_on_arabic_script",
    "keyboard_menu_reachable",
    "keyboard_trap",
    "keyboard_trap_documented_keys",
    "keyboard_trap_standard_keys",
    "landmark_of_own_content",
    "lang_matches_text",
    "letter_spacing_on_joined_script",
    "line_height_too_small_for_script",
    "link_text_not_descriptive",
    "listening_cost",
    "mixed_digit_systems",
    "more_than_one_h1",
    "motion_can_be_disabled",
    "motion_has_alternative",
    "name_is_identifier",
    "name_is_punctuation",
    "name_lang_matches_text",
    "new_window_without_notice",
    "page_weight",
    "part_lang_matches_text",
    "physical_css_in_rtl",
    "presentation_forms",
    "reading_level",
    "reading_order",
    "reflow",
    "render_blocking_resource",
    "repeated_announcement",
    "repeated_content_collapsible",
    "request_count",
    "resource_not_found",
    "silent_video_alternative",
    "silent_video_audio_alternative",
    "silent_video_labelled",
    "silent_video_transcript",
    "skip_link_to_own_content",
    "sorani_code_points",
    "table_header_without_cells",
    "table_without_header",
    "tatweel_for_spacing",
    "text_changes_by_itself",
    "text_clipped_when_spaced",
    "text_clipped_when_zoomed",
    "text_contrast_on_image",
    "text_looks_like_heading",
    "third_party_request",
    "translation_missing",
    "translation_parity",
    "translation_stale",
    "untranslated_text",
    "unused_suppression",
    "web_font",
)


@cache
def own_rules() -> tuple[Rule, ...]:
    """Return our own rules in alphabetical order."""
    return tuple(import_module(f"{__name__}.{folder}").RULE for folder in _FOLDERS)


@cache
def every_rule() -> tuple[Rule, ...]:
    """Return our own rules and then axe's."""
    return (*own_rules(), *axe_rules())


@cache
def _rules_by_id() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in every_rule()}


def by_id(rule: str) -> Rule | None:
    """Return the rule with this id, or None."""
    return _rules_by_id().get(rule)


@cache
def default_rules() -> tuple[Rule, ...]:
    """Return the rules that run when none are selected: WCAG 2.0-2.2 A and AA, and best practices.

    As in axe, experimental and deprecated rules run only when they are selected by id.
    """
    return tuple(
        rule
        for rule in every_rule()
        if rule.status is RuleStatus.STABLE and DEFAULT_TAGS.intersection(rule.tags)
    )


@cache
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
