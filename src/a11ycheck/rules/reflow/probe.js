"use strict";
/**
 * The innermost elements that reach out of the page sideways, with how far.
 * An element inside a box that scrolls or clips by itself does not widen the page, and is left out.
 */
module.exports = function probe(page, options) {
  const root = document.scrollingElement || document.documentElement;
  const width = root.clientWidth;
  const TOLERANCE = 1;
  if (root.scrollWidth <= width + TOLERANCE) return [];

  const holds = (element) => {
    const { overflowX, position } = getComputedStyle(element);
    return overflowX !== "visible" || position === "fixed";
  };

  /** How far an element reaches past the side to which the page can scroll. */
  function overflow(element) {
    const box = element.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return 0;
    const left = box.left + window.scrollX;
    const rightToLeft = getComputedStyle(root).direction === "rtl";
    return Math.round(rightToLeft ? -left : left + box.width - width);
  }

  const found = [];
  function walk(element) {
    if (element !== document.body && holds(element)) {
      if (overflow(element) > TOLERANCE && getComputedStyle(element).position !== "fixed") {
        found.push(element);
      }
      return;
    }
    const before = found.length;
    for (const child of element.children) walk(child);
    if (found.length === before && overflow(element) > TOLERANCE) found.push(element);
  }
  walk(document.body);

  return found.slice(0, options.limit).map((target) => ({
    target,
    facts: { tag: target.localName, overflow: overflow(target), page_width: root.scrollWidth },
  }));
};
