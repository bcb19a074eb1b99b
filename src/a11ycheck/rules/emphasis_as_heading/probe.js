"use strict";
/** Paragraphs of the main content that consist of bold text, and what follows each. */
module.exports = function probe(page) {
  const APART = "li,td,th,blockquote,figure,figcaption,dd,dt,nav,header,footer,aside,details,form,label,a,button,[role]:not(main,[role=main])";
  const isBold = (element) => {
    if (!element.matches("p") || element.querySelector("img,svg,br,a,code,input,button")) return false;
    const [only, ...others] = [...element.childNodes].filter((node) => /\S/.test(node.textContent));
    return others.length === 0 && only instanceof Element && only.matches("b,strong");
  };
  const FIGURE = "img,svg,object,video,canvas,math,table,pre";
  const isEmpty = (element) => !/\S/.test(element.textContent) && !element.matches(FIGURE) && !element.querySelector(FIGURE);
  /** Whether a part of the page holds nothing but a line and what the line is the caption of. */
  function isOfFigure(element) {
    const others = [...element.parentElement.children].filter((other) => other !== element && !isEmpty(other));
    return others.length > 0 && others.every((other) => other.matches(FIGURE) || other.querySelector(FIGURE));
  }
  function next(element) {
    if (isOfFigure(element)) return "figure";
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
