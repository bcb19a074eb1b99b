"use strict";
/**
 * Styles of a right-to-left page that stay on their side when the page is mirrored: floats, alignment, and space that is
 * set for the left or right instead of the start or end. The root element stands for the page itself.
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
    // A border without a style has a width all the same, and takes no space.
    if (property.startsWith("border") && /none|hidden/.test(styles.get(property.replace("width", "style")))) return 0;
    // A length that the browser computed, such as that of `auto`, is not the author's.
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

  // A tool that mirrors a stylesheet names the file so: bootstrap.rtl.min.css, style-rtl.css. A folder may hold all of a site.
  const MADE_FOR_RTL = /(?:^|[^a-z])rtl(?:[^a-z]|$)/i;

  /** The style rules of the stylesheets that are made for pages from right to left. */
  function* rulesForRtl(sheets, isInside = false) {
    for (const sheet of sheets) {
      if (sheet.disabled) continue;
      const isMade = isInside || (sheet.href && MADE_FOR_RTL.test(new URL(sheet.href).pathname.split("/").at(-1)));
      try {
        yield* rulesIn(sheet.cssRules, isMade);
      } catch {
        // A stylesheet of another host.
      }
    }
  }

  function* rulesIn(rules, isMade) {
    for (const rule of rules) {
      if (rule instanceof CSSImportRule && rule.styleSheet) yield* rulesForRtl([rule.styleSheet], isMade);
      else if (rule instanceof CSSStyleRule && isMade) yield rule;
      if (rule instanceof CSSGroupingRule) yield* rulesIn(rule.cssRules, isMade);
    }
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

  const stays = page.mirrored(() => {
    if (getComputedStyle(root).direction === "rtl" || getComputedStyle(body).direction === "rtl") return [];
    return [...before].flatMap(([target, found]) => {
      const after = read(target);
      return Object.entries(found)
        .filter(([kind, value]) => after[kind] === value)
        .map(([kind, value]) => ({ target, kind, value }));
    });
  });

  const kinds = new Map();
  function isFirst({ target, kind, value }) {
    // Descendants inherit the alignment, and a class is one cause, however often it is used.
    if (kind === "text-align" && before.get(page.above(target))?.[kind] === value) return false;
    const key = `${target.localName}.${target.className}.${kind}.${value}`;
    kinds.set(key, (kinds.get(key) ?? 0) + 1);
    return kinds.get(key) <= options.same;
  }
  const whole = { target: root, facts: { kind: "page", elements: before.size } };
  const forRtl = stays.length ? [...rulesForRtl(document.styleSheets)] : [];
  /** Whether a stylesheet that is made for such pages puts something on this side of an element. */
  function isMeant({ target, kind, value }) {
    const rules = forRtl.filter(({ selectorText }) => target.matches(selectorText));
    if (!(kind in SIDES)) return rules.some(({ style }) => style.getPropertyValue(kind) === value);
    const [left, right] = value.split(" ").map(Number);
    const names = ["left", "right"].map((side) => `${SIDES[kind]}${side}${kind === "border" ? "-width" : ""}`);
    const [wide, narrow] = left > right ? names : names.toReversed();
    return rules.some(({ style }) => {
      // A value with a variable is only in the list of names where it is part of a shorthand.
      const [most, least] = [wide, narrow].map((name) => ([...style].includes(name) ? style.getPropertyValue(name) : null));
      return most !== null && most !== least && Number.parseFloat(most) !== 0;
    });
  }
  const found = stays.filter((stay) => !isMeant(stay)).filter(isFirst).slice(0, options.limit).map(({ target, kind, value }) => {
    const [left, right] = value.split(" ").map(Number);
    const words = (target.textContent.match(/[\p{Script=Arabic}\p{Script=Hebrew}]+/gu) ?? []).length;
    const { display } = getComputedStyle(target);
    const sides = kind === "float" || kind === "text-align" ? { side: value } : { left, right };
    const prose = page.closest(target, "a,button,nav,header,footer,label,form") === null;
    return { target, facts: { kind, tag: target.localName, display, prose, words, ...sides } };
  });
  return [whole, ...found];
};
