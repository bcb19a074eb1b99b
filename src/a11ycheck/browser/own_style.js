"use strict";
/*
 * Applies stylesheets of ours to the page for a moment. Nothing is painted meanwhile.
 */

/** Call a synchronous function while a stylesheet applies to the page, and return its value. */
function withStyle(css, measure) {
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
}

/**
 * Lay out the page as if no box had a scroll bar yet, as when it is loaded. A box that has one can keep it although its content
 * fits, since the bar takes a part of the width; and one whose size is the same as before can stay without the one that it needs.
 */
const resetScrollBars = () =>
  withStyle("* { scrollbar-width: none !important }", () => document.documentElement?.scrollWidth);

module.exports = { withStyle, resetScrollBars };
