"use strict";
/*
 * Takes the numbers of start tags off the elements that the parser makes, and remembers them.
 * The parser lets observers run before it runs a script (HTML, "perform a microtask checkpoint"), so no
 * script of the page meets a number, and what scripts add has none.
 */
module.exports = function createMarks(attribute) {
  const numbers = new WeakMap();

  function take() {
    for (const element of document.querySelectorAll(`[${attribute}]`)) {
      numbers.set(element, Number(element.getAttribute(attribute)));
      element.removeAttribute(attribute);
    }
  }
  new MutationObserver(take).observe(document, { childList: true, subtree: true });

  /** The number of an element, or of the nearest one around it, with how far away that is. */
  function nearest(element) {
    let distance = 0;
    for (let node = element; node; node = node.parentElement || node.getRootNode().host) {
      if (numbers.has(node)) return [numbers.get(node), distance];
      distance += 1;
    }
    return [-1, 0];
  }

  return { nearest, take };
};
