"use strict";
/**
 * The lines of each block with text of both directions, as one string: isolating elements become isolate characters,
 * other inline elements a boundary, and images an object replacement, as in the browser's own bidirectional algorithm.
 * The lines of code are between two marks of their own.
 */
module.exports = function probe(page, options) {
  const rtl = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
  const strong = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]|[A-Za-z0-9]/u;
  const rootDirection = getComputedStyle(document.documentElement).direction;
  const turned = document.querySelector("[dir=rtl]") !== null;
  if (rootDirection === "ltr" && !turned && !page.mentions(rtl)) return [];
  const OPEN = { rtl: "\u2067", ltr: "\u2066" };
  const CODE = "code,pre,kbd,samp,tt";
  const isCode = (element) => page.closest(element, CODE) !== null;
  const asCode = (text) => text.replace(/[^\n]+/g, "\uFDD1$&\uFDD2");

  function isolated(element, style, text) {
    const isOutermost = element.matches(CODE) && !isCode(page.above(element));
    const inside = isOutermost ? asCode(text) : text;
    if (/isolate/.test(style.unicodeBidi)) return `${OPEN[style.direction]}${inside}\u2069`;
    if (style.unicodeBidi === "plaintext") return `\u2068${inside}\u2069`;
    return isOutermost ? inside : `\uFDD0${inside}\uFDD0`;
  }

  function lineOf(element, pre) {
    let line = "";
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) line += pre ? node.data : node.data.replace(/\s+/g, " ");
      else if (node.nodeType === Node.ELEMENT_NODE) line += lineOfElement(node, pre);
    }
    return line;
  }

  function lineOfElement(element, pre) {
    if (element.localName === "br") return "\n";
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility !== "visible") return "";
    // Out-of-flow elements take no part in the order of a line, nor do boxes within it.
    if (style.position === "absolute" || style.position === "fixed" || style.float !== "none") return "";
    if (style.display === "inline") {
      if (element.matches("img,svg,video,object,input,select,textarea,button,iframe,canvas")) return "\uFFFC";
      return isolated(element, style, lineOf(element, pre));
    }
    if (style.display === "contents") return lineOf(element, pre);
    return /^(?:inline|ruby|math)/.test(style.display) ? "\uFFFC" : "\n";
  }

  const found = new Map();
  for (const { element } of page.texts(strong, { machines: true })) {
    const block = page.block(element);
    if (!found.has(block) && !block.matches("textarea,select,input,script,style,noscript,svg *")) {
      const style = getComputedStyle(block);
      const pre = /^(?:pre|break-spaces)/.test(style.whiteSpace);
      const raw = lineOf(block, pre);
      const text = style.direction === "rtl" && isCode(block) ? asCode(raw) : raw;
      const lines = text.split("\n").map((line) => line.replace(/\s+/g, " ").trim());
      const mixed = lines.filter((line) => rtl.test(line) ? /[A-Za-z0-9\uFDD0\uFDD1]/.test(line) : strong.test(line) && style.direction === "rtl");
      found.set(block, { target: block, facts: { direction: style.unicodeBidi === "plaintext" ? "" : style.direction, pre, lines: mixed.map((line) => line.slice(0, 1200)).slice(0, 20) } });
    }
  }
  return [...found.values()].filter(({ facts }) => facts.lines.length).slice(0, options.limit);
};
