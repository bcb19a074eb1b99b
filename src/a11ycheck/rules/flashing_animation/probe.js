"use strict";
/** The endless animations of colour, opacity and visibility: how often they turn round in a second, and on which area. */
module.exports = function probe(page) {
  const PROPERTIES = {
    backgroundColor: "background-color", backgroundImage: "background-image", filter: "filter",
    opacity: "opacity", visibility: "visibility",
  };
  // Whatever an animation calls them, such as a shorthand or a custom property, it changes these.
  const CHANGES_BACKGROUND = /^(?:--|background|filter$)/;
  // Keyframes of custom properties alone have no others.
  const OF_EVERY_FRAME = new Set(["composite", "computedOffset", "easing", "offset"]);
  const COLOURS = /(?:rgba?|color|oklch|oklab|lch|lab|hsla?|hwb)\([^()]*\)/g;
  const AMOUNT = /(?:brightness|invert)\(([\d.]+)\)/;
  const EDGE = 0.0001;
  let pen = null;

  /** Colours have many notations: the canvas reads them all. */
  function luminance(colour) {
    pen ??= new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
    pen.fillStyle = colour;
    pen.clearRect(0, 0, 1, 1);
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...pen.getImageData(0, 0, 1, 1).data].map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function luminanceOfImage(image) {
    const colours = (image.match(COLOURS) ?? []).map(luminance);
    return colours.length ? colours.reduce((sum, value) => sum + value, 0) / colours.length : null;
  }

  const READ = {
    backgroundColor: luminance,
    backgroundImage: luminanceOfImage,
    filter: (value) => Number(AMOUNT.exec(value)?.[1] ?? 0),
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

  const isSampled = (name) => CHANGES_BACKGROUND.test(name);

  /** What a property is at each keyframe, just before and after it, and between two of them. */
  function sample(animation, name, frames) {
    const { effect, currentTime } = animation;
    const { delay, duration } = effect.getComputedTiming();
    const offsets = [...new Set([0, ...frames.map(({ computedOffset }) => computedOffset), 1])].toSorted((a, b) => a - b);
    const points = offsets.slice(1).flatMap((end, index) => {
      const start = offsets[index];
      return [start + EDGE, (start + end) / 2, end - EDGE];
    });
    const style = getComputedStyle(effect.target);
    const values = points.map((point) => {
      animation.currentTime = delay + duration * point;
      return READ[name](style[name]);
    });
    animation.currentTime = currentTime;
    return values;
  }

  function valuesOf(animation, name) {
    const frames = animation.effect.getKeyframes();
    if (!isSampled(name)) return frames.filter((frame) => name in frame).map((frame) => READ[name](frame[name]));
    const keys = frames.flatMap(Object.keys).filter((key) => !OF_EVERY_FRAME.has(key));
    const isChanged = !keys.length || keys.some((key) => CHANGES_BACKGROUND.test(key));
    // Between two images there may be none.
    return isChanged ? sample(animation, name, frames).filter((value) => value !== null) : [];
  }

  function measure(animation, name) {
    const { effect } = animation;
    const { target } = effect;
    const values = valuesOf(animation, name);
    if (values.length < 2 || values.some(Number.isNaN)) return [];
    if (isSampled(name) && new Set(values).size === 1) return [];
    const { duration, direction } = effect.getComputedTiming();
    const isAlternating = direction.startsWith("alternate");
    const cycle = isAlternating ? [...values, ...values.slice(1, -1).toReversed()] : values;
    const seconds = (duration * (isAlternating ? 2 : 1)) / 1000;
    const flashes = Math.round((turnsOf(cycle) / 2 / seconds) * 10) / 10;
    const [dark, light] = [Math.min(...values), Math.max(...values)].map((value) => Math.round(value * 1000) / 1000);
    const facts = { property: PROPERTIES[name], flashes, area: visiblePart(target), dark, light };
    return [{ target, facts }];
  }

  const roots = [document];
  for (const root of roots) {
    for (const { shadowRoot } of root.querySelectorAll("*")) if (shadowRoot) roots.push(shadowRoot);
  }
  return roots
    .flatMap((root) => root.getAnimations())
    .filter(({ effect }) => effect?.target && effect.getComputedTiming().endTime === Infinity && page.isShown(effect.target))
    .filter(({ effect }) => effect.getComputedTiming().duration > 0)
    .flatMap((animation) => Object.keys(PROPERTIES).flatMap((name) => measure(animation, name)));
};
