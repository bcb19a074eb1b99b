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

  /** Rewrite the stylesheets of a document or shadow root; returns whether all of them could be read. */
  function rewriteSheets(root) {
    let areReadable = true;
    for (const sheet of [...root.styleSheets, ...root.adoptedStyleSheets]) {
      try {
        rewrite(sheet.cssRules);
      } catch {
        // The rules of another origin cannot be read; the elements themselves get the style.
        areReadable = false;
      }
    }
    return areReadable;
  }

  /** The open shadow roots, and the documents of frames of the origin, from which no event comes here. */
  function* innerRoots(root) {
    for (const element of root.querySelectorAll("*")) {
      const inner = element.shadowRoot ?? (element.matches("iframe,frame") ? element.contentDocument : null);
      if (inner) {
        yield inner;
        yield* innerRoots(inner);
      }
    }
  }

  function show(elements) {
    for (const element of elements) {
      if (getComputedStyle(element).contentVisibility === "auto") set(element.style, "visible", "important");
    }
  }

  /** Lay out all content; returns whether there was more that the browser skips. */
  function render() {
    const before = changed.length;
    for (const root of innerRoots(document)) {
      const areReadable = rewriteSheets(root);
      show(root.querySelectorAll(areReadable ? "[style*=content-visibility]" : "*"));
    }
    if (skipping.size || isUnknown) {
      isUnknown = false;
      rewriteSheets(document);
      show(skipping);
      skipping.clear();
    }
    return changed.length > before;
  }

  function leave() {
    document.removeEventListener(SKIPS, note, { capture: true });
    for (const [style, value, priority] of changed.splice(0)) style.setProperty("content-visibility", value, priority);
  }

  return { render, leave };
};
