"use strict";
/*
 * Lets the focus scroll the page while it is looked at without keys, and scrolls everything back.
 */
module.exports = function createKeptScroll(visibility) {
  /** Have no style make these glide, which would go on after it was undone; returns a function that ends this. */
  function jump(elements) {
    const gliding = elements.filter((element) => getComputedStyle(element).scrollBehavior === "smooth");
    if (!gliding.length) return () => {};
    const sheet = new CSSStyleSheet();
    const isWindow = ({ localName }) => localName === "html" || localName === "body";
    sheet.replaceSync(`${gliding.every(isWindow) ? "html, body" : "*"} { scroll-behavior: auto !important }`);
    const before = [...document.adoptedStyleSheets];
    document.adoptedStyleSheets = [...before, sheet];
    return () => {
      document.adoptedStyleSheets = before;
    };
  }

  /** Have all that holds these elements scroll at once; returns a function that scrolls it back to where it was. */
  return function keepScroll(elements) {
    const places = new Map();
    for (const element of elements) {
      for (let node = element; node && !places.has(node); node = visibility.parentOf(node)) {
        places.set(node, [node.scrollLeft, node.scrollTop]);
      }
    }
    const glide = jump([...places.keys()]);
    return () => {
      for (const [node, [left, top]] of places) {
        if (node.scrollLeft !== left || node.scrollTop !== top) node.scrollTo({ left, top, behavior: "instant" });
      }
      glide();
    };
  };
};
