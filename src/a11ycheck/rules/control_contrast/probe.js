"use strict";
/** Each field that a stylesheet draws on plain colours, with the colours of its border, its fill and the page. */
const FIELDS =
  "textarea,select,input:not([type]),input:is([type=text],[type=search],[type=email],[type=url],[type=tel]," +
  "[type=password],[type=number],[type=date],[type=checkbox],[type=radio])";
const OWN_BORDER = "rgb(118, 118, 118)";
const SIDES = ["Top", "Right", "Bottom", "Left"];

module.exports = function probe(page) {
  const isPlain = (element) => {
    const { appearance, boxShadow, borderImageSource, outlineStyle, backgroundImage } = getComputedStyle(element);
    const isBox = /^(?:checkbox|radio)$/.test(element.type);
    if (isBox && appearance !== "none") return false;
    return boxShadow === "none" && borderImageSource === "none" && outlineStyle === "none" && backgroundImage === "none";
  };
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    const isLarge = width > 4 && height > 4;
    return isLarge && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  return [...document.querySelectorAll(FIELDS)]
    .filter((element) => !element.matches(":disabled") && isSeen(element) && isPlain(element))
    .flatMap((target) => {
      const style = getComputedStyle(target);
      const borders = SIDES.filter(
        (side) => Number.parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none",
      ).map((side) => page.sRgb(style[`border${side}Color`]));
      if (borders.includes(OWN_BORDER)) return [];
      const text = Boolean(target.placeholder || target.value) && !/^(?:checkbox|radio)$/.test(target.type);
      const outside = page.above(target);
      const facts = { borders, fill: page.layersFrom(target), outside: outside && page.layersFrom(outside), text };
      return [{ target, facts }];
    });
};
