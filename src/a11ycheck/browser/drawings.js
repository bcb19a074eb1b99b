"use strict";
/* Boxes that show a drawing, as a map does, or code: what they show lies in two dimensions, whatever element they are. */
module.exports = function createDrawings() {
  // How much of its box a drawing fills, and how many tiles it is made of, at least.
  const LEAST_FILLED = 0.5;
  const LEAST_LAYER = 0.9;
  const LEAST_TILES = 4;

  /** How much of a box the elements at each place in it fill. */
  function shares(elements, box) {
    const places = new Map();
    for (const element of elements) {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const width = Math.min(right, box.right) - Math.max(left, box.left);
      const height = Math.min(bottom, box.bottom) - Math.max(top, box.top);
      if (width > 0 && height > 0) places.set(`${Math.round(left)} ${Math.round(top)}`, width * height);
    }
    return [...places.values()].map((area) => area / (box.width * box.height));
  }

  const isPlaced = (element) => getComputedStyle(element).position === "absolute";

  /** Whether a canvas is one of the layers that fill a box: with what lies over it, it is one drawing, as a chart is. */
  function isLayered(element) {
    const { children } = element.shadowRoot ?? element;
    const layers = [...children].filter((child) => child.localName === "canvas" && isPlaced(child));
    return layers.length > 0 && shares(layers, element.getBoundingClientRect()).some((share) => share >= LEAST_LAYER);
  }

  /** Whether a canvas fills a box that cuts off by itself, or tiles side by side do: images that are placed in it. */
  function isDrawing(element) {
    if (isLayered(element)) return true;
    if (getComputedStyle(element).overflowX === "visible") return false;
    const box = element.getBoundingClientRect();
    if (shares(element.querySelectorAll("canvas"), box).some((share) => share >= LEAST_FILLED)) return true;
    const placed = [...element.querySelectorAll("img")].filter(isPlaced);
    const tiles = shares(placed, box).filter((share) => share < LEAST_FILLED);
    return tiles.length >= LEAST_TILES && tiles.reduce((sum, share) => sum + share, 0) >= LEAST_FILLED;
  }

  /** Whether an element is a box of code, such as a line of it. */
  function isCode(element) {
    const { whiteSpace, fontFamily, display } = getComputedStyle(element);
    return whiteSpace === "pre" && fontFamily.endsWith("monospace") && !/^(?:inline|contents)/.test(display) && element.innerText.trim() !== "";
  }

  return { isCode, isDrawing, isLayered };
};
