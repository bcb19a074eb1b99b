"use strict";
/**
 * The language tag of the page with the text that inherits it: visible text, alternative texts, and the title; and the
 * sentences of the main content separately, if they are most of it.
 */
module.exports = function probe(page, options) {
  const SENTENCE = { words: 4, dense: 12 };
  // Scripts without spaces between words; a character of most says as much as two or three letters.
  const DENSE = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}]/gu;
  const root = document.documentElement;
  const lang = page.ownLang(root);
  if (root.localName !== "html" || !lang) return [];
  const inherits = (element) => page.langHolder(element) === root;
  const texts = [];
  for (const { element, text } of page.texts(/\p{L}/u)) {
    if (inherits(element)) texts.push({ text, main: page.inMain(element) });
  }
  for (const named of page.all("[alt]:not([alt='']),[aria-label]:not([aria-label=''])")) {
    if (inherits(named) && named.checkVisibility()) texts.push({ text: page.name(named), main: false });
  }
  for (const { element, text } of page.hiddenLabels()) {
    if (inherits(element)) texts.push({ text, main: page.inMain(element) });
  }
  // Sentences identify a language better than labels, and the main content better than the rest.
  const measured = texts.map((part) => Object.assign(part, { dense: part.text.match(DENSE)?.length ?? 0 }));
  const weight = ({ text, main, dense }) => Math.min(text.length + dense, 400) * (main ? 4 : 1);
  const chosen = measured.toSorted((one, two) => weight(two) - weight(one));
  const main = measured.filter((part) => part.main);
  const isSentence = ({ text, dense }) => text.trim().split(/\s+/).length >= SENTENCE.words || dense >= SENTENCE.dense;
  const prose = main.filter(isSentence);
  const length = (some) => some.reduce((sum, part) => sum + part.text.length, 0);
  const joined = (some) =>
    some.map((part) => part.replace(/\s+/g, " ").trim()).filter(Boolean).join("\n").slice(0, options.limit);
  const text = joined([document.title, ...chosen.map((part) => part.text)]);
  const sentences = 2 * length(prose) >= length(main) ? joined(prose.map((part) => part.text)) : "";
  return text ? [{ target: root, facts: { lang, text, sentences } }] : [];
};
