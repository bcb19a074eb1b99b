"use strict";
/*
 * The helpers that probes get as their first argument: the only JavaScript that rules share.
 * What axe knows already (selector, visibility, accessible name) is asked of axe.
 */
module.exports = function createPage(axe, marks, keyboard) {
  const TEXT_LIMIT = 80;
  const HTML_LIMIT = 400;

  const text = (element) => (element.textContent || "").replace(/\s+/g, " ").trim();

  /** The nearest ancestor that matches, also out of shadow roots; null where there is none. */
  function closest(element, selector) {
    const host = element.getRootNode().host;
    return element.closest(selector) ?? (host ? closest(host, selector) : null);
  }

  /** Inside the main content; where a page marks none: outside of its header, navigation and footer. */
  function inMain(element) {
    if (document.querySelector("main,[role=main]")) {
      return closest(element, "main,[role=main]") !== null;
    }
    const frame = "header,nav,aside,footer,[role=banner],[role=navigation],[role=contentinfo]";
    return closest(element, "body") !== null && closest(element, frame) === null;
  }

  /** What fingerprints and reports need beside axe's own selector and snippet. */
  function describe(element) {
    if (!element || !element.closest) return { in_main: false, text: "" };
    const [mark, distance] = marks.nearest(element);
    return {
      in_main: inMain(element),
      text: text(element).slice(0, TEXT_LIMIT),
      mark,
      mark_distance: distance,
    };
  }

  /** The target that axe would give, so that its and ours compare equal: a list walks through shadow roots. */
  function target(element) {
    return [axe.utils.getSelector(element)];
  }

  /** The start tag, and the content too where both are short, as axe shows elements. */
  function html(element) {
    const outer = element.outerHTML;
    return outer.length <= HTML_LIMIT
      ? outer
      : element.cloneNode(false).outerHTML.slice(0, HTML_LIMIT);
  }

  function locate(element) {
    return { ...describe(element), target: target(element), html: html(element) };
  }

  return { describe, html, inMain, keyboard, locate, target, text };
};
