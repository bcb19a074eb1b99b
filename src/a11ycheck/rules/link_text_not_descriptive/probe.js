"use strict";
/** The links of the main content, with their targets and the end of the text before them in the same block. */
module.exports = function probe(page) {
  const BEFORE = 40;

  function textBefore(link) {
    const range = document.createRange();
    range.setStart(page.block(link), 0);
    range.setEndBefore(link);
    return range.toString().slice(-BEFORE);
  }

  return page.all("a[href]")
    .filter((link) => page.inMain(link) && page.isShown(link))
    .map((target) => ({
      target,
      facts: { text: page.name(target).slice(0, 80), target: target.getAttribute("href"), before: textBefore(target) },
    }))
    .filter(({ facts }) => facts.text);
};
