"use strict";
/**
 * Parts with a `lang` of their own, with the text that inherits it; and blocks without one that have letters of the
 * other direction than their language, or are long enough to identify.
 */
module.exports = function probe(page, options) {
  const root = document.documentElement;
  const fold = (text) => text.replace(/\s+/g, " ").trim();
  const owner = (element) => page.closest(element, "[lang]:not([lang=''])");
  const rightToLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/gu;
  const marked = new Map();
  const blocks = new Map();
  for (const { element, text } of page.texts(/\p{L}/u)) {
    const holder = owner(element);
    if (holder && holder !== root && document.body.contains(holder)) {
      marked.set(holder, `${marked.get(holder) ?? ""} ${text}`);
    }
    if (holder && page.inMain(element)) {
      const block = page.block(element);
      const known = blocks.get(block) ?? { holder, text: "", whole: true };
      if (known.holder === holder) known.text += text;
      else known.whole = false;
      blocks.set(block, known);
    }
  }
  for (const named of document.querySelectorAll("body [lang] :is(img,[role=img],[aria-label]),body img[lang]")) {
    const holder = owner(named);
    const called = holder && holder !== root && named.checkVisibility() ? page.name(named) : "";
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
      lang: target.getAttribute("lang").trim(),
      outer: page.lang(page.above(target)),
      text: fold(text).slice(0, 1200),
    },
  }));

  const candidates = [...blocks]
    .map(([target, { holder, text, whole }]) => {
      const letters = text.match(/\p{L}/gu)?.length ?? 0;
      const fromRight = text.match(rightToLeft)?.length ?? 0;
      const lang = holder.getAttribute("lang").trim();
      return { target, lang, text: fold(text), letters, fewer: Math.min(fromRight, letters - fromRight), fromRight, whole };
    })
    .filter(({ letters }) => letters >= 12);
  const usual = candidates.reduce((sum, { letters, fromRight }) => sum + fromRight * 2 - letters, 0) > 0;
  const odd = candidates.filter(({ fromRight, letters, fewer }) => fewer >= 12 || fromRight * 2 > letters !== usual);
  const long = candidates
    .filter((block) => block.letters >= 80 && !odd.includes(block))
    .toSorted((one, two) => two.letters - one.letters)
    .slice(0, options.longest);
  const around = candidates.map(({ text }) => text.slice(0, 60)).join("\n").slice(0, 900);
  for (const { target, lang, text } of [...odd.slice(0, options.odd), ...long]) {
    found.push({ target, facts: { marked: false, lang, text: text.slice(0, 400), around } });
  }
  return found;
};
