"use strict";
/**
 * Letters without a glyph: those displayed as boxes, and those that a web font of the page lacks within a word. A glyph
 * is recognised by its metrics, so nothing is drawn.
 */
module.exports = function probe(page) {
  const WORDS = 400;
  const script = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
  if (!page.mentions(script)) return [];
  const context = document.createElement("canvas").getContext("2d");
  const plain = (family) => family.trim().replaceAll(/^["']|["']$/g, "");
  const brought = new Set([...document.fonts].filter(({ status }) => status === "loaded").map(({ family }) => plain(family)));
  const measures = new Map();

  function measure(family, style, letter) {
    const key = `${family}|${style}|${letter}`;
    if (!measures.has(key)) {
      context.font = `${style} 40px ${family}`;
      const box = context.measureText(letter);
      const { width, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent } = box;
      measures.set(
        key,
        [width, actualBoundingBoxLeft, actualBoundingBoxRight, actualBoundingBoxAscent, actualBoundingBoxDescent]
          .map((length) => length.toFixed(3))
          .join(),
      );
    }
    return measures.get(key);
  }

  function judge({ target, value, texts }) {
    const [style, stack] = value.split("|");
    const word = /[\p{L}\p{M}]+/gu;
    const words = [...new Set(texts.flatMap(({ text }) => text.match(word) ?? []))]
      .filter((found) => script.test(found))
      .slice(0, WORDS);
    const letters = [...new Set(words.join("").match(/\p{L}/gu) ?? [])];
    const own = stack.split(",").map(plain).find((family) => brought.has(family));
    // U+0378 is unassigned: its glyph is the box for missing glyphs.
    const boxes = letters.filter((letter) => measure(stack, style, letter) === measure(stack, style, "\u0378"));
    const has = (letter) => measure(`"${own}", serif`, style, letter) !== measure("serif", style, letter);
    const missing = own && letters.some(has) ? letters.filter((letter) => !has(letter)) : [];
    const torn = words.filter((found) => [...found].some((letter) => missing.includes(letter)) && [...found].some((letter) => letters.includes(letter) && !missing.includes(letter)));
    return {
      target,
      facts: { font: own ?? "", boxes: boxes.join(""), missing: missing.join(""), words: torn.slice(0, 5) },
    };
  }

  return page
    .regions(page.drawnTexts(script), (style) => `${style.fontStyle} ${style.fontWeight}|${style.fontFamily}`)
    .map(judge);
};
