"use strict";
/*
 * Moves the numbers of start tags from an attribute of the elements that the parser makes to a map of ours.
 * The parser lets observers run before it runs a script (HTML, "perform a microtask checkpoint"), so no
 * script of the page sees a number, and elements that scripts add have none.
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

  /** The number of an element, or of its nearest numbered ancestor, with the distance to that; -1 if there is none. */
  function nearest(element) {
    let distance = 0;
    for (let node = element; node; node = node.parentElement || node.getRootNode().host) {
      if (numbers.has(node)) return [numbers.get(node), distance];
      distance += 1;
    }
    return [-1, 0];
  }

  /** The number of each element in document order, -1 where it has none. */
  const all = () => Array.from(document.getElementsByTagName("*"), (element) => numbers.get(element) ?? -1);

  return { all, nearest, take };
};
