"use strict";
/** Texts with compatibility letters: presentation forms of Arabic and Hebrew. */
module.exports = function probe(page) {
  const letters = /[\p{Script=Arabic}\p{Script=Hebrew}]/u;
  if (!page.mentions(letters)) return [];
  const forms = /[\uFB1D-\uFDFF\uFE70-\uFEFC]/gu;
  /** The letters of the longest word with a form; a tatweel only shows the shape of a letter that stands alone. */
  const longestOf = (text) =>
    Math.max(
      ...text
        .split(/[^\p{L}\p{M}]+/u)
        .filter((word) => word.match(forms))
        .map((word) => word.normalize("NFKC").replaceAll("\u0640", "").match(/\p{L}/gu)?.length ?? 0),
    );
  const found = page.texts(letters);
  const facts = new Map();
  for (const { element, text } of found) {
    const shapes = text.match(forms);
    if (shapes) {
      const known = facts.get(element) ?? { forms: "", letters: 0, text: text.trim().slice(0, 60) };
      known.forms += shapes.join("");
      known.letters = Math.max(known.letters, (text.match(/\p{L}/gu)?.length ?? 0) > 1 ? longestOf(text) : 1);
      facts.set(element, known);
    }
  }
  const measured = [...facts].map(([target, known]) => ({ target, facts: known }));
  // Text without such forms is measured too: it passes.
  const none = { forms: "", letters: found.length, text: "" };
  return measured.length || !found.length ? measured : [{ target: document.body, facts: none }];
};
