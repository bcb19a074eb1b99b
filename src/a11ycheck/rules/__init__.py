"""Every rule, ours, axe's and those of others, and how a run selects from them.

Importing this package imports no rule: `own_rules` does.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Final

from a11ycheck.errors import UserError
from a11ycheck.model import Rule, RuleStatus
from a11ycheck.rules.axe import DEFAULT_TAGS, axe_rules, axe_version

__all__ = [
    "axe_rules",
    "axe_version",
    "by_id",
    "default_rules",
    "every_rule",
    "known_names",
    "known_rules",
    "names_of",
    "own_rules",
    "rules_with",
    "select",
]


# One line for each rule: its folder, which is its id in snake case. Its package defines `RULE`.
_FOLDERS: Final = (
    "ambiguous_link_text",
    "announced_but_invisible",
    "aria_attribute_prohibited",
    "audio_transcript",
    "autoplay_audio",
    "autoplay_audio_control",
    "autoplay_audio_length",
    "bare_url_as_link_text",
    "bidi_control_characters",
    "bidi_run_not_isolated",
    "bypass_blocks",
    "change_on_focus",
    "change_on_input",
    "character_key_shortcut",
    "click_only_control",
    "code_block_without_language",
    "consistent_help",
    "consistent_identification",
    "consistent_navigation",
    "control_contrast",
    "drag_alternative",
    "duplicate_page_title",
    "emphasis_as_heading",
    "empty_link",
    "error_message_not_descriptive",
    "error_without_message",
    "expired_suppression",
    "first_paint",
    "flashing_animation",
    "focus_in_hidden_content",
    "focus_indicator_contrast",
    "focus_indicator_visible",
    "focus_obscured",
    "focus_order",
    "font_lacks_glyphs",
    "form_label_not_descriptive",
    "frames_with_same_name",
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
    "link_purpose_from_text",
    "link_purpose_in_context",
    "link_text_not_descriptive",
    "links_with_same_name",
    "links_with_same_name_in_context",
    "listening_cost",
    "media_alternative_labelled",
    "mixed_digit_systems",
    "more_than_one_h1",
    "motion_can_be_disabled",
    "motion_has_alternative",
    "multiple_ways",
    "name_is_identifier",
    "name_is_punctuation",
    "name_lang_matches_text",
    "new_window_without_notice",
    "orientation_lock",
    "page_title_not_descriptive",
    "page_weight",
    "part_lang_matches_text",
    "paste_prevented",
    "physical_css_in_rtl",
    "placeholder_contrast",
    "pointer_cancellation",
    "presentation_forms",
    "reading_level",
    "reading_order",
    "reflow",
    "render_blocking_resource",
    "repeated_announcement",
    "repeated_content_collapsible",
    "request_count",
    "resource_not_found",
    "sensory_instruction",
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
    "video_description",
    "video_transcript",
    "visible_but_not_announced",
    "web_font",
)


@cache
def own_rules() -> tuple[Rule, ...]:
    """Return our own rules in alphabetical order."""
    return tuple(import_module(f"{__name__}.{folder}").RULE for folder in _FOLDERS)


@cache
def every_rule() -> tuple[Rule, ...]:
    """Return our own rules, then those of other installed packages, and then axe's."""
    from a11ycheck.rules.custom import installed_rules  # noqa: PLC0415 - most commands need no rule

    return _unique((*own_rules(), *installed_rules(), *axe_rules()))


def rules_with(folders: Iterable[str]) -> tuple[Rule, ...]:
    """Return every rule, and those in some folders, which `by_id` and `known_rules` know from then on.

    UserError for a folder that cannot be used, and for an id that two rules have.
    """
    from a11ycheck.rules.custom import rules_in_folder  # noqa: PLC0415 - as above

    found = tuple(rule for folder in folders for rule in rules_in_folder(Path(folder)))
    if not found:
        return every_rule()
    rules = _unique((*found, *every_rule()))
    _in_folders.update({str(rule.id): rule for rule in found})
    return rules


# Reports and suppressions look up the rules of findings by their id. A project names its folders of rules
# once, and a folder is read once.
_in_folders: dict[str, Rule] = {}


def _unique(rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
    """Return the rules as they are; UserError if two have the same id."""
    counts = Counter(str(rule.id) for rule in rules)
    for rule, count in counts.items():
        if count > 1:
            raise UserError(f'There are two rules "{rule}".', "Give one of them another id.")
    return rules


def known_rules() -> tuple[Rule, ...]:
    """Return every rule, also those in the folders that were read before."""
    return (*every_rule(), *_in_folders.values())


@cache
def _rules_by_id() -> Mapping[str, Rule]:
    return {rule.id: rule for rule in every_rule()}


def by_id(rule: str) -> Rule | None:
    """Return the rule with this id, or None."""
    return _rules_by_id().get(rule) or _in_folders.get(rule)


def default_rules(pool: Iterable[Rule] | None = None) -> tuple[Rule, ...]:
    """Return the rules that run when none are selected: WCAG 2.0-2.2 A and AA, and best practices.

    As in axe, experimental and deprecated rules run only when they are selected by id. Rules that others
    wrote run whatever their tags are.
    """
    ours = {str(rule.id) for rule in (*own_rules(), *axe_rules())}
    return tuple(
        rule
        for rule in (every_rule() if pool is None else pool)
        if rule.status is RuleStatus.STABLE
        and (rule.id not in ours or DEFAULT_TAGS.intersection(rule.tags))
    )


def known_names() -> frozenset[str]:
    """Return what `--select` and `--ignore` accept without rules of a folder: rule ids and tags."""
    return names_of(every_rule())


def names_of(rules: Iterable[Rule]) -> frozenset[str]:
    """Return the ids and tags of rules."""
    return frozenset(name for rule in rules for name in (str(rule.id), *rule.tags))


def select(
    chosen: Iterable[str], ignored: Iterable[str], pool: Iterable[Rule] | None = None
) -> tuple[Rule, ...]:
    """Return the rules to run: those chosen by id or tag (none: the default), less those ignored."""
    wanted, unwanted = frozenset(chosen), frozenset(ignored)
    rules = tuple(every_rule() if pool is None else pool)
    candidates = rules if wanted else default_rules(rules)
    return tuple(
        rule
        for rule in candidates
        if (not wanted or _named(rule, wanted)) and not _named(rule, unwanted)
    )


def _named(rule: Rule, names: frozenset[str]) -> bool:
    return rule.id in names or not names.isdisjoint(rule.tags)
