"use strict";
/**
 * The lines of each block with text of both directions, as one string: isolating elements become isolate characters,
 * other inline elements a boundary, and images an object replacement, as in the browser's own bidirectional algorithm.
 */
module.exports = function probe(page, options) {
  const rtl = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
  const strong = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]|[A-Za-z0-9]/u;
  const rootDirection = getComputedStyle(document.documentElement).direction;
  const turned = document.querySelector("[dir=rtl]") !== null;
  if (rootDirection === "ltr" && !turned && !page.mentions(rtl)) return [];
  const OPEN = { rtl: "\u2067", ltr: "\u2066" };

  function isolated(element, style, inside) {
    if (/isolate/.test(style.unicodeBidi)) return `${OPEN[style.direction]}${inside}\u2069`;
    if (style.unicodeBidi === "plaintext") return `\u2068${inside}\u2069`;
    return `\uFDD0${inside}\uFDD0`;
  }

  function lineOf(element) {
    let line = "";
    for (const node of element.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) line += node.data;
      else if (node.nodeType === Node.ELEMENT_NODE) line += lineOfElement(node);
    }
    return line;
  }

  function lineOfElement(element) {
    if (element.localName === "br") return "\n";
    const style = getComputedStyle(element);
    if (style.display === "none" || style.visibility !== "visible") return "";
    // Out-of-flow elements take no part in the order of a line, nor do boxes within it.
    if (style.position === "absolute" || style.position === "fixed" || style.float !== "none") return "";
    if (style.display === "inline") {
      if (element.matches("img,svg,video,object,input,select,textarea,button,iframe,canvas")) return "\uFFFC";
      return isolated(element, style, lineOf(element));
    }
    if (style.display === "contents") return lineOf(element);
    return /^(?:inline|ruby|math)/.test(style.display) ? "\uFFFC" : "\n";
  }

  const found = new Map();
  for (const { element } of page.texts(strong, { machines: true })) {
    const block = page.block(element);
    if (!found.has(block) && !block.matches("textarea,select,input,script,style,noscript,svg *")) {
      const style = getComputedStyle(block);
      const pre = /^(?:pre|break-spaces)/.test(style.whiteSpace);
      const raw = lineOf(block).split("\n");
      const lines = (pre ? raw : raw.join("\n").split(/\n+/)).map((line) => line.replace(/\s+/g, " ").trim());
      const mixed = lines.filter((line) => rtl.test(line) ? /[A-Za-z0-9]/.test(line) || line.includes("\uFDD0") : strong.test(line) && style.direction === "rtl");
      found.set(block, { target: block, facts: { direction: style.unicodeBidi === "plaintext" ? "" : style.direction, pre, lines: mixed.map((line) => line.slice(0, 600)).slice(0, 20) } });
    }
  }
  return [...found.values()].filter(({ facts }) => facts.lines.length).slice(0, options.limit);
};
