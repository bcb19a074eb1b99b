"use strict";
/**
 * The language tag of the page and its computed direction, and the same for each part with a `lang` or `dir` of its
 * own, with the lines of the text that inherits both.
 */
module.exports = function probe(page) {
  const LINES = 6;
  const NEARLY_ALL = 0.9;
  const root = document.documentElement;
  const direction = (element) => getComputedStyle(element).direction;
  const lang = page.ownLang(root);
  const found = [];
  if (lang) {
    const dir = (root.getAttribute("dir") ?? "").trim().toLowerCase();
    found.push({ target: root, facts: { lang, direction: contentDirection(), part: false, dir, text: sample() } });
  }

  /** The start of the longest texts in the language of the page. */
  function sample() {
    const texts = page.texts(/\p{L}/u).filter(({ element }) => page.langHolder(element) === root);
    const folded = texts.map(({ text }) => text.replace(/\s+/g, " ").trim().slice(0, 80));
    return folded.toSorted((one, two) => two.length - one.length).slice(0, LINES).join(" ");
  }

  /** The direction of nearly all text in the language of the page: `body`, or one element in it, can set it too. */
  function contentDirection() {
    const own = direction(root);
    const letters = { ltr: 0, rtl: 0 };
    const inside = [document.body, document.querySelector("main,[role=main]")].filter(Boolean);
    const isTurned =
      !root.hasAttribute("dir") &&
      (document.querySelector("body[dir],body [dir]") || inside.some((element) => direction(element) !== own));
    for (const { element, text } of isTurned ? page.texts(/\p{L}/u) : []) {
      if (page.langHolder(element) === root) letters[direction(element)] += text.trim().length;
    }
    const other = own === "rtl" ? "ltr" : "rtl";
    return letters[other] >= NEARLY_ALL * (letters.ltr + letters.rtl) && letters[other] ? other : own;
  }

  const folded = (text) => text.trim().split(/\s*\n\s*/).map((line) => line.replace(/\s+/g, " ")).join("\n");
  const owner = (element) => page.closest(element, "[*|lang],[dir]");
  const hasParts = document.querySelector("body [*|lang],body [dir],body[*|lang],body[dir]");
  const parts = new Map();
  const breaks = hasParts ? [...document.querySelectorAll("br")] : [];
  let passed = 0;

  /** The break before a text: each line is laid out by itself. A text of a shadow tree has none. */
  function breakBefore(node) {
    if (node.getRootNode() !== document) return null;
    const isPassed = (at) => breaks[at]?.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
    while (isPassed(passed)) passed += 1;
    return breaks[passed - 1] ?? null;
  }

  for (const { node, element, text } of hasParts ? page.texts(/\p{L}/u) : []) {
    const last = breakBefore(node);
    const part = owner(element);
    if (part && part !== root && direction(part) === direction(element)) {
      const lines = parts.get(part) ?? new Map();
      const block = page.block(element);
      const before = lines.get(block) ?? { text: "", last };
      const data = /^(?:pre|break-spaces)/.test(getComputedStyle(element).whiteSpace) ? text : text.replace(/\s+/g, " ");
      lines.set(block, { text: `${before.text}${before.last === last ? "" : "\n"}${data}`, last });
      parts.set(part, lines);
    }
  }
  for (const [target, lines] of parts) {
    const own = page.block(target) === target;
    const dir = (target.getAttribute("dir") ?? "").trim().toLowerCase();
    // Inline text is laid out by its line, unless it has a `dir` itself.
    if (own || dir) {
      const texts = [...lines.values()].map(({ text }) => folded(text).slice(0, 300));
      const facts = { lang: page.lang(target), direction: direction(target), part: true, dir, own };
      found.push({ target, facts: { ...facts, lines: texts.slice(0, LINES) } });
    }
  }
  return found;
};
