"use strict";
/** Words with a tatweel, by element. */
module.exports = function probe(page) {
  if (!page.mentions(/\u0640/u)) return [];
  const word = /[\p{Script=Arabic}\p{M}\u0640\u200C\u200D]*\u0640[\p{Script=Arabic}\p{M}\u0640\u200C\u200D]*/gu;
  const words = new Map();
  for (const { element, text } of page.texts(/\u0640/u)) {
    words.set(element, [...(words.get(element) ?? []), ...text.match(word)]);
  }
  return [...words].map(([target, found]) => ({ target, facts: { words: found.slice(0, 20) } }));
};
