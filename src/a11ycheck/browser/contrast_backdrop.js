"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its grid */
/*
 * Finds what lies behind a text, in the order and with the limits of axe: the elements of its grid below the middle of
 * each line, from the top to the bottom.
 */
module.exports = function createContrastBackdrop(axe, alphaOf) {
  const { dom } = axe.commons;
  const GRAPHICS = new Set(["IMG", "CANVAS", "OBJECT", "IFRAME", "VIDEO", "SVG"]);
  const isEqual = (list, other) => list.length === other.length && list.every((item, index) => item === other[index]);
  const styleOf = (vNode, property) => vNode.getComputedStylePropertyValue(property);

  const newState = () => ({ above: new Map(), layers: new Map(), cells: new Map(), containers: new Map(), page: null });
  const stateOf = () => axe._cache.get("a11ycheck-contrast-backdrop", newState);

  function imageOf(vNode) {
    if (GRAPHICS.has(vNode.actualNode.nodeName.toUpperCase())) return "imgNode";
    const image = styleOf(vNode, "background-image");
    if (image === "none") return "";
    return image.includes("gradient") ? "bgGradient" : "bgImage";
  }

  /** Whether an element neither blends nor fades what it contains. */
  const isFlat = (vNode) => styleOf(vNode, "opacity") === "1" && styleOf(vNode, "mix-blend-mode") === "normal";

  /** What an element paints behind its content. */
  function layerOf(vNode) {
    const { layers } = stateOf();
    const known = layers.get(vNode);
    if (known) return known;
    const contexts = vNode._stackingOrder.map((context) => context.vNode).filter(Boolean);
    const colour = styleOf(vNode, "background-color");
    const layer = {
      colour,
      contexts,
      alpha: alphaOf(colour),
      image: imageOf(vNode),
      isFlat: isFlat(vNode) && contexts.every(isFlat),
      isInline: styleOf(vNode, "display") === "inline",
      box: null,
    };
    layers.set(vNode, layer);
    return layer;
  }

  /** The part of the page that an element covers, with what it scrolls. */
  function boxOf(vNode) {
    const layer = layerOf(vNode);
    if (layer.box) return layer.box;
    const element = vNode.actualNode;
    const { top, left, right, bottom } = vNode.boundingClientRect;
    layer.box = { top, left, right, bottom };
    if (/^(?:scroll|auto)$/.test(styleOf(vNode, "overflow")) || element === document.documentElement) {
      const padding = (side) => Number.parseInt(styleOf(vNode, `padding-${side}`), 10);
      layer.box.right = left + element.scrollWidth + padding("left") + padding("right");
      layer.box.bottom = top + element.scrollHeight + padding("top") + padding("bottom");
    }
    return layer.box;
  }

  function covers(vNode, rects) {
    const { top, left, right, bottom } = boxOf(vNode);
    return rects.every(
      (rect) => rect.top >= top && rect.bottom <= bottom && rect.left >= left && rect.right <= right,
    );
  }

  const floorOf = ({ left, top, width, height }) => [
    Math.floor(left),
    Math.floor(left + width),
    Math.floor(top),
    Math.floor(top + height),
  ];

  /** The elements of a cell of axe's grid, each with its boxes in whole pixels. */
  function boxesIn(cell) {
    const { cells } = stateOf();
    if (!cells.has(cell)) cells.set(cell, cell.map((vNode) => ({ vNode, boxes: vNode.clientRects.map(floorOf) })));
    return cells.get(cell);
  }

  /** The elements at the middle of a rectangle, in the order of the document. */
  function elementsAt(grid, rect) {
    const x = rect.left + rect.width / 2;
    const y = rect.top + rect.height / 2;
    const column = Math.floor(x);
    const row = Math.floor(y);
    const found = grid.container ? [...elementsBehind(grid)] : [];
    for (const { vNode, boxes } of boxesIn(grid.getCellFromPoint({ x, y }))) {
      const isHere = boxes.some(
        ([left, right, top, bottom]) => column < right && column >= left && row < bottom && row >= top,
      );
      if (isHere) found.push(vNode);
    }
    return found;
  }

  /** The elements behind what a container scrolls. */
  function elementsBehind({ container }) {
    const { containers } = stateOf();
    if (!containers.has(container)) {
      containers.set(container, elementsAt(container._grid, container.boundingClientRect));
    }
    return containers.get(container);
  }

  function isAboveEach(vNode) {
    const { parent } = vNode;
    if (!parent) return true;
    if (vNode.actualNode.parentNode !== parent.actualNode || !isAbove(parent)) return false;
    if (isEqual(vNode._stackingOrder, parent._stackingOrder)) return true;
    for (let other = parent; other; other = other.parent) if (dom.visuallySort(vNode, other) >= 0) return false;
    return true;
  }

  /** Whether axe sorts an element above each of its ancestors, and these as well. */
  function isAbove(vNode) {
    const { above } = stateOf();
    if (!above.has(vNode)) above.set(vNode, isAboveEach(vNode));
    return above.get(vNode);
  }

  function isInside(vNode, other) {
    let { parent } = vNode;
    while (parent && parent !== other) ({ parent } = parent);
    return parent === other;
  }

  /** Elements from the top to the bottom. */
  function sorted(vNodes) {
    const isNested = vNodes.every((vNode, index) => isAbove(vNode) && (index === 0 || isInside(vNode, vNodes[index - 1])));
    return isNested ? vNodes.toReversed() : vNodes.toSorted(dom.visuallySort);
  }

  function pageOf() {
    const state = stateOf();
    if (!state.page) {
      const html = axe.utils.getNodeFromTree(document.documentElement);
      const body = axe.utils.getNodeFromTree(document.body);
      const alpha = alphaOf(styleOf(html, "background-color")) * styleOf(html, "opacity");
      state.page = { html, body, isPlain: body && imageOf(html) === "", isTransparent: alpha === 0 };
    }
    return state.page;
  }

  /** The whole stack at a text, where the page's own background is the last. */
  function stackOf(vNodes) {
    const { html, body, isTransparent } = pageOf();
    const stack = [...new Set([...sorted(vNodes), html])];
    if (!isTransparent || stack.indexOf(body) <= 1) return stack;
    const rest = stack.filter((vNode) => vNode !== body);
    rest.push(body);
    if (rest.indexOf(html) === 0) return rest;
    return [...rest.filter((vNode) => vNode !== html), html];
  }

  /** The elements below all lines of a text, or the reason why there is no one answer; null where axe must tell. */
  function elementsBelow(vNode, rects) {
    const grid = vNode._grid;
    if (!grid || !rects.length || !pageOf().isPlain) return null;
    let first = null;
    let stack = null;
    for (const rect of rects) {
      const found = elementsAt(grid, rect);
      if (first && isEqual(found, first)) continue;
      const other = stackOf(found);
      if (other[0] !== vNode) return { stack: [], reason: "bgOverlap" };
      if (stack && !isEqual(other, stack)) return { stack: [], reason: "elmPartiallyObscuring" };
      first = found;
      stack = other;
    }
    return { stack, reason: "" };
  }

  /** The colours of a stack and how they nest, as a key: equal keys blend to the same colour. */
  function keyOf(stack) {
    const numbers = new Map();
    const numberOf = (vNode) => {
      if (!numbers.has(vNode)) numbers.set(vNode, numbers.size);
      return numbers.get(vNode);
    };
    const layers = stack.map(layerOf);
    // Between opaque colours, transparent layers change nothing.
    const isOpaque = layers.every(({ colour, alpha }) => alpha === 0 || colour.startsWith("rgb("));
    const parts = [];
    stack.forEach((vNode, index) => {
      const { colour, contexts, alpha } = layers[index];
      const part = `${contexts.map(numberOf)}${contexts.at(-1) === vNode ? "*" : ""}:${alpha === 0 ? "" : colour}`;
      if (!isOpaque || alpha !== 0 || part !== parts.at(-1)) parts.push(part);
    });
    return parts.join(" ");
  }

  /** Whether axe adds the page's own colours to a stack without its body, and whether the body's is one of them. */
  function pageKeyOf(vNode, stack) {
    const { body } = pageOf();
    if (stack.includes(body)) return "";
    return covers(body, [vNode.boundingClientRect]) ? "on body" : "beside body";
  }

  const isCanvas = (vNode) => vNode === pageOf().html && axe._cache.get("a11ycheck-canvas") === true;

  /** The elements whose colours matter, from the top to the first that is opaque, and why there may be no answer. */
  function coloursOf(stack, rects) {
    const painted = [];
    for (const vNode of stack) {
      const { alpha, image, isInline } = layerOf(vNode);
      if (image) return { related: [...painted, vNode], reason: image };
      // Axe does not look at the canvas, of which the root has the colour in its tree.
      if (alpha === 0 || isCanvas(vNode)) continue;
      if (!isInline && !covers(vNode, rects)) return { related: [...painted, vNode], reason: "elmPartiallyObscured" };
      painted.push(vNode);
      if (alpha === 1) break;
    }
    return { related: painted, reason: "" };
  }

  /** What lies behind a text: {key, reason, related}, null where axe must tell. */
  return function backdropOf(vNode, rects) {
    const below = elementsBelow(vNode, rects);
    if (below === null) return null;
    if (below.reason) return { key: below.reason, reason: below.reason, related: [] };
    const { stack } = below;
    const layers = stack.map(layerOf);
    if (layers.some(({ isFlat: flat, alpha }) => !flat || Number.isNaN(alpha))) return null;
    const { related, reason } = coloursOf(stack, rects);
    const key = reason || `${keyOf(stack)} ${pageKeyOf(vNode, stack)}`;
    return { key, reason, related: related.map(({ actualNode }) => actualNode) };
  };
};
