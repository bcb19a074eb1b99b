"""Find comments in sources that are meant to be suppressions, but are none because of a typo in their form.

Comments that only mention this program are left alone: its name has to come first, followed by the verb of
a suppression and, unless nothing follows, by a rule.
"""

import re
from collections.abc import Container, Iterator
from difflib import get_close_matches

from a11ycheck.acceptance.blocks import Layout, Syntax
from a11ycheck.model import Message, MessageTemplate
from a11ycheck.rules import by_id, known_rules

__all__ = ["MAY_BE_MEANT", "find_near_misses"]

UNREAD = MessageTemplate("unread-suppression", "{where}: This suppresses nothing. Write {form}")

_NAME = r"a(?:11|1l|l1|ll)y?[-_ ]?c[chek]{2,4}(?:er)?(?![a-z0-9])"
MAY_BE_MEANT = re.compile(_NAME, re.IGNORECASE)
"""Where this is not in a source, it has no near miss."""

_LEAD = r"(?:[ \t>]|[-*+][ \t]|\d+[.)][ \t])*"
# Comments of MyST, reStructuredText, HTML and Jinja; then those that the languages of sources do not have.
_MEANT = re.compile(
    rf"(?:^{_LEAD}(?P<own>%+|\.\.(?:[ \t]*\n)?)|(?P<tag><!--+|\{{\#)\s*"
    rf"|^{_LEAD}(?:\#+|//+|/\*+|\[[^\]\n]*\]:[ \t]*\#?[ \t]*\(?))"
    rf"[ \t]*@?(?P<name>{_NAME})[\s:;,=.!/\u2013\u2014-]*(?P<words>[^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_END = re.compile(r"--+>|#\}|\*/")
_UNTIL = re.compile(r"\suntil\s?[=:]\s?\S*", re.IGNORECASE)
_WORD = re.compile(r"[^\s,:;()\[\]=\"'`]+")
_VERBS = frozenset(
    {
        *("allow", "disable", "ignore", "noqa", "off", "skip", "suppress"),
        *(f"{verb}-{what}" for verb in ("disable", "ignore") for what in ("file", "line", "next")),
        *("disable-next-line", "ignore-next-line"),
    }
)
_PROSE = frozenset({"ignored", "ignores", "ignoring"})
_ALL = frozenset({"*", "all"})
_SEPARATORS = frozenset({"--", "\u2013", "\u2014"})


def find_near_misses(
    name: str, layout: Layout, text: str, read: Container[int]
) -> Iterator[Message]:
    """Yield a message about each; `text` is the source without code, `read` the lines of suppressions."""
    for found in _MEANT.finditer(text):
        line = text.count("\n", 0, found.start("name"))
        words = _WORD.findall(_UNTIL.sub(" ", _END.split(found["words"])[0]))
        is_comment = bool(found["own"] or found["tag"])
        if name.endswith(".py") and (found["tag"] or (found["own"] or "").startswith("%")):
            continue  # in code: the text of a string, or an example
        if line not in read and _is_meant(words, is_comment=is_comment):
            form = _form(words, layout.syntax, found["own"] or "")
            yield UNREAD.format(where=f"{name}:{line + 1}", form=form)


def _is_meant(words: list[str], *, is_comment: bool) -> bool:
    verb, rule, after = (*words, "", "", "")[:3]
    if not _is_verb(verb):
        return is_comment and rule in _SEPARATORS and bool(_rule(verb))
    if _rule(rule):
        # Some ids are words of any text, such as "list".
        return "-" in rule or not after or after in _SEPARATORS or bool(_rule(after))
    return is_comment and (not rule or rule in _SEPARATORS)


def _is_verb(word: str) -> bool:
    plain = word.casefold().replace("_", "-")
    if plain in _VERBS:
        return True
    return plain not in _PROSE and bool(
        get_close_matches(plain, ("ignore", "ignore-file"), 1, 0.75)
    )


def _rule(word: str) -> str:
    """Return the id of the rule that a word names or nearly names, "RULE" for all, "" for none."""
    plain = word.casefold().rstrip(".")
    if plain in _ALL:
        return "RULE"
    if by_id(plain):
        return plain
    known = (str(rule.id) for rule in known_rules())
    return next(iter(get_close_matches(plain, known, 1, 0.85)), "") if plain else ""


def _form(words: list[str], syntax: Syntax, own: str) -> str:
    rule = next((found for word in words[:2] if (found := _rule(word))), "RULE")
    verb = "ignore-file" if any("file" in word.casefold() for word in words[:1]) else "ignore"
    text = f"a11ycheck: {verb} {rule} -- REASON"
    if syntax is Syntax.REST:
        return f".. {text}"
    is_percent = syntax is Syntax.MARKDOWN and own.startswith("%")
    return f"% {text}" if is_percent else f"<!-- {text} -->"
