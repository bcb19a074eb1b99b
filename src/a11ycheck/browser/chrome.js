"use strict";
/*
 * The tab stops outside of the main content, which many pages of a site share. Where the same stylesheets and scripts
 * have shown every kind of them to be without a finding, only the main content has to be walked.
 */
module.exports = function createChrome(hasher, suspects) {
  const MOST_STOPS = 300;
  const STATE = /(?:^|[\s_-])(?:active|current|open|expanded|selected)[\w-]*/g;

  const hash = (texts) => {
    const hashed = hasher();
    for (const text of texts) hashed.add(text);
    return hashed.value();
  };

  /** Everything beside the elements themselves that decides what the focus does and how it looks. */
  function context() {
    const sheets = [...document.querySelectorAll("link[rel~=stylesheet],style")];
    const scripts = [...document.scripts].filter(({ type }) => !/json|template/.test(type));
    return hash([
      `${innerWidth} ${innerHeight} ${matchMedia("(prefers-color-scheme: dark)").matches}`,
      ...sheets.map((sheet) => sheet.href || sheet.textContent),
      ...scripts.map((script) => script.src || script.textContent),
    ]);
  }

  /** The kind of an element, without the classes that mark where the reader is. */
  const kindOf = (element) => hash([suspects.kindOf(element).replace(STATE, "")]);

  /** The stops of the page, outside and inside of its main content; null where it marks none or sets an order. */
  function read() {
    const main = document.querySelector("main,[role=main]");
    const stops = [...suspects.elements(document)].filter(suspects.isTabbable);
    if (!main || stops.length > MOST_STOPS || stops.some(({ tabIndex }) => tabIndex > 0)) return null;
    const outside = stops.filter((stop) => !main.contains(stop));
    const inside = stops.filter((stop) => main.contains(stop));
    const before = outside.filter((stop) => main.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING);
    return { context: context(), main, outside, inside, entrance: before.at(-1) ?? null };
  }

  /** What was found earlier of each kind of stop outside of the main content; null unless every kind is known. */
  function recall(page, memory) {
    const known = page.outside.length ? memory[page.context] : null;
    if (!known) return null;
    const kinds = new Map();
    for (const stop of page.outside) {
      const kind = kindOf(stop);
      if (!(kind in known)) return null;
      if (!kinds.has(kind)) kinds.set(kind, { stop, facts: known[kind] });
    }
    return [...kinds.values()];
  }

  /** What was found of each kind of stop outside of the main content, to be recalled on other pages. */
  function remember(page, { indicators, outlines }) {
    const facts = (list, stop) => list.find(({ target }) => target === stop)?.facts ?? null;
    const kinds = {};
    for (const stop of page.outside) {
      const kind = kindOf(stop);
      const now = { indicator: facts(indicators, stop), outline: facts(outlines, stop) };
      kinds[kind] = { indicator: kinds[kind]?.indicator ?? now.indicator, outline: kinds[kind]?.outline ?? now.outline };
    }
    return { context: page.context, kinds };
  }

  return { read, recall, remember };
};
