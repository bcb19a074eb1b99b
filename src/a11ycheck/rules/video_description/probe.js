"use strict";
/** The visible videos that have sound, or whose sound cannot be decoded. */
module.exports = function probe(page) {
  return page
    .media()
    .filter(({ facts }) => facts.kind === "video" && facts.visible && !facts.failed && facts.sound !== "none")
    .map(({ target, facts }) => ({ target, facts: { descriptions: facts.descriptions } }));
};
