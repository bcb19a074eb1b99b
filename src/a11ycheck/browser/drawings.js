"use strict";
/* Boxes that show a drawing, as a map does: what they show lies in two dimensions, whatever element they are. */
module.exports = function createDrawings() {
  // How much of its box a drawing fills, and how many tiles it is made of, at least.
  const LEAST_FILLED = 0.5;
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

  /** Whether a canvas fills a box that cuts off by itself, or tiles side by side do: images that are placed in it. */
  function isDrawing(element) {
    if (getComputedStyle(element).overflowX === "visible") return false;
    const box = element.getBoundingClientRect();
    if (shares(element.querySelectorAll("canvas"), box).some((share) => share >= LEAST_FILLED)) return true;
    const placed = [...element.querySelectorAll("img")].filter((image) => getComputedStyle(image).position === "absolute");
    const tiles = shares(placed, box).filter((share) => share < LEAST_FILLED);
    return tiles.length >= LEAST_TILES && tiles.reduce((sum, share) => sum + share, 0) >= LEAST_FILLED;
  }

  return { isDrawing };
};
