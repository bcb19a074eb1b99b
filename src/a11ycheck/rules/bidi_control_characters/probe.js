"use strict";
/** Texts and attributes with bidirectional control characters. */
module.exports = function probe(page) {
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
  return found.map(({ target, where, text }) => ({ target, facts: { where, text: text.slice(0, 2000) } }));
};
