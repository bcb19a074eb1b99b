"use strict";
/*
 * The controls of a page that a trial may activate: none that sends a form or leads to another page.
 */
module.exports = function createControls() {
  const MOST = 12;
  const SELECTOR = [
    "button,summary,select,a[href^='#'],a[onclick],[onclick]",
    ...["button", "checkbox", "image", "radio", "range", "submit"].map((type) => `input[type=${type}]`),
    ...["button", "checkbox", "link", "menuitem", "radio", "slider", "switch", "tab"].map((role) => `[role=${role}]`),
  ].join();

  const wait = (milliseconds) =>
    new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });

  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;

  /** It sends a form, or leads to another document. A link of SVG may have its URL in `xlink:href`. */
  function leads(element) {
    if (element.form && /^(?:submit|image|reset)$/.test(element.type)) return true;
    const url = element.matches("a,area") ? (element.getAttribute("href") ?? element.getAttribute("xlink:href")) : null;
    return url !== null && !/^\s*(?:#|javascript:)/i.test(url);
  }

  /** The controls that are visible now, except those already known. */
  function find(known = new Set()) {
    const found = [...document.querySelectorAll(SELECTOR)].filter(
      (element) =>
        !known.has(element) && element !== document.body && !element.matches(":disabled") && isShown(element) && !leads(element),
    );
    return found.slice(0, Math.max(0, MOST - known.size));
  }

  function choose(element) {
    if (element.tagName === "SELECT") {
      element.selectedIndex = element.selectedIndex === 0 ? element.options.length - 1 : 0;
    } else {
      element.value = element.value === element.min ? element.max : element.min;
    }
    for (const type of ["input", "change"]) element.dispatchEvent(new Event(type, { bubbles: true }));
  }

  function activate(element) {
    if (element.tagName === "SELECT" || element.type === "range") choose(element);
    // An SVG link has no `click`.
    else element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
  }

  /** A control may lead to another document, which would end the trial. */
  const stay = (event) => {
    if (event.cancelable && !event.destination.sameDocument) event.preventDefault();
  };

  /** Try each control, and those that it makes visible, until `attempt` returns true. */
  async function tryEach(attempt) {
    window.navigation?.addEventListener("navigate", stay);
    const known = new Set();
    const waiting = find();
    while (waiting.length) {
      const control = waiting.shift();
      if (known.has(control) || !isShown(control)) continue;
      known.add(control);
      // One after the other: each changes the page.
      // oxlint-disable-next-line no-await-in-loop
      if (await attempt(control)) break;
      waiting.unshift(...find(new Set([...known, ...waiting])));
    }
    return known.size;
  }

  /** A name as it is before a script changes it; axe computes that of the page as it is now. */
  const nameOf = (element) => {
    const own = ["aria-label", "title", "alt", "value"].map((name) => element.getAttribute(name) ?? "");
    const within = [...element.querySelectorAll("[alt],[aria-label]")].map(
      (part) => part.getAttribute("alt") ?? part.getAttribute("aria-label"),
    );
    const labels = [...(element.labels ?? [])].map(({ textContent }) => textContent);
    const ids = (element.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const labelled = ids.map((id) => document.getElementById(id)?.textContent ?? "");
    return [...own, element.textContent, ...within, ...labels, ...labelled].join(" ").trim().slice(0, 100);
  };

  /** The names of links to other documents, which may lead to settings. */
  const linkTexts = () =>
    [...document.querySelectorAll("a[href]")]
      .filter((link) => leads(link) && isShown(link))
      .slice(0, 50)
      .map((link) => (link.getAttribute("aria-label") ?? link.textContent).replace(/\s+/g, " ").trim().slice(0, 100));

  return { activate, find, isShown, linkTexts, nameOf, tryEach, wait };
};
