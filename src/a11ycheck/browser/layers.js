"use strict";
/*
 * The colours of an element and of what is behind it, in sRGB. Stylesheets name colours in any colour space, which
 * computed styles keep (`oklch()`, `color-mix()`).
 */
module.exports = function createLayers(canvasColour) {
  const above = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const painted = new Map();
  let pen = null;

  /** A colour as a canvas of one pixel shows it. */
  function paint(colour) {
    pen ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  function partsOf(colour) {
    if (/^rgba?\(/.test(colour)) return colour.match(/[\d.]+/g).map(Number);
    if (!painted.has(colour)) painted.set(colour, paint(colour));
    return painted.get(colour);
  }

  /** A computed colour as `rgb()` if it is opaque, else as `rgba()`; `opacity` is that of the element. */
  function sRgb(colour, opacity = 1) {
    const [red, green, blue, own = 1] = partsOf(colour);
    const alpha = Number((own * opacity).toFixed(3));
    return alpha === 1 ? `rgb(${red}, ${green}, ${blue})` : `rgba(${red}, ${green}, ${blue}, ${alpha})`;
  }

  /** Whether nothing of a colour in sRGB is seen. */
  const isClear = (colour) => colour.startsWith("rgba(") && colour.endsWith(", 0)");

  /** The colours from an element to the first opaque one, the uppermost first; null where an image is among them. */
  function layersFrom(element) {
    const colours = [];
    for (let node = element; node; node = above(node)) {
      const { backgroundColor, backgroundImage, opacity } = getComputedStyle(node);
      if (backgroundImage !== "none" || opacity !== "1") return null;
      const colour = sRgb(backgroundColor);
      if (!isClear(colour)) colours.push(colour);
      if (colour.startsWith("rgb(")) return colours;
    }
    return [...colours, canvasColour()];
  }

  return { isClear, layersFrom, sRgb };
};
