"use strict";
/**
 * Text that authors do not see in the content: accessible names, alternative texts, titles and hints, labels of buttons,
 * and short texts outside the main content; each with the language in effect.
 */
module.exports = function probe(page, options) {
  if (!page.lang(document.body ?? document.documentElement)) return [];
  const NAMES = ["aria-label", "alt", "title", "placeholder", "aria-description", "aria-roledescription"];
  const NO_WORDS = "[translate=no],link,meta,style,script,iframe,abbr";
  const found = [];
  const passed = [];
  const seen = new Set();

  const directions = new Map();
  /** Whether a language is written from right to left, as far as its tag shows that; true for malformed tags. */
  function isRightToLeft(lang) {
    if (!directions.has(lang)) directions.set(lang, readDirection(lang) !== "ltr");
    return directions.get(lang);
  }

  function readDirection(lang) {
    try {
      return new Intl.Locale(lang).getTextInfo().direction;
    } catch {
      return "";
    }
  }

  /** Whether a text may fail: only long ones can be identified among languages that are written from left to right. */
  const mayFail = (lang, text) => isRightToLeft(lang) || (text.match(/\p{L}/gu)?.length ?? 0) >= options.long;

  function note(target, where, raw) {
    const text = (raw ?? "").replace(/\s+/g, " ").trim();
    const lang = page.lang(target);
    const key = `${where} ${lang} ${text}`;
    if (!/\p{L}{2}/u.test(text) || seen.has(key)) return;
    seen.add(key);
    (mayFail(lang, text) ? found : passed).push({ target, facts: { lang, where, text: text.slice(0, 200) } });
  }

  for (const name of NAMES) {
    for (const element of page.all(`[${name}]:not(html,body,head *)`)) {
      if (page.closest(element, NO_WORDS) === null && element.checkVisibility({ visibilityProperty: true })) {
        note(element, name, element.getAttribute(name));
      }
    }
  }
  for (const button of page.all("input[type=submit],input[type=reset],input[type=button]")) {
    note(button, "value", button.getAttribute("value"));
  }
  for (const { element, text } of page.texts(/\p{L}{2}/u)) {
    if (page.inMain(element)) continue;
    const isWords = page.closest(element, NO_WORDS) === null && !page.isIconName(element, text);
    if (isWords) note(element, "text", text);
  }
  // One of those that pass stands for all.
  return [...found, ...passed.slice(0, 1)].slice(0, options.limit);
};
