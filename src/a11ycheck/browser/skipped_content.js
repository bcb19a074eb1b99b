"use strict";
/*
 * The browser does not lay out what `content-visibility: auto` keeps off screen: its boxes have estimated sizes, and text in
 * it lies over what follows. Readers never see that, because it is laid out before they scroll to it; so it is here, too.
 */
module.exports = function createSkippedContent() {
  const SKIPS = "contentvisibilityautostatechange";
  const skipping = new Set();
  const changed = [];
  const note = ({ target }) => skipping.add(target);
  document.addEventListener(SKIPS, note, { capture: true, passive: true });
  // Where we come after the page was loaded, the events are over.
  let isUnknown = document.readyState === "complete";

  function set(style, value, priority) {
    changed.push([style, style.getPropertyValue("content-visibility"), style.getPropertyPriority("content-visibility")]);
    style.setProperty("content-visibility", value, priority);
  }

  function rewrite(rules) {
    for (const { style, cssRules } of rules) {
      if (style?.contentVisibility === "auto") set(style, "visible", style.getPropertyPriority("content-visibility"));
      if (cssRules?.length) rewrite(cssRules);
    }
  }

  function rewriteSheets() {
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
      try {
        rewrite(sheet.cssRules);
      } catch {
        // The rules of another origin cannot be read; the elements themselves get the style.
      }
    }
  }

  /** Lay out all content; returns whether there was more that the browser skips. */
  function render() {
    if (!skipping.size && !isUnknown) return false;
    const before = changed.length;
    isUnknown = false;
    rewriteSheets();
    for (const element of skipping) {
      if (getComputedStyle(element).contentVisibility === "auto") set(element.style, "visible", "important");
    }
    skipping.clear();
    return changed.length > before;
  }

  function leave() {
    document.removeEventListener(SKIPS, note, { capture: true });
    for (const [style, value, priority] of changed.splice(0)) style.setProperty("content-visibility", value, priority);
  }

  return { render, leave };
};
