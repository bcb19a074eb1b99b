"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its checks */
/*
 * axe reads no text that a stylesheet adds (`content`), but browsers count it to the name. Where such text is all that an
 * element is named by, whether it is a name is a question: a reader who replaces the stylesheet has none. A glyph of an
 * icon font has no characters that a screen reader could speak.
 */
module.exports = function askAboutCssNames(axe) {
  const KEY = "css-name";
  const MOST = 80; // characters: more are no name
  const PSEUDOS = ["::before", "::after"];
  const STRINGS = /"((?:[^"\\]|\\.)*)"/g;
  const URLS = /url\("(?:[^"\\]|\\.)*"\)/g;
  // Scripts cannot read the number.
  const COUNTERS = /counters?\([^)]*\)/g;
  const COUNTED = "…";
  const SPOKEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

  /** The text of a computed `content`: of its alternative, if it has one. */
  function textOf(content) {
    const texts = content.replaceAll(URLS, "").replaceAll(COUNTERS, `"${COUNTED}"`);
    const [shown, alternative = shown] = texts.split(/ \/ (?=")/);
    return [...alternative.matchAll(STRINGS)].map(([, text]) => text.replaceAll(/\\(.)/g, "$1")).join("");
  }

  function pseudoText(element, pseudo) {
    const { content, display, visibility } = getComputedStyle(element, pseudo);
    return display === "none" || visibility !== "visible" ? "" : textOf(content);
  }

  /** What stylesheets add to an element and to what is in it. */
  function addedText(element) {
    if (element.getAttribute("aria-hidden") === "true" || getComputedStyle(element).display === "none") return "";
    const [before, after] = PSEUDOS.map((pseudo) => pseudoText(element, pseudo));
    const inner = [...(element.shadowRoot ?? element).children].map(addedText);
    return [before, ...inner, after].join(" ");
  }

  for (const id of ["has-visible-text", "button-has-visible-text", "focusable-no-name"]) {
    const check = axe._audit.checks[id];
    const { evaluate } = check;
    const isWrong = id === "focusable-no-name";
    check.evaluate = function (node, ...values) {
      const answer = evaluate.call(this, node, ...values);
      if (answer !== isWrong || !(node instanceof Element)) return answer;
      const name = addedText(node).replaceAll(/\s+/g, " ").trim();
      if (!SPOKEN.test(name)) return answer;
      this.data({ messageKey: KEY, name: name.slice(0, MOST) });
      return undefined;
    };
  }
};
