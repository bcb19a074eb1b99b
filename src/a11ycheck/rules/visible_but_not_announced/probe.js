"use strict";
/** Elements with visible words that assistive technologies ignore, and which of these are announced nowhere. */
module.exports = function probe(page) {
  const HIDDEN = "[aria-hidden=true],[inert]";
  const NAMED = ":is([aria-label]:not([aria-label='']),[aria-labelledby])";
  const WITH_NAME = "a,button,label,summary,td,th,h1,h2,h3,h4,h5,h6,[role]:not([role=group],[role=region])";
  const PARTS = "body,main,article,section,nav,header,footer,aside,form,ul,ol,dl,table,tbody";
  const WORD = /\p{L}[\p{L}\p{M}]{2}/u;
  const ICONS = /icon|symbol|awesome|glyph/i;
  const AROUND = 2;

  const folded = (text) => text.replace(/[^\p{L}\p{M}\p{N}]+/gu, " ").trim().toLowerCase();
  const isHidden = (element) => page.closest(element, HIDDEN) !== null;
  const isVisible = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  /** Whether more than a pixel of a text is within all boxes that clip it, and no font draws it as an icon. */
  function isSeen({ node, element }) {
    if (!isVisible(element)) return false;
    const style = getComputedStyle(element);
    if (ICONS.test(style.fontFamily) || /^rgba.*, 0\)/.test(style.color)) return false;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    let { left, top, right, bottom } = box;
    if (parseFloat(style.fontSize) * 1.5 > box.width && node.data.trim().length > 3) return false; // a ligature
    for (let around = element; around; around = page.above(around)) {
      const { overflowX, overflowY, clip, clipPath, position } = getComputedStyle(around);
      if (clip !== "auto" || clipPath !== "none") return false;
      if (overflowX !== "visible" || overflowY !== "visible") {
        if (around === document.body || around === document.documentElement) break;
        const outer = around.getBoundingClientRect();
        [left, top] = [Math.max(left, outer.left), Math.max(top, outer.top)];
        [right, bottom] = [Math.min(right, outer.right), Math.min(bottom, outer.bottom)];
      }
      if (position === "fixed") break;
    }
    return right - left > 1 && bottom - top > 1 && right + scrollX > 0 && bottom + scrollY > 0;
  }

  /** All that is announced, names included, as one text. */
  function announced() {
    const found = [document.title];
    for (const { element, text } of page.texts(/\S/, { machines: true })) if (!isHidden(element)) found.push(text);
    for (const element of document.querySelectorAll("[aria-label],[alt],[title],[placeholder],input[value]")) {
      if (isHidden(element) || !element.checkVisibility()) continue;
      for (const name of ["aria-label", "alt", "title", "placeholder", "value"]) found.push(element.getAttribute(name) ?? "");
    }
    return ` ${folded(found.join(" "))} `;
  }

  /** Whether a name, or a text that only screen readers get, stands for an element. */
  function isReplaced(element) {
    const named = page.closest(element, NAMED);
    if (named !== null && named.matches(WITH_NAME) && !named.matches(PARTS)) return true;
    const near = [element.previousElementSibling, element.nextElementSibling];
    for (let around = element.parentElement; around && !around.matches(PARTS); around = around.parentElement) {
      if (near.length === AROUND + 2) break;
      near.push(around);
    }
    return near.filter(Boolean).some(announcesMore);
  }

  /** Whether an element contains a name, or an announced text that is not seen. */
  function announcesMore(element) {
    if (isHidden(element)) return false;
    if (element.matches(`${NAMED},img[alt]:not([alt=''])`)) return true;
    if (element.querySelector(`${NAMED},img[alt]:not([alt=''])`)) return true;
    const others = page.texts(/\p{L}/u, { machines: true, root: element });
    return others.some((other) => !isHidden(other.element) && !isSeen(other));
  }

  function* styleRules(rules) {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) yield rule;
      else if (rule instanceof CSSMediaRule && !matchMedia(rule.conditionText).matches) continue;
      else if (rule.cssRules) yield* styleRules(rule.cssRules);
    }
  }

  function* allRules() {
    for (const sheet of [...document.styleSheets, ...document.adoptedStyleSheets]) {
      if (sheet.disabled || (sheet.media.mediaText && !matchMedia(sheet.media.mediaText).matches)) continue;
      try {
        yield* styleRules(sheet.cssRules);
      } catch {
        // of another host
      }
    }
  }

  /** CSS content with words, by element: visible, and without an alternative that is announced. */
  function generated() {
    const found = new Map();
    for (const { selectorText, style } of allRules()) {
      if (!/["(]/.test(style.content) || !/::?(?:before|after)/.test(selectorText)) continue;
      if (!style.content.includes("attr(") && !WORD.test(style.content)) continue;
      for (const selector of selectorText.split(",")) {
        const [host, pseudo] = selector.split(/::?(?=before|after)/);
        if (pseudo !== undefined) for (const element of hosts(host)) addContent(found, element, `::${pseudo.trim()}`);
      }
    }
    return found;
  }

  function hosts(selector) {
    try {
      return document.querySelectorAll(selector.trim() || "*");
    } catch {
      return []; // a list within :is(), which a comma divided
    }
  }

  function addContent(found, element, pseudo) {
    const { content, display, fontFamily, visibility, opacity } = getComputedStyle(element, pseudo);
    const parts = /^"((?:[^"\\]|\\.)*)"(?: \/ "((?:[^"\\]|\\.)*)")?$/.exec(content);
    if (parts === null || !WORD.test(parts[1]) || ICONS.test(fontFamily)) return;
    if (display === "none" || visibility !== "visible" || opacity === "0" || !isVisible(element)) return;
    if (parts[2] === undefined ? isHidden(element) : !parts[2].trim()) found.set(element, parts[1]);
  }

  /** Whether a dialog is open, for which the rest of the page is hidden. */
  function hasModal() {
    const main = document.querySelector("main,[role=main]");
    const others = main !== null && isHidden(main) ? ",[role=dialog],[role=alertdialog]" : "";
    return [...document.querySelectorAll(`dialog:modal,[aria-modal=true]${others}`)].some(isVisible);
  }

  if (!document.body || hasModal()) return [];

  const found = new Map();
  for (const element of document.querySelectorAll(HIDDEN)) {
    if (element.parentElement && isHidden(element.parentElement)) continue;
    const texts = page.texts(WORD, { root: element }).filter(isSeen).map(({ text }) => text.replace(/\s+/g, " ").trim());
    if (texts.length) found.set(element, texts);
  }
  for (const [element, text] of generated()) found.set(element, [...(found.get(element) ?? []), text]);
  if (!found.size) return [];
  const heard = announced();
  return Array.from(found, ([target, texts]) => ({
    target,
    facts: { texts: texts.filter((text) => !heard.includes(` ${folded(text)} `)), replaced: isReplaced(target) },
  }));
};
