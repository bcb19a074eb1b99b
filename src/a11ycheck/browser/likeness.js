"use strict";
/*
 * Tells which parts of pages are alike, so that what keys have shown of one holds for the others: a theme's drawer is
 * the same drawer on each page. Alike is what has the same elements around it, with the same attributes as far as
 * styles and scripts go by them, in a window of the same size, under the same styles and the same scripts.
 */
module.exports = function createLikeness(sight, hasher) {
  // Of other attributes only the name counts: ids, addresses and names differ from page to page.
  const TOLD = new Set(["aria-expanded", "aria-hidden", "class", "dir", "onclick", "role", "style", "type"]);

  function hash(texts) {
    const sum = hasher();
    for (const text of texts) sum.add(text);
    return sum.value();
  }

  const isData = (script) => /json/i.test(script.type);

  /** All that decides how a part of the page looks and acts, and lies outside of it. */
  function surroundings() {
    const sheets = [...document.styleSheets].map((sheet) => sheet.href ?? sheet.ownerNode?.textContent ?? "");
    const scripts = [...document.scripts].filter((script) => !isData(script));
    return hash([`${innerWidth}x${innerHeight}`, ...sheets, ...scripts.map((script) => script.src || script.textContent)]);
  }

  function step(element) {
    const names = element.getAttributeNames().toSorted();
    const told = names.map((name) => (TOLD.has(name) ? `${name}=${element.getAttribute(name)}` : name));
    return [element.localName, ...told].join(" ");
  }

  /** The way up from an element; parts in parts of the same kind, such as sections, are one step. */
  function way(element) {
    const steps = [];
    for (let node = element; node; node = sight.parentOf(node)) {
      const next = step(node);
      if (next !== steps.at(-1)) steps.push(next);
    }
    return steps;
  }

  /** Returns a function that gives equal texts for elements, or groups of them, that are alike. */
  return function compare() {
    const around = surroundings();
    return (...elements) => hash([around, ...elements.flatMap(way)]);
  };
};
