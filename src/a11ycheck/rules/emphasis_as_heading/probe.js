"use strict";
/** Paragraphs of the main content that consist of bold text, and what follows each. */
module.exports = function probe(page) {
  const APART = "li,td,th,blockquote,figure,figcaption,dd,dt,nav,header,footer,aside,details,form,label,a,button,[role]:not(main,[role=main])";
  const isBold = (element) => {
    if (!element.matches("p") || element.querySelector("img,svg,br,a,code,input,button")) return false;
    const [only, ...others] = [...element.childNodes].filter((node) => /\S/.test(node.textContent));
    return others.length === 0 && only instanceof Element && only.matches("b,strong");
  };
  function next(element) {
    const found = element.nextElementSibling;
    if (!found) return "";
    if (isBold(found)) return "emphasis";
    return found.matches("h1,h2,h3,h4,h5,h6,section,article") ? "section" : found.matches("hr") ? "transition" : "paragraph";
  }
  return [...document.querySelectorAll("p > b:only-child,p > strong:only-child")]
    .map((bold) => bold.parentElement)
    .filter((target) => isBold(target) && page.inMain(target) && page.isShown(target))
    .filter((target) => page.closest(target, APART) === null)
    .map((target) => ({ target, facts: { text: page.text(target).slice(0, 120), next: next(target) } }));
};
