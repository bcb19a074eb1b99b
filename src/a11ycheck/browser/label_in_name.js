"use strict";
/*
 * Whether a visible label is contained in an accessible name, by the algorithm of W3C's ACT rule 2ee8b8; and whether its
 * exceptions apply: a word that one of the two abbreviates, hyphenates or spells in another way, and text that a font
 * turns into an icon.
 */
module.exports = function createLabelInName() {
  const BRACKETED = /\([^()]*\)/g;
  const NO_WORD = /[^\p{L}\p{N}]+/u;
  const HYPHEN = /(?<=\p{L})[-\u2010\u2011](?=\p{L})/gu;
  const ICON_FONT = /icon|symbol|glyph|awesome|dashicons|octicons/i;
  // A ligature of an icon font is one word, such as "arrow_back".
  const LIGATURE = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;
  const BETWEEN_KEYS = /[\s+]+$/;
  // Keys at the end of a label, as texts write them. "Option A" without a plus sign is none.
  const TYPED_KEYS =
    /(?:(?:\b(?:ctrl|control|alt|option|shift|cmd|command|meta)\s*\+\s*)+|\b(?:ctrl|cmd)\s|[⌃⌥⇧⌘][⌃⌥⇧⌘\s+]*)(?:[\p{L}\p{N}]|f\d+|enter)$/iu;
  const LEAST_CAPITALS = /^\p{Lu}[\p{Lu}\p{N}.]+$/u;
  const SHORT = new Set(
    (
      "approx apr apt asst aug ave blvd cm co corp dec dept dr est etc ext feb fig fri ft govt hr hrs inc info intl jan " +
      "jr jul jun kg km lb lbs max mgmt min mins misc mm mon mr mrs mt no nov num oct oz pg ph prof qty rd rep sat sec " +
      "secs sep sept sr st sun tel temp thu tue vol vs wed wk yr yrs"
    ).split(" "),
  );

  const words = (text) =>
    text.replace(BRACKETED, " ").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").split(NO_WORD).filter(Boolean);

  const startsAt = (all, part, start) => part.every((word, index) => all[start + index] === word);
  const isPart = (all, part) => all.some((_, start) => startsAt(all, part, start)) || !part.length;

  const isContained = (label, name) => isPart(words(name), words(label));

  /** Whether the letters of one word are in the other in the same order, beginning with the same. */
  function shortens(short, long) {
    if (short.length >= long.length || short[0] !== long[0]) return false;
    let at = 0;
    for (const letter of long) if (letter === short[at]) at += 1;
    return at === short.length;
  }

  /** The words of a text that abbreviate something: with a full stop inside or after them, or well known ones. */
  function abbreviations(text) {
    const dotted = text.match(/\p{L}+(?=\.(?:\s|$|,|\)))/gu) ?? [];
    const known = text.match(/\p{L}+/gu)?.filter((word) => SHORT.has(word.toLowerCase())) ?? [];
    return [...dotted, ...known].map((word) => word.toLowerCase().normalize("NFKD"));
  }

  const abbreviates = (text, other) =>
    abbreviations(text).some((short) => words(other).some((word) => shortens(short, word)));

  /** Whether a word in capitals, such as "W3C", is made of the initials of words of the other text. */
  function hasInitials(text, other) {
    const initials = other.split(NO_WORD).filter(Boolean).map((word) => word[0].toLowerCase()).join("");
    return text
      .split(/\s+/)
      .filter((word) => LEAST_CAPITALS.test(word))
      .map((word) => word.replace(/[^\p{L}]/gu, "").toLowerCase())
      .some((short) => short.length > 1 && initials.includes(short));
  }

  const unhyphenated = (text) => text.replace(HYPHEN, "");

  /** A word without what the spellings of English differ in, such as "colour" and "organize". */
  const spelled = (word) =>
    word
      .replace(/(?<=\w{2})our/g, "or")
      .replace(/(?<=\w{3})(?:yz|is|iz)(?=e|ing|ation)/g, "iz")
      .replace(/(?<=\w{3})re$/, "er")
      .replace(/ll(?=ed|ing|er)/, "l")
      .replace(/ogue$/, "og")
      .replace(/ence$/, "ense");

  /** Whether label and name would agree if they spelled and hyphenated words in the same way. */
  const isOtherSpelling = (label, name) =>
    isContained(unhyphenated(label), unhyphenated(name)) || isPart(words(name).map(spelled), words(label).map(spelled));

  const isAbbreviated = (label, name) =>
    abbreviates(label, name) || abbreviates(name, label) || hasInitials(label, name) || hasInitials(name, label);

  /** Whether a font turns the text of an element into an icon, or would if it had been loaded. */
  const isIcon = (element, text) => LIGATURE.test(text) && ICON_FONT.test(getComputedStyle(element).fontFamily.split(",")[0]);

  /** A label without the keys of a shortcut at its end, such as "Search Ctrl+K": nobody speaks them to name the control. */
  function withoutKeys(element, label) {
    let rest = label;
    for (const key of [...element.querySelectorAll("kbd")].toReversed()) {
      const typed = key.textContent.trim();
      if (typed && rest.endsWith(typed)) rest = rest.slice(0, -typed.length).replace(BETWEEN_KEYS, "");
    }
    return rest.replace(TYPED_KEYS, "").trimEnd() || label;
  }

  return { isAbbreviated, isContained, isIcon, isOtherSpelling, withoutKeys };
};
