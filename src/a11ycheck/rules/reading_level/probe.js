"use strict";
/** The number of words of the sentences in the main content, at the block with the longest one. */
module.exports = function probe(page) {
  const lang = page.lang(document.body ?? document.documentElement) || "en";
  const known = Intl.Segmenter.supportedLocalesOf([lang]).length ? lang : "en";
  const sentences = new Intl.Segmenter(known, { granularity: "sentence" });
  const words = new Intl.Segmenter(known, { granularity: "word" });
  const PROSE = "p,li,dd,blockquote,figcaption,td";
  const blocks = new Map();
  for (const { element, text } of page.texts(/\p{L}/u)) {
    const prose = page.closest(element, PROSE);
    if (prose && page.inMain(prose) && page.closest(element, "a[href],h1,h2,h3,h4,h5,h6") !== prose) {
      const block = page.block(element);
      blocks.set(block, `${blocks.get(block) ?? ""}${text}`);
    }
  }
  const lengths = [];
  let longest = { words: 0, text: "", target: null };
  for (const [target, text] of blocks) {
    for (const { segment } of sentences.segment(text.replace(/\s+/g, " ").trim())) {
      const count = [...words.segment(segment)].filter(({ isWordLike }) => isWordLike).length;
      // One or two words are a label, not a sentence.
      if (count > 2) lengths.push(count);
      if (count > longest.words) longest = { words: count, text: segment.trim(), target };
    }
  }
  if (!lengths.length) return [];
  const total = lengths.reduce((sum, count) => sum + count, 0);
  return [
    {
      target: longest.target,
      facts: {
        lang,
        sentences: lengths.length,
        average: Math.round((total / lengths.length) * 10) / 10,
        longest: longest.words,
        text: longest.text.slice(0, 120),
      },
    },
  ];
};
