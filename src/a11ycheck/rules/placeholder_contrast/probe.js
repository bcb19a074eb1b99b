"use strict";
/** Each field that shows a placeholder, with the colour of its text, and those behind it; null where one is unknown. */
// Transitions of placeholders are in no list of animations, so nothing has brought these to their end.
const NO_TRANSITIONS = "::placeholder { transition: none !important; animation: none !important }";
const IMAGES = "img,picture,video,canvas,svg,iframe,object,embed";

function isSeen(element) {
  const { width, height } = element.getBoundingClientRect();
  const isLarge = width > 4 && height > 4;
  return isLarge && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
}

/** Whether an image, and no mere icon, may be seen through a field. */
function isOverImage(page, element) {
  if (page.sRgb(getComputedStyle(element).backgroundColor).startsWith("rgb(")) return false;
  const box = element.getBoundingClientRect();
  return [...document.querySelectorAll(IMAGES)].some((image) => {
    const { left, top, right, bottom } = image.getBoundingClientRect();
    const across = Math.min(right, box.right) - Math.max(left, box.left);
    const down = Math.min(bottom, box.bottom) - Math.max(top, box.top);
    return across > 0 && down > 0 && across * down * 2 > box.width * box.height;
  });
}

module.exports = function probe(page) {
  const fields = [...document.querySelectorAll(":placeholder-shown:enabled")].filter(
    (element) => /[\p{L}\p{N}]/u.test(element.placeholder) && element.ariaDisabled !== "true" && isSeen(element),
  );
  const measure = (target) => {
    const { webkitTextFillColor, opacity, visibility, fontSize, fontWeight } = getComputedStyle(target, "::placeholder");
    const colour = page.sRgb(webkitTextFillColor, Number(opacity));
    // Floating labels take the place of a placeholder that is transparent.
    if (visibility !== "visible" || page.isClear(colour)) return [];
    const behind = isOverImage(page, target) ? null : page.layersFrom(target);
    const [size, weight] = [fontSize, fontWeight].map(Number.parseFloat);
    return [{ target, facts: { colour, behind, size, weight } }];
  };
  return fields.length ? page.withStyle(NO_TRANSITIONS, () => fields.flatMap(measure)) : [];
};
