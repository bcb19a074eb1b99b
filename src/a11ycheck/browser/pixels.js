"use strict";
/*
 * Measures the contrast of text over images, gradients and pseudo-elements, in rendered pixels: images of the
 * text in black and in white show which pixels are text, and what lies behind them.
 */
module.exports = function createPixels(backdrops, { clipping, visibility, motion }) {
  const MOST_KINDS = 8;
  const LEAST_COVER = 0.1;
  const MOST_COVER = 0.7;
  const LEAST_PIXELS = 12;

  const lookOf = ({ localName, classList }) => [localName, ...classList].join(".");

  /** Whether the text has one plain colour: no shadow, stroke or blending changes it. */
  function isPlainText(element) {
    for (let node = element; node; node = visibility.parentOf(node)) {
      const { opacity, mixBlendMode, filter } = getComputedStyle(node);
      if (opacity !== "1" || mixBlendMode !== "normal" || filter !== "none") return false;
    }
    const { textShadow, webkitTextStrokeWidth, backgroundClip, color, webkitTextFillColor } = getComputedStyle(element);
    if (textShadow !== "none" || webkitTextStrokeWidth !== "0px" || backgroundClip.includes("text")) return false;
    return color.startsWith("rgb(") && webkitTextFillColor === color;
  }

  const INACTIVE = ":disabled,[aria-disabled=true],[inert]";

  /** Whether the text is that of an inactive control, or labels one, which WCAG 1.4.3 exempts. */
  function isInactive(element) {
    if (element.closest(INACTIVE) || element.closest("label")?.control?.closest(INACTIVE)) return true;
    for (let node = element; node; node = node.parentElement) {
      if (node.id && document.querySelector(`[aria-labelledby~="${CSS.escape(node.id)}"]:is(${INACTIVE})`)) return true;
    }
    return false;
  }

  /** The first text of each kind over an image, with the number of elements of its kind: {element, same}. */
  function candidates(kindOf) {
    const kinds = new Map();
    for (const element of backdrops.textsOnImages()) {
      const kind = kindOf(element);
      if (!kinds.has(kind)) kinds.set(kind, new Set());
      kinds.get(kind).add(element);
    }
    return Array.from(kinds.values(), ([element, ...others]) => ({ element, same: others.length + 1 })).slice(0, MOST_KINDS);
  }

  async function decode(base64) {
    const bytes = Uint8Array.from(atob(base64), (character) => character.codePointAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext("2d");
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height).data;
  }

  const linear = (value) => (value <= 10.31475 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4);
  const luminance = (red, green, blue) => 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const contrast = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);

  /**
   * The contrasts of a colour with what lies behind each pixel at the edge of the text, in ascending order. The text was
   * drawn in black and in white: the difference is how much of a pixel it covers, and black text leaves the rest.
   */
  function contrasts(black, white, colour) {
    const text = luminance(...colour);
    const found = [];
    for (let index = 0; index < black.length; index += 4) {
      const cover = (white[index + 1] - black[index + 1]) / 255;
      if (cover < LEAST_COVER || cover > MOST_COVER) continue;
      const behind = [0, 1, 2].map((part) => Math.min(255, black[index + part] / (1 - cover)));
      found.push(contrast(text, luminance(...behind)));
    }
    return found.toSorted((a, b) => a - b);
  }

  /** Draw the text of an element in a colour. */
  function paint(element, colour) {
    for (const name of ["color", "-webkit-text-fill-color", "text-decoration-color"]) {
      element.style.setProperty(name, colour, "important");
    }
    element.style.setProperty("transition", "none", "important");
    return motion.frames(2);
  }

  function restore(element, style) {
    // Chromium removes the attribute only after it has written it.
    element.getAttribute("style");
    if (style === null) element.removeAttribute("style");
    else element.setAttribute("style", style);
  }

  function clipAround(element) {
    const lines = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && /\S/.test(node.data)).flatMap(clipping.linesOf);
    const seen = lines.filter(({ top, bottom, left, right }) => top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth);
    if (!seen.length) return null;
    const left = Math.floor(Math.min(...seen.map((line) => line.left)));
    const top = Math.floor(Math.min(...seen.map((line) => line.top)));
    const width = Math.ceil(Math.max(...seen.map((line) => line.right))) - left;
    const height = Math.ceil(Math.max(...seen.map((line) => line.bottom))) - top;
    const middle = { x: seen[0].left + seen[0].width / 2, y: seen[0].top + seen[0].height / 2 };
    return { area: { x: left + scrollX, y: top + scrollY, width, height, scale: 1 }, middle, lines: seen };
  }

  async function* measure(element) {
    element.scrollIntoView({ block: "center", behavior: "instant" });
    const clip = clipAround(element);
    const behind = clip && (await backdrops.imageBehind(element, clip));
    if (!behind) return null;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const colour = color.match(/[\d.]+/g).map(Number);
    const style = element.getAttribute("style");
    await paint(element, "#000");
    const black = await decode(yield { pixels: clip.area });
    await paint(element, "#fff");
    const white = await decode(yield { pixels: clip.area });
    restore(element, style);
    const found = contrasts(black, white, colour);
    if (found.length < LEAST_PIXELS) return null;
    const at = (share) => Math.floor(found[Math.min(found.length - 1, Math.floor(found.length * share))] * 100) / 100;
    const kind = { size: Number.parseFloat(fontSize), weight: Number(fontWeight), colour: color, behind: lookOf(behind) };
    return { low: at(0.01), middle: at(0.5), high: at(0.99), ...kind };
  }

  /** The contrast of each kind of text over an image: {target, facts: {low, middle, high, size, weight, colour, behind, same}}. */
  async function* examine(kindOf) {
    const results = [];
    for (const { element, same } of candidates(kindOf)) {
      if (isInactive(element) || !isPlainText(element)) continue;
      const found = yield* measure(element);
      if (found) results.push({ target: element, facts: { ...found, same } });
    }
    scrollTo(0, 0);
    return results;
  }

  const arePossible = () => !backdrops.textsOnImages().next().done;

  return { arePossible, examine };
};
