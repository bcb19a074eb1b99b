"use strict";
/** Words of Sorani text with letters of another keyboard layout, by element. */
module.exports = function probe(page) {
  const arabic = /\p{Script=Arabic}/u;
  if (!page.mentions(arabic)) return [];
  const sorani = (tag) => /^(?:ckb|sdh)(?:[-_]|$)|^ku[-_]arab/i.test(tag);
  if (!page.all("[*|lang]").some((element) => sorani(page.lang(element)))) return [];
  const word = /[\p{Script=Arabic}\p{M}\u0640\u200C\u200D]+/gu;
  // Suspect letters, and combining marks that compose a letter of two characters.
  const doubtful = /[\u0643\u0647\u0649\u064A\u0629\u06BE\u0655\u0656\u065A\u065B\u06AA]/u;
  const elements = new Map();
  for (const { element, text } of page.texts(arabic)) {
    if (sorani(page.lang(element))) {
      const known = elements.get(element) ?? { words: [], letters: 0 };
      const words = text.match(word) ?? [];
      known.words.push(...words.filter((found) => doubtful.test(found)));
      known.letters += words.join("").length;
      elements.set(element, known);
    }
  }
  const all = [...elements.values()].flatMap(({ words }) => words);
  const count = (letter) => all.filter((found) => letter.test(found)).length;
  const counts = { heh: count(/\u0647(?!\u200C)/u), doachashmee: count(/\u06BE/u) };
  return [...elements].map(([target, { words, letters }]) => ({
    target,
    facts: { words: [...new Set(words)].slice(0, 30), letters, ...counts },
  }));
};
