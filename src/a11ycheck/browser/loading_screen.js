"use strict";
/*
 * Finds what lies over the whole window until scripts take it away, such as a white box with a spinner: readers see nothing
 * of the page below it.
 */
module.exports = function createLoadingScreen() {
  // What readers are to read or to operate is a dialog, not a loading screen.
  const MOST_CHARACTERS = 100;
  const OPERATED = "a[href],button,input,select,textarea,iframe,video,canvas";
  const MOST_TEXTS = 20;
  // A body with a margin moves what has no place of its own.
  const [NEAR, FAR] = [0.05, 0.95];

  const above = (node) => node.parentElement ?? node.getRootNode().host ?? null;

  function isOverWindow(element) {
    if (!/^(?:fixed|absolute)$/.test(getComputedStyle(element).position)) return false;
    if (!element.checkVisibility({ opacityProperty: true })) return false;
    const { left, top, right, bottom } = element.getBoundingClientRect();
    const isAcross = left <= innerWidth * NEAR && right >= innerWidth * FAR;
    return isAcross && top <= innerHeight * NEAR && bottom >= innerHeight * FAR;
  }

  function layerAt(x, y) {
    let node = document.elementFromPoint(x, y);
    while (node && !isOverWindow(node)) node = above(node);
    return node && !node.contains(document.body) ? node : null;
  }

  const hasBackground = ({ backgroundColor, backgroundImage }) =>
    backgroundImage !== "none" || !/^rgba\(.*, 0(?:\.[0-4]\d*)?\)$/.test(backgroundColor);

  /** Whether a layer, or what it holds there, has a background at a point. */
  function isPaintedAt(layer, x, y) {
    let node = document.elementFromPoint(x, y);
    if (!layer.contains(node)) return false;
    while (node !== layer && !hasBackground(getComputedStyle(node))) node = above(node);
    return hasBackground(getComputedStyle(node));
  }

  /** The places of the first texts of some elements that are on the screen. */
  function* textPoints(elements) {
    let left = MOST_TEXTS;
    for (const element of elements) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
      for (let text = walker.nextNode(); text && left; text = walker.nextNode()) {
        if (!/\S/.test(text.data) || !text.parentElement.checkVisibility({ visibilityProperty: true })) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        const { left: start, top, width, height } = range.getBoundingClientRect();
        const [x, y] = [start + width / 2, top + height / 2];
        if (!width || x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
        left -= 1;
        yield { text, x, y };
      }
    }
  }

  /** Whether nothing of the texts in some elements can be seen for a layer over the window. */
  return function isDrawn(elements) {
    const layer = layerAt(innerWidth / 2, innerHeight / 2);
    if (!layer || layer.querySelector(OPERATED) || layer.textContent.trim().length > MOST_CHARACTERS) return false;
    const isPainted = (across, down) => isPaintedAt(layer, innerWidth * across, innerHeight * down);
    if (![NEAR, FAR].every((across) => isPainted(across, NEAR) && isPainted(across, FAR))) return false;
    const texts = [...textPoints(elements)].filter(({ text }) => !layer.contains(text));
    return texts.length > 0 && texts.every(({ x, y }) => layer.contains(document.elementFromPoint(x, y)));
  };
};
