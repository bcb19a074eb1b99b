"use strict";
/*
 * Whether styles alone show that something of an element is drawn in another way: a colour that nothing is drawn in, or
 * that lies under something else, shows nothing.
 */
module.exports = function createStyleChanges(visibility, { backdropsOf, isClear, isPlain }) {
  const MOST_TEXTS = 8;
  const LEAST_SIZE = 4;
  const OPAQUE = 0.9;
  const SIDES = ["Top", "Bottom"];
  const READ = [
    "backgroundColor", "textDecorationLine", ...SIDES.flatMap((side) => ["Color", "Style", "Width"].map((part) => `border${side}${part}`)),
  ];

  const colourOf = (text) => getComputedStyle(text.parentElement).webkitTextFillColor;

  /** The first texts of an element. */
  function textsOf(element) {
    const texts = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (texts.length < MOST_TEXTS && walker.nextNode()) {
      if (/\S/.test(walker.currentNode.data)) texts.push(walker.currentNode);
    }
    return texts;
  }

  /** The styles of an element now, to compare them later. */
  function read(element) {
    const style = getComputedStyle(element);
    const texts = textsOf(element).map((text) => ({ text, colour: colourOf(text) }));
    return { texts, ...Object.fromEntries(READ.map((name) => [name, style[name]])) };
  }

  /** Whether a text is drawn in the box of its element, and not away from it for screen readers alone. */
  function isDrawn(text) {
    const range = document.createRange();
    range.selectNodeContents(text);
    const { left, right, top, bottom } = range.getBoundingClientRect();
    const box = text.parentElement.getBoundingClientRect();
    const width = Math.min(right, box.right) - Math.max(left, box.left);
    const height = Math.min(bottom, box.bottom) - Math.max(top, box.top);
    return width >= LEAST_SIZE && height >= LEAST_SIZE && isPlain(text.parentElement);
  }

  /** Whether the underline of an element goes on under a text in it: none does in a box of its own in the line. */
  function isDecorated(text, element) {
    for (let node = text.parentElement; node !== element; node = node.parentElement) {
      const { display, float, position } = getComputedStyle(node);
      if (!/^(?:inline|block|contents|list-item)$/.test(display) || float !== "none" || /absolute|fixed/.test(position)) return false;
    }
    return true;
  }

  /** Whether the background of an element is what is seen at any point of it. */
  function showsBackground(element) {
    if (getComputedStyle(element).backgroundImage !== "none") return false;
    const isOpaque = (other) => visibility.opacityOf(other) >= OPAQUE;
    return visibility.pointsIn(element).some(({ x, y }) => {
      const stack = element.getRootNode().elementsFromPoint(x, y);
      const at = stack.indexOf(element);
      return at >= 0 && !stack.slice(0, at).some(isOpaque);
    });
  }

  /** Whether two colours of the background of an element differ, as they show over what is behind it. */
  function isRepainted(element, before, after) {
    if (before === after || (isClear(before) && isClear(after))) return false;
    const behind = backdropsOf(visibility.parentOf(element))?.[0];
    const [old, now] = [before, after].map((colour) => (isClear(colour) ? behind : colour));
    return old !== now;
  }

  /** Whether a style of an element that is seen for certain differs from what was read. */
  function areSeen(element, before) {
    const after = read(element);
    const isPainted = (one, other) => one !== other && !(isClear(one) && isClear(other));
    if (isRepainted(element, before.backgroundColor, after.backgroundColor) && showsBackground(element)) return true;
    if (before.texts.some(({ text, colour }) => isPainted(colour, colourOf(text)) && isDrawn(text))) return true;
    const isOtherLine = before.textDecorationLine !== after.textDecorationLine;
    if (isOtherLine && before.texts.some(({ text }) => isDecorated(text, element) && isDrawn(text))) return true;
    return SIDES.some((side) => {
      const [width, style, colour] = ["Width", "Style", "Color"].map((part) => `border${side}${part}`);
      return Number.parseFloat(after[width]) > 0 && after[style] !== "none" && isPainted(before[colour], after[colour]);
    });
  }

  return { areSeen, read };
};
