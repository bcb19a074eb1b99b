"use strict";
/** The endless animations of colour, opacity and visibility: how often they turn round in a second, and on which area. */
module.exports = function probe(page) {
  const PROPERTIES = { backgroundColor: "background-color", opacity: "opacity", visibility: "visibility" };
  const RGB = /rgba?\(([\d.]+), ([\d.]+), ([\d.]+)/;

  function luminance(colour) {
    const found = RGB.exec(colour);
    if (!found) return null;
    const [red, green, blue] = found.slice(1).map((value) => {
      const share = Number(value) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  const READ = {
    backgroundColor: luminance,
    opacity: Number,
    visibility: (value) => (value === "visible" ? 1 : 0),
  };

  /** How often a sequence that is repeated turns from up to down, or back. */
  function turnsOf(values) {
    const steps = values.map((value, index) => values[(index + 1) % values.length] - value).filter(Boolean);
    return steps.filter((step, index) => step > 0 !== steps[(index + 1) % steps.length] > 0).length;
  }

  const visiblePart = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return Math.round(Math.min(width, innerWidth) * Math.min(height, innerHeight));
  };

  function measure({ effect }, name) {
    const { target } = effect;
    const frames = effect.getKeyframes();
    const values = frames.filter((frame) => name in frame).map((frame) => READ[name](frame[name]));
    if (values.length < 2 || values.some((value) => value === null || Number.isNaN(value))) return [];
    const { duration, direction } = effect.getComputedTiming();
    const isAlternating = direction.startsWith("alternate");
    const cycle = isAlternating ? [...values, ...values.slice(1, -1).toReversed()] : values;
    const seconds = (duration * (isAlternating ? 2 : 1)) / 1000;
    const flashes = Math.round((turnsOf(cycle) / 2 / seconds) * 10) / 10;
    const [dark, light] = [Math.min(...values), Math.max(...values)].map((value) => Math.round(value * 1000) / 1000);
    const facts = { property: PROPERTIES[name], flashes, area: visiblePart(target), dark, light };
    return [{ target, facts }];
  }

  return document
    .getAnimations()
    .filter(({ effect }) => effect?.target && effect.getComputedTiming().endTime === Infinity && page.isShown(effect.target))
    .filter(({ effect }) => effect.getComputedTiming().duration > 0)
    .flatMap((animation) => Object.keys(PROPERTIES).flatMap((name) => measure(animation, name)));
};
