"use strict";
/** Each field that shows a placeholder, with the colour of its text, and those behind it; null where one is unknown. */
const IMAGES = "img,picture,video,canvas,svg,iframe,object,embed";

module.exports = function probe(page) {
  /** Whether an image, and no mere icon, may be seen through a field. */
  const isOverImage = (element, behind) => {
    const own = getComputedStyle(element).backgroundColor;
    if (behind === null || page.sRgb(own).startsWith("rgb(")) return false;
    const box = element.getBoundingClientRect();
    return [...document.querySelectorAll(IMAGES)].some((image) => {
      const { left, top, right, bottom } = image.getBoundingClientRect();
      const across = Math.min(right, box.right) - Math.max(left, box.left);
      const down = Math.min(bottom, box.bottom) - Math.max(top, box.top);
      return across > 0 && down > 0 && across * down * 2 > box.width * box.height;
    });
  };
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    const isLarge = width > 4 && height > 4;
    return isLarge && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  return [...document.querySelectorAll(":placeholder-shown:enabled")]
    .filter((element) => /[\p{L}\p{N}]/u.test(element.placeholder) && element.ariaDisabled !== "true" && isSeen(element))
    .flatMap((target) => {
      const { webkitTextFillColor, opacity, visibility, fontSize, fontWeight } = getComputedStyle(target, "::placeholder");
      const colour = page.sRgb(webkitTextFillColor, Number(opacity));
      // Floating labels take the place of a placeholder that is transparent.
      if (visibility !== "visible" || (colour.startsWith("rgba(") && colour.endsWith(", 0)"))) return [];
      const layers = page.layersFrom(target);
      const behind = isOverImage(target, layers) ? null : layers;
      const [size, weight] = [fontSize, fontWeight].map(Number.parseFloat);
      return [{ target, facts: { colour, behind, size, weight } }];
    });
};
