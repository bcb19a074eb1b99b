"use strict";
/*
 * Finds the texts that may lie over more than a colour: an image, a gradient, graphics, or a painted pseudo-element.
 */
module.exports = function createImageBackdrops(clipping, visibility) {
  const MOST_TEXTS = 3000;
  const LONGEST_IMAGE_MS = 500;
  const GRAPHICS = /^(?:img|video|canvas|object|embed|svg)$/;
  const PSEUDO = /::?(?:before|after)\b/g;
  const EVERYWHERE = [{ left: -Infinity, top: -Infinity, right: Infinity, bottom: Infinity }];

  const isPainted = ({ backgroundColor, backgroundImage }) =>
    backgroundImage !== "none" || !/^rgba\(.*, 0\)$/.test(backgroundColor);

  const meets = (a, b) => a.right > b.left && a.left < b.right && a.bottom > b.top && a.top < b.bottom;

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

  /** The first part of a stack that paints more than a colour behind lines, above the first opaque colour; null for none. */
  function firstImage(stack, lines) {
    for (const [depth, below] of stack.entries()) {
      if (depth > 0 && GRAPHICS.test(below.localName)) return below;
      const style = getComputedStyle(below);
      if (style.backgroundImage !== "none") return below;
      if (pseudoBoxes(below).some((box) => lines.some((line) => meets(line, box)))) return below;
      if (style.backgroundColor.startsWith("rgb(")) return null;
    }
    return null;
  }

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

  /**
   * What paints more than a colour behind the lines of an element's text, above the first opaque colour; null for nothing,
   * and where readers see an image that the browser does not have. `middle` is a point of the text.
   */
  async function imageBehind(element, { middle, lines }) {
    const stack = stackBehind(element, middle);
    const image = firstImage(stack, lines);
    return image && !(await lacksImage(stack)) ? image : null;
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

  /** The elements of texts that may lie over an image, once for each text. */
  function* textsOnImages() {
    let left = MOST_TEXTS;
    for (const { node, element } of clipping.texts(clipping.createReader(), hasBoxesBehind)) {
      left -= 1;
      if (!left) return;
      if (mayLieOnImage(node, element)) yield element;
    }
  }

  return { imageBehind, textsOnImages };
};
