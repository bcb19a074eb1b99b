"use strict";
/**
 * The elements that a media query for `orientation` rotates, or shows over the whole page: their angle on an upright screen
 * compared with that on a wide one. For a moment, all such queries apply as they do in one orientation, then as in the other.
 */
module.exports = function probe(page) {
  const ORIENTATION = /orientation/i;
  const ROTATION = /rotate|matrix/i;
  // The size of the window goes with its orientation.
  const SIZE = /\((?:min-|max-)?(?:device-)?(?:width|height|aspect-ratio)[^()]*\)/gi;
  const queries = [];
  const rotated = new Set();
  const shown = new Set();

  const rulesOf = (holder) => {
    try {
      return holder.cssRules ?? [];
    } catch {
      // A stylesheet of another host.
      return [];
    }
  };

  /** `outer` is the selector of the style rule around nested ones. */
  function collect(holder, isInside, outer = "") {
    for (const rule of rulesOf(holder)) {
      const inner = rule instanceof CSSImportRule ? rule.styleSheet : rule;
      const media = rule.media ?? null;
      const isQuery = media !== null && ORIENTATION.test(media.mediaText);
      if (isQuery) queries.push(media);
      const selector = rule instanceof CSSStyleRule ? resolve(rule.selectorText, outer) : outer;
      // Without a selector of its own, a declaration in a nested query is one of the style rule around it.
      if (rule.style && selector && isInside) note(rule.style, selector);
      if (inner) collect(inner, isInside || isQuery, selector);
    }
  }

  const resolve = (selector, outer) => (outer ? selector.replaceAll("&", `:is(${outer})`) : selector);

  function note(style, selector) {
    const rotates = style.rotate || ROTATION.test(style.transform);
    const shows = style.display && style.display !== "none";
    const isSeen = style.visibility === "visible" || Number.parseFloat(style.opacity) > 0;
    if (!rotates && !shows && !isSeen) return;
    for (const element of document.querySelectorAll(selector)) (rotates ? rotated : shown).add(element);
  }

  for (const sheet of document.styleSheets) {
    if (sheet.disabled) continue;
    const isQuery = ORIENTATION.test(sheet.media.mediaText);
    if (isQuery) queries.push(sheet.media);
    collect(sheet, isQuery);
  }
  if (!rotated.size && !shown.size) return [];

  function angleOf(element) {
    const { rotate, transform } = getComputedStyle(element);
    const own = rotate === "none" ? 0 : Number.parseFloat(rotate.split(" ").at(-1));
    if (transform === "none") return own;
    const { a, b } = new DOMMatrixReadOnly(transform);
    return own + (Math.atan2(b, a) * 180) / Math.PI;
  }

  // What the helpers know of an element holds for the page as it is.
  const isShown = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });

  function covers(element) {
    if (!isShown(element) || element.querySelector("main,[role=main],h1")) return false;
    if (!/fixed|absolute/.test(getComputedStyle(element).position)) return false;
    const { width, height } = element.getBoundingClientRect();
    return width >= innerWidth * 0.9 && height >= innerHeight * 0.9;
  }

  const look = () => [...rotated, ...shown].map((element) => [angleOf(element), covers(element), isShown(element)]);

  /** Measure as if the screen had an orientation. */
  function lookIn(orientation) {
    const own = queries.map(({ mediaText }) => mediaText);
    queries.forEach((media, index) => {
      media.mediaText = own[index]
        .replace(SIZE, "(min-width: 0)")
        .replace(/\(\s*orientation\s*:\s*(\w+)\s*\)/gi, (_, value) =>
          value.toLowerCase() === orientation ? "(min-width: 0)" : "(max-width: 0)",
        );
    });
    try {
      return look();
    } finally {
      queries.forEach((media, index) => {
        media.mediaText = own[index];
      });
    }
  }

  // What is turned or faded in by a transition is where it will be.
  const [upright, wide] = page.withStyle("* { transition: none !important }", () => ["portrait", "landscape"].map(lookIn));
  const all = page.text(document.body).length || 1;
  return [...rotated, ...shown].flatMap((target, index) => {
    const [[first, firstCovers, firstShown], [second, secondCovers, secondShown]] = [upright[index], wide[index]];
    if (index >= rotated.size) {
      if (firstCovers === secondCovers) return [];
      return [{ target, facts: { covers: firstCovers ? "portrait" : "landscape" } }];
    }
    if (!firstShown && !secondShown) return [];
    const angle = Math.round((((second - first) % 360) + 360) % 360);
    return [{ target, facts: { angle, share: Math.min(1, Math.round((page.text(target).length / all) * 100) / 100) } }];
  });
};
