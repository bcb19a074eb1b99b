"use strict";
/**
 * Styles of a right-to-left page that stay on their side when the page is mirrored: floats, alignment, and space that is
 * set for the left or right instead of the start or end. The page is mirrored while it is measured, and restored before
 * anything is painted. The root element stands for the page: it has sided styles, and could be mirrored.
 */
module.exports = function probe(page, options) {
  const body = document.body;
  const root = document.documentElement;
  if (!body || getComputedStyle(body).direction !== "rtl") return [];
  const SIDES = { padding: "padding-", margin: "margin-", border: "border-" };
  const LEAST = 3;

  function length(element, property) {
    const styles = element.computedStyleMap();
    const value = styles.get(property);
    // A border without a style has a computed width, and takes no space.
    if (property.startsWith("border") && /none|hidden/.test(styles.get(property.replace("width", "style")))) return 0;
    // Values that the browser computes, such as auto, are not set by a stylesheet.
    return value?.unit === "px" || value?.unit === "number" ? value.value : 0;
  }

  function read(element) {
    const style = getComputedStyle(element);
    const found = {};
    if (/^(?:left|right)$/.test(style.float)) found.float = style.float;
    if (/^(?:left|right)$/.test(style.textAlign)) found["text-align"] = style.textAlign;
    for (const [kind, prefix] of Object.entries(SIDES)) {
      const end = kind === "border" ? "-width" : "";
      const left = length(element, `${prefix}left${end}`);
      const right = length(element, `${prefix}right${end}`);
      if (Math.abs(left - right) >= (kind === "border" ? 1 : LEAST)) found[kind] = `${left} ${right}`;
    }
    return found;
  }

  const apart = "[dir=ltr],[dir=ltr] *,[dir=auto],[dir=auto] *,pre,pre *,code,code *,svg,svg *,math,math *,script,style,template";
  const before = new Map();
  for (const element of body.querySelectorAll("*")) {
    if (!element.matches(apart) && element.checkVisibility()) {
      const found = read(element);
      if (Object.keys(found).length) before.set(element, found);
    }
    if (before.size >= options.elements) break;
  }
  if (!before.size) return [];

  const mirrored = [...document.querySelectorAll("[dir=rtl i]")];
  const directions = mirrored.map((element) => element.getAttribute("dir"));
  const kept = [];
  const whole = [];
  try {
    for (const element of mirrored) element.setAttribute("dir", "ltr");
    if (getComputedStyle(root).direction !== "rtl" && getComputedStyle(body).direction !== "rtl") {
      whole.push({ target: root, facts: { kind: "mirrored" } });
      for (const [target, found] of before) {
        const after = read(target);
        for (const [kind, value] of Object.entries(found)) {
          if (after[kind] === value) kept.push({ target, kind, value });
        }
      }
    }
  } finally {
    mirrored.forEach((element, index) => element.setAttribute("dir", directions[index]));
  }

  const kinds = new Map();
  function isFirst({ target, kind, value }) {
    // Descendants inherit the style of an element, and a class is reported only a few times.
    if (kind === "text-align" && before.get(page.above(target))?.[kind] === value) return false;
    const key = `${target.localName}.${target.className}.${kind}.${value}`;
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
    return kinds.get(key) <= options.same;
  }
  const sided = kept.filter(isFirst).slice(0, options.limit).map(({ target, kind, value }) => {
    const [left, right] = value.split(" ").map(Number);
    const words = (target.textContent.match(/[\p{Script=Arabic}\p{Script=Hebrew}]+/gu) ?? []).length;
    const { display } = getComputedStyle(target);
    const sides = kind === "float" || kind === "text-align" ? { side: value } : { left, right };
    const prose = page.closest(target, "a,button,nav,header,footer,label,form") === null;
    return { target, facts: { kind, tag: target.localName, display, prose, words, ...sides } };
  });
  return [...whole, ...sided];
};
