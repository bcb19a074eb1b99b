"use strict";
/** Paragraphs and lines of the main content that consist of bold text, and what follows each. */
module.exports = function probe(page) {
  const APART = "li,td,th,blockquote,figure,figcaption,dd,dt,nav,header,footer,aside,details,form,label,a,button,[role]:not(main,[role=main])";
  const isBold = (element) => {
    if (!element.matches("p") || element.querySelector("img,svg,br,a,code,input,button,slot")) return false;
    const [only, ...others] = [...element.childNodes].filter((node) => /\S/.test(node.textContent));
    return others.length === 0 && only instanceof Element && only.matches("b,strong");
  };
  const FIGURE = "img,svg,object,video,canvas,math,table,pre";
  const hasFigure = (element) => element.matches(FIGURE) || element.querySelector(FIGURE) !== null;
  const isEmpty = (element) => !/\S/.test(element.textContent) && !hasFigure(element);
  /** Whether a part of the page holds nothing but a line and what the line is the caption of. */
  function isOfFigure(element) {
    let hasOthers = false;
    for (const other of element.parentNode.children) {
      if (other === element || isEmpty(other)) continue;
      if (!hasFigure(other)) return false;
      hasOthers = true;
    }
    return hasOthers;
  }
  function next(element) {
    if (isOfFigure(element)) return "figure";
    const found = element.nextElementSibling;
    if (!found) return "";
    if (isBold(found)) return "emphasis";
    return found.matches("h1,h2,h3,h4,h5,h6,section,article") ? "section" : found.matches("hr") ? "transition" : "paragraph";
  }
  // --- lines outside paragraphs: in a box of their own, or between breaks ------------------------------------

  const LEAST = 40;
  const MOST = 100;
  const INLINE = "font,span,big,u,i,em";
  const isWritten = (node) =>
    node instanceof Element ? !node.matches("script,style,template") : node.nodeType === Node.TEXT_NODE && /\S/.test(node.data);
  const isBreak = (node) => node instanceof Element && node.matches("br");
  const isBox = (node) => node instanceof Element && /^(?:block|table|list-item|flow-root)$/.test(getComputedStyle(node).display);

  /** The nodes on one side of another, without white space. */
  function* beside(node, side) {
    for (let other = node[side]; other; other = other[side]) if (isWritten(other)) yield other;
  }
  const isAlone = (node) => ["previousSibling", "nextSibling"].every((side) => beside(node, side).next().done);

  /** A bold text, with the inline elements around it that contain nothing else. */
  function lineOf(bold) {
    let line = bold;
    while (line.parentElement.matches(INLINE) && isAlone(line)) line = line.parentElement;
    return line;
  }

  /** Whether a line begins where a part of the text does, and two breaks end it. */
  function isBetweenBreaks(line) {
    const [after, afterThat] = beside(line, "nextSibling");
    if (!isBreak(after) || !isBreak(afterThat)) return false;
    const [before, beforeThat] = beside(line, "previousSibling");
    const isStart = (node) => !node || isBox(node);
    return isStart(before) || (isBreak(before) && (isBreak(beforeThat) || isStart(beforeThat)));
  }

  /** The text behind a line up to the next break, unless it begins in bold. */
  function textAfter(line) {
    let found = "";
    for (const node of beside(line, "nextSibling")) {
      if (isBreak(node) && !found) continue;
      if (node instanceof Element && node.matches("p") && !found) return isBold(node) ? "" : page.text(node);
      if (isBreak(node) || (node instanceof Element && (isBox(node) || (!found && hasBold(node))))) break;
      found += node.textContent;
    }
    return found.trim();
  }
  const hasBold = (element) => element.matches("b,strong") || element.querySelector("b,strong") !== null;
  /** Whether a line may be the caption of what is beside it. */
  function isCaption(line) {
    const before = line.previousElementSibling;
    return isOfFigure(line) || (before !== null && hasFigure(before));
  }

  const lines = [...document.querySelectorAll("b,strong")]
    .filter((bold) => !bold.querySelector("img,svg,br,a,code,input,button,b,strong"))
    .map(lineOf)
    .map((line) => (line.parentElement.matches("div,center") && isAlone(line) ? line.parentElement : line))
    .filter((line) => line.matches("div,center") || isBetweenBreaks(line))
    .filter((line) => page.inMain(line) && page.isShown(line) && page.closest(line, APART) === null)
    .filter((line) => textAfter(line).length >= LEAST)
    .slice(0, MOST)
    .map((target) => ({ target, facts: { text: page.text(target).slice(0, 120), next: isCaption(target) ? "figure" : "paragraph" } }));

  const paragraphs = page.all("p > b:only-child,p > strong:only-child")
    .map((bold) => bold.parentElement)
    .filter((target) => isBold(target) && page.inMain(target) && page.isShown(target))
    .filter((target) => page.closest(target, APART) === null)
    .map((target) => ({ target, facts: { text: page.text(target).slice(0, 120), next: next(target) } }));
  return [...paragraphs, ...lines];
};
