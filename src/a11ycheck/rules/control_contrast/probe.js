"use strict";
/** Each field that a stylesheet draws on plain colours, with the colours of its border, its fill, its edges and the page. */
const FIELDS =
  "textarea,select,input:not([type]),input:is([type=text],[type=search],[type=email],[type=url],[type=tel]," +
  "[type=password],[type=number],[type=date],[type=checkbox],[type=radio])";
const OWN_BORDER = "rgb(118, 118, 118)";
const SIDES = ["Top", "Right", "Bottom", "Left"];

// Computed shadows begin with their colour.
const LAYERS = /,(?![^(]*\))/;
const LENGTHS = /(?: -?[\d.e+-]+px){4}(?: inset)?$/;

/** All elements that match, also in open shadow roots. */
function select(root, selector) {
  const hosts = [...root.querySelectorAll("*")].filter(({ shadowRoot }) => shadowRoot);
  return [...root.querySelectorAll(selector), ...hosts.flatMap(({ shadowRoot }) => select(shadowRoot, selector))];
}

module.exports = function probe(page) {
  const isPlain = (element) => {
    const { appearance, borderImageSource, backgroundImage } = getComputedStyle(element);
    const isBox = /^(?:checkbox|radio)$/.test(element.type);
    if (isBox && appearance !== "none") return false;
    return borderImageSource === "none" && backgroundImage === "none";
  };
  const isSeen = (element) => {
    const { width, height } = element.getBoundingClientRect();
    const isLarge = width > 4 && height > 4;
    return isLarge && element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  };
  /** The colour of an outline or a shadow where it is strongest, in a list; null where several are seen together. */
  const edgesOf = (element) => {
    const { boxShadow, outlineStyle, outlineColor } = getComputedStyle(element);
    const shadows = boxShadow === "none" ? [] : boxShadow.split(LAYERS).map((layer) => layer.trim().replace(LENGTHS, ""));
    const colours = outlineStyle === "none" ? shadows : [...shadows, outlineColor];
    // What the focus adds is no boundary of the field at rest.
    if (colours.length && (outlineStyle === "auto" || element.matches(":focus"))) return null;
    const seen = colours.map((colour) => page.sRgb(colour)).filter((colour) => !page.isClear(colour));
    return seen.length > 1 ? null : seen;
  };
  const measure = (target) => {
    const style = getComputedStyle(target);
    const borders = SIDES.filter(
      (side) => Number.parseFloat(style[`border${side}Width`]) > 0 && style[`border${side}Style`] !== "none",
    ).map((side) => page.sRgb(style[`border${side}Color`]));
    const edges = edgesOf(target);
    if (!edges || borders.includes(OWN_BORDER)) return [];
    const text = Boolean(target.placeholder || target.value) && !/^(?:checkbox|radio)$/.test(target.type);
    const outside = target.assignedSlot ?? page.above(target);
    const facts = { borders, edges, fill: page.layersFrom(target), outside: outside && page.layersFrom(outside), text };
    return [{ target, facts }];
  };
  return select(document, FIELDS)
    .filter((element) => !element.matches(":disabled") && isSeen(element) && isPlain(element))
    .flatMap(measure);
};
