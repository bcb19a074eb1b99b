"use strict";
/*
 * Brings an element that an action names into sight, and tells where to click it: `{x, y}` in CSS pixels of the window.
 * `covered` describes the element that would get the click instead. With `isFocused`, the element gets the focus.
 */
module.exports = (selector, isFocused) => {
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getClientRects().length > 0;
  const element = [...document.querySelectorAll(selector)].find(isShown);
  if (!element) return null;
  element.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
  if (isFocused) {
    element.focus({ preventScroll: true });
    return { focused: element.matches(":focus, :focus-within") };
  }
  const describe = ({ localName, id, classList }) =>
    `${localName}${id ? `#${id}` : ""}${[...classList].map((name) => `.${name}`).join("")}`;
  // A click on its label is one on the element.
  const belongs = (hit) => element.contains(hit) || hit.closest("label")?.control === element;
  let covered = "";
  for (const { left, top, width, height } of element.getClientRects()) {
    const x = Math.min(Math.max(left + width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(top + height / 2, 0), innerHeight - 1);
    const hit = element.getRootNode().elementFromPoint(x, y);
    if (hit && belongs(hit)) return { x, y, covered: "" };
    covered ||= hit ? describe(hit) : "nothing";
  }
  return { x: 0, y: 0, covered };
};
