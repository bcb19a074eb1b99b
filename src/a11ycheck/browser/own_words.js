"use strict";
/*
 * Whether a text has a word that is in no phrase of `phrases.toml`: no link with such a name says nothing. It spares the
 * evidence of a thousand links of a menu. Letters are compared as `fold_phrase` in Python compares them.
 */
module.exports = function createOwnWords(words) {
  const known = new Set(words);
  const SAME = { ى: "ي", ی: "ي", ک: "ك", ß: "ss", ς: "σ" };

  const fold = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/[\p{Mn}\p{Cf}\u0640]/gu, "").replace(/[ىیکßς]/gu, (letter) => SAME[letter]);

  return (text) => fold(text).split(/[^\p{L}]+/u).some((word) => word && !known.has(word));
};
