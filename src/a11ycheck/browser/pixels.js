"use strict";
/*
 * Measures the contrast of text over images, gradients and pseudo-elements, in rendered pixels: images of the
 * text in black and in white show which pixels are text, and what lies behind them.
 */
module.exports = function createPixels(clipping, visibility, motion) {
  const MOST_TEXTS = 3000;
  const MOST_KINDS = 8;
  const LEAST_COVER = 0.1;
  const MOST_COVER = 0.7;
  const LEAST_PIXELS = 12;
  const LONGEST_IMAGE_MS = 500;
  const GRAPHICS = /^(?:img|video|canvas|object|embed|svg)$/;

  const EVERYWHERE = [{ left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity }];

  const isPainted = ({ backgroundColor, backgroundImage }) =>
    backgroundImage !== "none" || !/^rgba\(.*, 0\)$/.test(backgroundColor);

  const meets = (a, b) => a.right > b.left && a.left < b.right && a.bottom > b.top && a.top < b.bottom;

  const PSEUDO = /::?(?:before|after)\b/g;
  let hosts = null;

  /** Call a function with the selector of each style rule that names a pseudo-element; throws where one cannot be read. */
  function eachPseudoSelector(rules, report) {
    for (const rule of rules) {
      if (rule.selectorText?.match(PSEUDO)) report(rule.selectorText);
      if (rule instanceof CSSStyleRule && rule.cssRules?.length) throw new Error("A nested rule.");
      if (rule.styleSheet || rule.cssRules?.length) eachPseudoSelector(rule.styleSheet?.cssRules ?? rule.cssRules, report);
    }
  }

  /** The elements whose pseudo-elements a style may draw; null where a stylesheet cannot be read, so that any may. */
  function findHosts() {
    const found = new Set();
    try {
      for (const { cssRules } of [...document.styleSheets, ...document.adoptedStyleSheets]) {
        eachPseudoSelector(cssRules, (selector) => {
          const named = selector.replace(/(?<before>^|[\s>+~,(])::?(?:before|after)\b/g, "$<before>*").replace(PSEUDO, "");
          for (const element of document.querySelectorAll(named)) found.add(element);
        });
      }
    } catch {
      return null;
    }
    return found;
  }

  function mayHavePseudo(element) {
    hosts ??= { known: findHosts() };
    return hosts.known === null || hosts.known.has(element);
  }

  /** The boxes of the painted pseudo-elements that are placed by a position; EVERYWHERE where they are unknown. */
  function pseudoBoxes(element) {
    const boxes = [];
    for (const name of mayHavePseudo(element) ? ["::before", "::after"] : []) {
      const style = getComputedStyle(element, name);
      if (style.content === "none" || style.position !== "absolute" || !isPainted(style)) continue;
      let holder = element;
      while (holder && getComputedStyle(holder).position === "static") holder = visibility.parentOf(holder);
      const [x, y, width, height] = [style.left, style.top, style.width, style.height].map(Number.parseFloat);
      if (!holder || style.transform !== "none" || Number.isNaN(x + y + width + height)) return EVERYWHERE;
      const outer = holder.getBoundingClientRect();
      const [left, top] = [outer.left + holder.clientLeft + x, outer.top + holder.clientTop + y];
      boxes.push({ left, top, right: left + width, bottom: top + height });
    }
    return boxes;
  }

  /** The elements that lie behind a point of an element, from the top to the bottom. */
  function stackBehind(element, { x, y }) {
    const stack = document.elementsFromPoint(x, y);
    const at = stack.indexOf(element);
    return at < 0 ? [] : stack.slice(at);
  }

  /** What paints more than a colour behind lines of a text, above the first opaque colour; null for nothing. */
  function imageBehind(element, stack, lines) {
    for (const below of stack) {
      if (below !== element && GRAPHICS.test(below.localName)) return below;
      const style = getComputedStyle(below);
      if (style.backgroundImage !== "none") return below;
      if (pseudoBoxes(below).some((box) => lines.some((line) => meets(line, box)))) return below;
      if (style.backgroundColor.startsWith("rgb(")) return null;
    }
    return null;
  }

  const lookOf = ({ localName, classList }) => [localName, ...classList].join(".");

  const isOfOtherHost = (url) => URL.canParse(url) && url.startsWith("http") && new URL(url).origin !== location.origin;

  /** The images of other hosts that an element shows, or draws behind its content. */
  function imagesOf(element) {
    const styles = [null, "::before", "::after"].map((name) => getComputedStyle(element, name).backgroundImage);
    const drawn = styles.flatMap((style) => Array.from(style.matchAll(/url\("(?<url>[^"]+)"\)/g), ({ groups }) => groups.url));
    const { currentSrc, src, poster, data } = element;
    return [currentSrc || src, poster, data, ...drawn].filter((url) => typeof url === "string" && isOfOtherHost(url));
  }

  const missing = new Map();

  /** Whether the browser has no image of a URL; one that the page shows is in its memory. */
  function isMissing(url) {
    if (!missing.has(url)) {
      const { promise, resolve } = Promise.withResolvers();
      const image = new Image();
      image.addEventListener("load", () => resolve(false));
      image.addEventListener("error", () => resolve(true));
      setTimeout(resolve, LONGEST_IMAGE_MS, true);
      image.src = url;
      missing.set(url, promise);
    }
    return missing.get(url);
  }

  /** Whether an image that readers see behind a text is not there, since other hosts are not asked for it. */
  async function lacksImage(stack) {
    const urls = new Set(stack.flatMap(imagesOf));
    return (await Promise.all([...urls].map(isMissing))).includes(true);
  }

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

  /** The first text of each kind over an image, with its lines: {element, same}. */
  function* candidates(kindOf) {
    const reader = clipping.createReader();
    const kinds = new Map();
    let left = MOST_TEXTS;
    for (const { node, element } of clipping.texts(reader, hasBoxesBehind)) {
      left -= 1;
      if (!left) break;
      if (!mayLieOnImage(node, element)) continue;
      const kind = kindOf(element);
      if (!kinds.has(kind)) kinds.set(kind, []);
      if (!kinds.get(kind).includes(element)) kinds.get(kind).push(element);
    }
    for (const elements of [...kinds.values()].slice(0, MOST_KINDS)) yield { element: elements[0], same: elements.length };
  }

  /** Whether any text may lie over an image. */
  function arePossible() {
    for (const { node, element } of clipping.texts(clipping.createReader(), hasBoxesBehind)) {
      if (mayLieOnImage(node, element)) return true;
    }
    return false;
  }

  const painted = new Map();
  const graphicsOf = new Map();

  /** The graphics in an element; many elements have the same parent. */
  function graphicsIn(element) {
    if (!graphicsOf.has(element)) graphicsOf.set(element, [...element.querySelectorAll("img,video,canvas,svg")]);
    return graphicsOf.get(element);
  }

  /** Whether its position brings an element over graphics beside it. */
  function isPlacedOnGraphics(element, { position }) {
    if (position === "static" || !element.parentElement) return false;
    const box = element.getBoundingClientRect();
    return graphicsIn(element.parentElement).some((graphics) => {
      return !element.contains(graphics) && meets(graphics.getBoundingClientRect(), box);
    });
  }

  /** The boxes in which an ancestor paints more than a colour, or stands over graphics, before the first opaque colour. */
  function boxesBehind(element) {
    if (!element) return [];
    if (!painted.has(element)) {
      const style = getComputedStyle(element);
      const isImage = style.backgroundImage !== "none" || isPlacedOnGraphics(element, style);
      const isOpaque = style.backgroundColor.startsWith("rgb(");
      const outer = isImage || isOpaque ? [] : boxesBehind(visibility.parentOf(element));
      painted.set(element, isImage ? EVERYWHERE : [...pseudoBoxes(element), ...outer]);
    }
    return painted.get(element);
  }

  const hasBoxesBehind = (element) => boxesBehind(element).length > 0;

  function mayLieOnImage(node, element) {
    const boxes = boxesBehind(element);
    return clipping.linesOf(node).some((line) => boxes.some((box) => meets(line, box)));
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
    const stack = clip ? stackBehind(element, clip.middle) : [];
    const behind = imageBehind(element, stack, clip?.lines);
    if (!behind || (await lacksImage(stack))) return null;
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

  return { arePossible, examine };
};
