"use strict";
/*
 * Scrolls an element into view, outlines it, and returns the part of the page to show: in CSS pixels from the page's
 * corner, and the scale. Null if nothing of the element can be seen.
 */
const OUTLINE = "a11ycheck-outline";
const LINE = 3;
const GAP = 2;
const NOT_WAITING_MS = 500;

/** The element at axe's target path, with the frames on the way to it, as far as they can be accessed. */
function find(target) {
  const frames = [];
  let root = document;
  let element = null;
  for (const step of target) {
    if (element) {
      if (!element.contentDocument) break;
      frames.push(element);
      root = element.contentDocument;
    }
    for (const selector of [step].flat()) {
      element = root?.querySelector(selector);
      root = element?.shadowRoot;
    }
    if (!element) return null;
  }
  return { element, frames };
}

/** The element's box in the window of the top document; null where it has none, or is the page itself. */
function boxOf({ element, frames }) {
  const whole = /^(html|head|body)$/.test(element.localName);
  if (whole || element.getClientRects().length === 0) return null;
  const { width, height, ...corner } = element.getBoundingClientRect().toJSON();
  let { left, top } = corner;
  for (const frame of frames) {
    const box = frame.getBoundingClientRect();
    left += box.left + frame.clientLeft;
    top += box.top + frame.clientTop;
  }
  return { left, top, width, height };
}

/**
 * Draw a line around the box, and on it at the edges of the window, where there is no room beside it. The line is
 * wider the more the image is scaled down, and lies on whole pixels, so that its colour is not lost.
 */
function outline(box, view, scale) {
  const wide = Math.round(LINE / scale);
  const left = Math.floor(Math.max(0, box.left - GAP - wide));
  const top = Math.floor(Math.max(0, box.top - GAP - wide));
  const right = Math.ceil(Math.min(view.width, box.left + box.width + GAP + wide));
  const bottom = Math.ceil(Math.min(view.height, box.top + box.height + GAP + wide));
  const line = document.createElement(OUTLINE);
  const style = {
    all: "initial",
    display: "block",
    position: "fixed",
    left: `${left}px`,
    top: `${top}px`,
    width: `${right - left}px`,
    height: `${bottom - top}px`,
    "box-sizing": "border-box",
    border: `${wide}px solid #d6006c`,
    "box-shadow": "0 0 0 2px #fff",
    background: "none",
    "pointer-events": "none",
    "z-index": "2147483647",
  };
  for (const [name, value] of Object.entries(style)) line.style.setProperty(name, value, "important");
  document.documentElement.append(line);
  // Above open dialogs too, which no z-index reaches.
  line.popover = "manual";
  line.showPopover();
}

/** Start and length of an interval around another, at least `least` and at most `most` long, within 0 to `end`. */
function around(start, length, { margin, least, most, end }) {
  const wanted = Math.min(Math.max(length + 2 * margin, least), most, end);
  const centred = length + 2 * margin > wanted ? start - margin : start - (wanted - length) / 2;
  return [Math.max(0, Math.min(centred, end - wanted)), wanted];
}

const frames = (count) =>
  new Promise((resolve) => {
    const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : resolve());
    next(count);
    setTimeout(resolve, NOT_WAITING_MS);
  });

module.exports = async function show(target, limits) {
  document.querySelector(OUTLINE)?.remove();
  const found = find(target);
  if (!found || !boxOf(found)) return null;
  found.element.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  await frames(2);
  const box = boxOf(found);
  const view = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const out = !box || box.left >= view.width || box.top >= view.height;
  if (out || box.left + box.width < 0 || box.top + box.height < 0) return null;
  const { margin } = limits;
  const across = { margin, least: limits.least_width, most: view.width, end: view.width };
  const down = { margin, least: limits.least_height, most: limits.height, end: view.height };
  const [x, width] = around(Math.max(box.left, 0), Math.min(box.width, view.width), across);
  const [y, height] = around(Math.max(box.top, 0), Math.min(box.height, view.height), down);
  const scale = Math.min(1, limits.width / width);
  outline(box, view, scale);
  await frames(1);
  return { x: x + window.scrollX, y: y + window.scrollY, width, height, scale };
};
