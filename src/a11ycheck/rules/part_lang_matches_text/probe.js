"use strict";
/**
 * Parts with a `lang` of their own, with the text that inherits it; and blocks without one that have letters of the
 * other direction than their language, are in another script than most, or are long enough to identify.
 */
module.exports = function probe(page, options) {
  const root = document.documentElement;
  const fold = (text) => text.replace(/\s+/g, " ").trim();
  const owner = page.langHolder;
  const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
  const NOT_LATIN = /[^\p{Script=Latin}\P{L}]/u;
  const SCRIPTS = {
    Latn: /\p{Script=Latin}/gu,
    Cyrl: /\p{Script=Cyrillic}/gu,
    Grek: /\p{Script=Greek}/gu,
    Hani: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu,
  };
  const EAST_ASIAN = new Set(["Hans", "Hant", "Jpan", "Kore"]);
  /** The script of most letters of a text; "" for one that is none of the usual ones. */
  function scriptOf(text, letters) {
    if (!NOT_LATIN.test(text)) return "Latn";
    const isMost = ([, pattern]) => 2 * (text.match(pattern)?.length ?? 0) > letters;
    return Object.entries(SCRIPTS).find(isMost)?.[0] ?? "";
  }
  const expected = new Map();
  /** The script that text in a language most likely has, in the same terms; null for malformed tags. */
  function scriptOfLanguage(lang) {
    if (!expected.has(lang)) expected.set(lang, readScript(lang));
    return expected.get(lang);
  }
  function readScript(lang) {
    try {
      const { script } = new Intl.Locale(lang).maximize();
      return EAST_ASIAN.has(script) ? "Hani" : script in SCRIPTS ? script : "";
    } catch {
      return null;
    }
  }
  const marked = new Map();
  const blocks = new Map();
  for (const { element, text } of page.texts(/\p{L}/u)) {
    const holder = owner(element);
    if (holder && holder !== root && page.closest(holder, "body") !== null) {
      marked.set(holder, `${marked.get(holder) ?? ""} ${text}`);
    }
    if (holder && page.inMain(element)) {
      const block = page.block(element);
      const known = blocks.get(block) ?? { holder, text: "" };
      if (known.holder === holder) known.text += text;
      blocks.set(block, known);
    }
  }
  for (const named of page.all("img,[role=img],[aria-label]")) {
    const holder = owner(named);
    const isPart = holder && holder !== root && page.closest(holder, "body") !== null;
    const called = isPart && named.checkVisibility() ? page.name(named) : "";
    if (called) marked.set(holder, `${marked.get(holder) ?? ""} ${called}`);
  }
  for (const { element, text } of page.hiddenLabels()) {
    const holder = owner(element);
    if (holder && holder !== root) marked.set(holder, `${marked.get(holder) ?? ""} ${text}`);
  }
  const found = [...marked].map(([target, text]) => ({
    target,
    facts: {
      marked: true,
      lang: page.ownLang(target),
      outer: page.lang(page.above(target)),
      text: fold(text).slice(0, 1200),
    },
  }));

  const candidates = [...blocks]
    .map(([target, { holder, text }]) => {
      const letters = text.match(/\p{L}/gu)?.length ?? 0;
      const fromRight = text.match(rightToLeft)?.length ?? 0;
      const lang = page.ownLang(holder);
      const likely = scriptOfLanguage(lang);
      const script = scriptOf(text, letters);
      const strange = likely !== null && script !== likely;
      const fewer = Math.min(fromRight, letters - fromRight);
      return { target, lang, text: fold(text), letters, fewer, fromRight, strange, isLatin: script === "Latn" };
    })
    .filter(({ letters }) => letters >= 12);
  const usual = candidates.reduce((sum, { letters, fromRight }) => sum + fromRight * 2 - letters, 0) > 0;
  const odd = candidates.filter(({ fromRight, letters, fewer }) => fewer >= 12 || fromRight * 2 > letters !== usual);
  const longest = (isWanted, most) =>
    candidates
      .filter((block) => isWanted(block) && !odd.includes(block))
      .toSorted((one, two) => two.letters - one.letters)
      .slice(0, most);
  const strange = longest((block) => block.strange, options.longest);
  const long = longest((block) => !block.strange && block.letters >= 80, options.longest);
  const isSentence = ({ letters, isLatin }) => !isLatin && letters >= options.sentence && letters < 80;
  const sentences = longest((block) => !block.strange && isSentence(block), options.sentences);
  const around = candidates.map(({ text }) => text.slice(0, 60)).join("\n").slice(0, 900);
  for (const { target, lang, text } of [...odd.slice(0, options.odd), ...strange, ...long, ...sentences]) {
    found.push({ target, facts: { marked: false, lang, text: text.slice(0, 400), around } });
  }
  return found;
};
