"use strict";
/*
 * The helpers that probes get as their first argument: the only JavaScript that rules share.
 * Selectors, visibility and accessible names come from axe.
 */
module.exports = function createPage(axe, marks, keyboard, mirrored) {
  const TEXT_LIMIT = 80;
  const HTML_LIMIT = 400;

  const text = (element) => (element.textContent || "").replace(/\s+/g, " ").trim();

  /** The nearest ancestor that matches, across shadow roots, or null. */
  function closest(element, selector) {
    const host = element.getRootNode().host;
    return element.closest(selector) ?? (host ? closest(host, selector) : null);
  }

  /** Inside the main content; if a page marks none, outside its header, navigation and footer. */
  function inMain(element) {
    if (document.querySelector("main,[role=main]")) {
      return closest(element, "main,[role=main]") !== null;
    }
    const frame = "header,nav,aside,footer,[role=banner],[role=navigation],[role=contentinfo]";
    return closest(element, "body") !== null && closest(element, frame) === null;
  }

  /** What fingerprints and reports need besides axe's selector and snippet. */
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

  /** The target as axe gives it, so that both compare equal: a list walks through shadow roots. */
  function target(element) {
    // axe would build its tree of the page.
    return [element === document.documentElement ? "html" : axe.utils.getSelector(element)];
  }

  /** The start tag, with the content if both are short, as axe shows elements. */
  function html(element) {
    const outer = element.textContent.length > HTML_LIMIT ? null : element.outerHTML;
    return outer !== null && outer.length <= HTML_LIMIT
      ? outer
      : element.cloneNode(false).outerHTML.slice(0, HTML_LIMIT);
  }

  function locate(element) {
    return { ...describe(element), target: target(element), html: html(element) };
  }

  /** Code, and graphics: text that is not prose. */
  const NO_PROSE =
    "code,pre,kbd,samp,var,tt,script,style,noscript,template,textarea,math,svg,object,.math,.highlight";

  const above = (node) => node.parentElement ?? node.getRootNode().host ?? null;

  /** Whether the text of the document matches: a quick check before the document is walked. */
  const mentions = (pattern) => pattern.test(document.documentElement.textContent);

  /** The language tag of an element or of its nearest ancestor with one; "" if there is none. */
  function lang(element) {
    const holder = closest(element, "[lang]:not([lang=''])");
    return (holder?.getAttribute("lang") ?? "").trim();
  }

  /** The text nodes below an element, in shadow roots too. */
  function* textNodes(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) yield node;
      else if (node.shadowRoot) yield* textNodes(node.shadowRoot);
    }
  }

  /** The visible texts that match, as {node, element, text}; those of code only with `machines`. */
  function texts(pattern, { machines = false, root = document.body } = {}) {
    const found = [];
    const wanted = new Map();
    for (const node of root ? textNodes(root) : []) {
      const element = above(node);
      if (element && pattern.test(node.data)) {
        if (!wanted.has(element)) {
          const prose = machines || closest(element, NO_PROSE) === null;
          wanted.set(element, prose && element.checkVisibility({ visibilityProperty: true }));
        }
        if (wanted.get(element)) found.push({ node, element, text: node.data });
      }
    }
    return found;
  }

  /** The accessible name of an element, "" if it has none. */
  const name = (element) => axe.commons.text.accessibleText(element).replace(/\s+/g, " ").trim();

  /** The box that contains the lines of an element's text. */
  function block(element) {
    let box = element;
    for (;;) {
      const { display } = getComputedStyle(box);
      const within = /^(?:inline|contents|ruby|none)/.test(display) && !display.startsWith("inline-");
      if (!within || !above(box)) return box;
      box = above(box);
    }
  }

  /** Texts by the outermost ancestor with the same value of a style: the element where the style starts. */
  function regions(found, read) {
    const origins = new Map();
    const values = new Map();
    const value = (element) => {
      if (!values.has(element)) values.set(element, read(getComputedStyle(element)));
      return values.get(element);
    };
    function origin(element) {
      const up = above(element);
      return up && value(up) === value(element) ? origin(up) : element;
    }
    for (const item of found) {
      const start = origin(item.element);
      const region = origins.get(start) ?? { target: start, value: value(item.element), texts: [] };
      region.texts.push(item);
      origins.set(start, region);
    }
    return [...origins.values()];
  }

  return {
    above, block, closest, describe, html, inMain, keyboard, lang, locate, mentions, mirrored, name, regions, target,
    text, texts,
  };
};
