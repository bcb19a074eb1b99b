"use strict";
/** Texts and attributes with bidirectional control characters; and texts whose order a style or `bdo` overrides. */
module.exports = function probe(page) {
  const turned = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]{2}/u;

  /** The element that has a text drawn in the order in which it is stored, as before browsers ordered text; null for none. */
  function holderOf(element) {
    for (let box = element; box; box = page.above(box)) {
      const style = getComputedStyle(box);
      if (style.webkitRtlOrdering === "visual") return box;
      if (style.unicodeBidi.includes("override")) return style.direction === "ltr" ? box : null;
      // What is isolated or embedded has an order of its own, and so has a block.
      if (style.unicodeBidi !== "normal" || !/^(?:inline|contents)$/.test(style.display)) return null;
    }
    return null;
  }

  /** The texts of right-to-left letters that are drawn in stored order, at the element where the style starts. */
  function overridden() {
    if (!page.mentions(turned)) return [];
    const held = page
      .texts(turned)
      .map(({ element, text }) => ({ element: holderOf(element), text }))
      .filter(({ element }) => element);
    const read = (style) => [style.unicodeBidi, style.direction, style.webkitRtlOrdering].join(" ");
    const joined = (texts) => texts.map(({ text }) => text.trim()).join(" ");
    return page.regions(held, read).map(({ target, texts }) => ({ target, where: "override", text: joined(texts) }));
  }

  const controls = /[\u202A-\u202E\u2066-\u2069]/u;
  const inCode = /[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/u;
  const NAMES = ["alt", "title", "aria-label", "aria-description", "placeholder"];
  const found = [];
  if (page.mentions(inCode)) {
    const blocks = new Map();
    for (const { element } of page.texts(inCode, { machines: true })) {
      const code = page.closest(element, "code,pre,kbd,samp");
      blocks.set(code ?? page.block(element), code ? "code" : "text");
    }
    for (const [target, where] of blocks) {
      const text = target.textContent;
      if ((where === "code" ? inCode : controls).test(text)) found.push({ target, where, text });
    }
    if (controls.test(document.title)) {
      found.push({ target: document.querySelector("title"), where: "title", text: document.title });
    }
  }
  for (const name of NAMES) {
    for (const target of page.all(`[${name}]`)) {
      const text = target.getAttribute(name);
      if (controls.test(text)) found.push({ target, where: name, text });
    }
  }
  return [...found, ...overridden()].map(({ target, where, text }) => ({ target, facts: { where, text: text.slice(0, 2000) } }));
};
