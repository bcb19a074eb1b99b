"use strict";
/**
 * How many texts something can clip, and each element whose text is clipped, with how far and by what; and texts that are
 * drawn over each other.
 */
module.exports = function probe(page, options) {
  const WORDS = /[\p{L}\p{N}]{2}/u;
  const MOST_TEXTS = 3000;
  // Of the font size: half the height of capital letters.
  const HALF_GLYPH = 0.36;
  const LEAST_ACROSS = 8;
  const LEAST_DOWN = 0.5;

  const sizeOf = (element) => Number.parseFloat(getComputedStyle(element).fontSize);

  /** The boxes of the letters of a text, without the room of their lines. */
  function glyphsOf({ node, element, text }) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const half = sizeOf(element) * HALF_GLYPH;
    return Array.from(range.getClientRects(), ({ left, right, top, bottom }) => {
      const middle = (top + bottom) / 2;
      // A text right in the host of a shadow root is laid out, and drawn, in a slot.
      const holder = node.assignedSlot ?? element;
      return { element, holder, text: text.trim(), left, right, top: middle - half, bottom: middle + half };
    });
  }

  function overlap(a, b) {
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    return across >= LEAST_ACROSS && down >= LEAST_DOWN * Math.min(a.bottom - a.top, b.bottom - b.top);
  }

  const isUnpainted = ({ backgroundColor, backgroundImage }) =>
    backgroundImage === "none" && /^(?:rgba\(.*, 0\)|transparent)$/.test(backgroundColor);

  /** Whether the letters in a box are drawn where they are, and stay there; up to `common`, nothing is painted behind them. */
  function isDrawn({ holder, ...box }, common) {
    if (!getComputedStyle(holder).color.startsWith("rgb(")) return false;
    let isInside = true;
    for (const at of page.outwards(holder)) {
      const style = getComputedStyle(at);
      isInside &&= at !== common;
      if (isInside && !isUnpainted(style)) return false;
      const isPlain = style.opacity === "1" && style.clipPath === "none" && style.animationName === "none";
      if (!isPlain || /fixed|sticky/.test(style.position) || Number(style.zIndex) < 0) return false;
      if (style.overflow === "visible" || at === document.body || at === document.documentElement) continue;
      const outer = at.getBoundingClientRect();
      if (box.right > outer.right || box.left < outer.left || box.bottom > outer.bottom || box.top < outer.top) return false;
    }
    return true;
  }

  function isReadThrough(a, b) {
    const around = new Set(page.outwards(b.holder));
    const common = page.outwards(a.holder).find((element) => around.has(element));
    return isDrawn(a, common) && isDrawn(b, common);
  }

  /** The elements whose text another text is drawn over: {target, facts: {other}}. */
  function* overdrawn() {
    const shown = page.drawnTexts(WORDS).filter(({ element }) => page.isShown(element));
    const boxes = shown.slice(0, MOST_TEXTS).flatMap(glyphsOf).toSorted((a, b) => a.top - b.top);
    const seen = new Set();
    for (const [index, box] of boxes.entries()) {
      for (let next = index + 1; next < boxes.length && boxes[next].top < box.bottom; next += 1) {
        const other = boxes[next];
        // The same words twice are an effect.
        if (other.element === box.element || other.text === box.text || !overlap(box, other)) continue;
        const isOver = other.element.compareDocumentPosition(box.element) & Node.DOCUMENT_POSITION_FOLLOWING;
        const [upper, lower] = isOver ? [box.element, other.element] : [other.element, box.element];
        if (seen.has(upper) || !isReadThrough(box, other)) continue;
        seen.add(upper);
        yield { target: upper, facts: { other: page.labelOf(lower) } };
      }
    }
  }

  const { texts, clipped } = page.clippedTexts(options);
  const over = [...overdrawn()].slice(0, options.limit);
  const whole = { target: document.documentElement, facts: { texts } };
  return texts || over.length ? [whole, ...clipped, ...over] : [];
};
