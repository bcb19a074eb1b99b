"use strict";
/**
 * The numbers of each block of prose in Arabic script in the main content, without those that belong to a Latin word,
 * and those meant to be copied, such as phone numbers.
 */
module.exports = function probe(page) {
  const digits = /[0-9\u0660-\u0669\u06F0-\u06F9]/u;
  const number = /(?:[0-9\u0660-\u0669\u06F0-\u06F9]+[.,/:\u066B\u066C]?)*[0-9\u0660-\u0669\u06F0-\u06F9]/gu;
  const apart =
    /#\d+|\S*\p{Script=Latin}\S*(?:\s+[0-9.]+(?!\S))?|[+\d\u0660-\u0669\u06F0-\u06F9][\d\u0660-\u0669\u06F0-\u06F9\s().-]{5,}[\d\u0660-\u0669\u06F0-\u06F9]/gu;
  if (!page.mentions(/\p{Script=Arabic}/u) || !page.mentions(digits)) return [];
  const blocks = new Map();
  for (const { element, text } of page.texts(/\S/u)) {
    const foreign = page.closest(element, "[dir=ltr],bdi[lang],[translate=no]");
    if (page.inMain(element) && !(foreign && foreign !== document.documentElement)) {
      const block = page.block(element);
      blocks.set(block, `${blocks.get(block) ?? ""}${text}`);
    }
  }
  const found = [];
  for (const [target, text] of blocks) {
    const arabic = text.match(/\p{Script=Arabic}/gu)?.length ?? 0;
    const letters = text.match(/\p{L}/gu)?.length ?? 0;
    const numbers = text.replace(apart, " ").match(number) ?? [];
    if (numbers.length && arabic * 2 > letters) found.push({ target, numbers, text });
  }
  const all = found.flatMap(({ numbers }) => numbers).slice(0, 400);
  return found.map(({ target, numbers, text }) => ({
    target,
    facts: {
      lang: page.lang(target),
      numbers: numbers.slice(0, 40),
      page: all.join(" "),
      text: text.replace(/\s+/g, " ").trim().slice(0, 80),
    },
  }));
};
