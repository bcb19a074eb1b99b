"use strict";
/*
 * What Chromium or a stylesheet draws around an element with the focus, or in it: an outline, or a caret.
 */
module.exports = function createFocusMarks(visibility, canvasColour) {
  const LEAST_SIZE = 4;
  const LEAST_ALPHA = 0.2;
  const LIGHT_CANVAS = "rgb(255, 255, 255)";
  const TEXT_FIELD =
    "textarea,select,input:not([type]),input:is([type=text],[type=search],[type=email],[type=url],[type=tel]," +
    "[type=password],[type=number]),[contenteditable]";

  /** The alpha of a computed colour, 0 to 1. */
  function alphaOf(colour) {
    const found = /^(?:rgba\(.*,|color\(.*\/|\w+\(.*\/)\s*(?<alpha>[\d.]+)\)$/.exec(colour);
    return found ? Number(found.groups.alpha) : 1;
  }

  const isClear = (colour) => alphaOf(colour) < LEAST_ALPHA;

  /** The colours behind an element, from the nearest to the first opaque one; null where an image is among them. */
  function backdropsOf(element) {
    const colours = [];
    for (let node = element; node; node = visibility.parentOf(node)) {
      const { backgroundColor, backgroundImage } = getComputedStyle(node);
      if (backgroundImage !== "none") return null;
      if (alphaOf(backgroundColor) > 0) colours.push(backgroundColor);
      if (alphaOf(backgroundColor) === 1) return colours;
    }
    return [...colours, canvasColour()];
  }

  /** The boxes that may cut off what is drawn around an element: of what clips its content, and of a `clip-path`. */
  function clipsAround(element) {
    const boxes = [];
    const clip = visibility.clipAt(visibility.parentOf(element));
    if (clip && !clip.fixed) boxes.push(clip.box);
    for (let node = visibility.parentOf(element); node; node = visibility.parentOf(node)) {
      if (getComputedStyle(node).clipPath !== "none") boxes.push(node.getBoundingClientRect());
    }
    return boxes;
  }

  /** Whether an outline sticks out of the box that clips the element, on at least one side. */
  function hasRoom(element, reach) {
    const box = element.getBoundingClientRect();
    return clipsAround(element).every(
      (outer) =>
        box.left - reach >= outer.left ||
        box.right + reach <= outer.right ||
        box.top - reach >= outer.top ||
        box.bottom + reach <= outer.bottom,
    );
  }

  function hasOutline(element) {
    const { outlineStyle, outlineWidth, outlineColor, outlineOffset } = getComputedStyle(element);
    const width = Number.parseFloat(outlineWidth);
    if (outlineStyle === "none" || !(width > 0) || isClear(outlineColor)) return false;
    if (outlineStyle !== "auto" && outlineColor === backdropsOf(visibility.parentOf(element))?.[0]) return false;
    return hasRoom(element, Number.parseFloat(outlineOffset) + width);
  }

  let ring = null;

  /** The colour of the ring that the browser draws where a page chooses none; "" where it does not tell. */
  function ringColour() {
    if (ring !== null) return ring;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(":root { outline-color: -webkit-focus-ring-color !important; transition: none !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const isKnown = CSS.supports("outline-color", "-webkit-focus-ring-color");
    ring = isKnown ? getComputedStyle(document.documentElement).outlineColor : "";
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    return ring;
  }

  /** Whether the page chooses the colour of an outline, also of the browser's own kind. */
  function hasOwnColour(element) {
    const { outlineStyle, outlineColor, colorScheme } = getComputedStyle(element);
    if (outlineStyle !== "auto") return true;
    // The browser's colour is known for the colour scheme of the root.
    const isKnown = colorScheme === getComputedStyle(document.documentElement).colorScheme;
    return isKnown && ![outlineColor, ""].includes(ringColour());
  }

  /** The colour of the thin line that Chromium draws around a ring of its own kind. */
  const haloColour = () => (canvasColour() === LIGHT_CANVAS ? "rgb(255, 255, 255)" : "rgb(16, 16, 16)");

  /** Chromium draws a caret in a field that can be edited. */
  function hasCaret(element) {
    if (!element.matches(TEXT_FIELD) || element.localName === "select") return false;
    return !element.readOnly && !isClear(getComputedStyle(element).caretColor);
  }

  function isPlain(element) {
    const { width, height } = element.getBoundingClientRect();
    const { clip, clipPath } = getComputedStyle(element);
    const isLarge = width >= LEAST_SIZE && height >= LEAST_SIZE;
    return isLarge && clip === "auto" && clipPath === "none" && visibility.isInSight(element);
  }

  const isMarked = (element) => (hasOutline(element) || hasCaret(element)) && isPlain(element);

  /**
   * What tells an element with the focus from others with the same names and classes: attributes, ids and what it holds
   * take the outline from one of them, and what it holds may hide another mark.
   */
  function lookOf(element) {
    const { outlineStyle, outlineColor } = getComputedStyle(element);
    if (outlineStyle !== "none" && !isClear(outlineColor)) return "outline";
    return hasCaret(element) ? "caret" : `none ${element.firstElementChild?.localName ?? ""}`;
  }

  // What differs from element to element, and what stylesheets know none by.
  const OWN = /^(?:id|class|href|title|name|value|src|alt|aria-label.*|aria-describedby|aria-controls)$/;

  /** What a selector may tell an element by from others with the same names and classes, without the focus. */
  function variantOf(element) {
    const named = [...element.attributes].filter(({ name }) => !OWN.test(name)).map(({ name, value }) => `${name}=${value}`);
    const { id } = element.closest("[id]:not(section,article,li,dt,h1,h2,h3,h4,h5,h6)") ?? {};
    return [id, element.firstElementChild?.localName, ...named.toSorted()].join();
  }

  return { backdropsOf, haloColour, hasOutline, hasOwnColour, isClear, isMarked, isPlain, lookOf, variantOf };
};
