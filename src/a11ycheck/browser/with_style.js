"use strict";
/**
 * Call a synchronous function while a stylesheet of ours applies to the page, and return its value. Nothing is painted
 * meanwhile.
 */
module.exports = function withStyle(css, measure) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  // The list is live.
  const before = [...document.adoptedStyleSheets];
  document.adoptedStyleSheets = [...before, sheet];
  try {
    return measure();
  } finally {
    document.adoptedStyleSheets = before;
  }
};
