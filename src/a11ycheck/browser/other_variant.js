"use strict";
/*
 * Looks at the focus in another variant than that of the walk: at all stops where it has other colours, or styles of the focus
 * that depend on the size of the window, else at those that the walk did not reach, such as a menu that a phone hides. At
 * outlines without a key, and at images where styles do not show whether the focus is seen. One element of each kind is looked at.
 */
module.exports = function createOtherVariant(createParts) {
  const STOPS = "a[href],button,input,select,textarea,summary,[tabindex]";
  const MOST_SAMPLES = 30;
  const SIZES = /width|height|orientation|aspect-ratio/;

  let sample = [];
  let walkContext = "";
  let reached = new Set();
  let found = null;
  let steps = null;

  const nothing = () => ({ stops: [], indicators: [], outlines: [] });
  const measured = () => found ?? nothing();

  function coloursOf(element) {
    const { color, backgroundColor, backgroundImage } = getComputedStyle(element);
    return `${color} ${backgroundColor} ${backgroundImage}`;
  }

  /** Remember the context of the walk, its stops, and the colours of some, and of what is behind them. */
  function remember({ context, stops: walked }) {
    walkContext = context;
    reached = new Set(walked);
    const stops = [...document.querySelectorAll(STOPS)];
    const step = Math.ceil(stops.length / MOST_SAMPLES) || 1;
    const seen = new Set(stops.filter((_, index) => index % step === 0));
    for (const element of seen) if (element.parentElement) seen.add(element.parentElement);
    sample = stops.length ? [...seen].map((element) => [element, coloursOf(element)]) : [];
  }

  const isRecoloured = () => !sample.length || sample.some(([element, colours]) => coloursOf(element) !== colours);

  /** The rules of a stylesheet, none where it is of another origin. */
  function rulesOf(sheet) {
    try {
      return [...sheet.cssRules];
    } catch {
      return [];
    }
  }

  /** Whether the size of the window decides about a style of the focus. */
  function isSizedFocus(rule, isSized = false) {
    const mayBe = isSized || SIZES.test(rule.media?.mediaText ?? rule.conditionText ?? "");
    if (mayBe && rule.selectorText?.includes(":focus")) return true;
    return rulesOf(rule.styleSheet ?? rule).some((inner) => isSizedFocus(inner, mayBe));
  }

  const hasSizedFocus = () => [...document.styleSheets, ...document.adoptedStyleSheets].some((sheet) => isSizedFocus(sheet));

  /** Look at the page without a key, with the same arguments and result as `begin` of the walk. */
  function begin(options, listeners, memory) {
    found = nothing();
    steps = null;
    const parts = createParts(listeners);
    const { knownStops } = parts;
    const { stops } = knownStops.read();
    found.stops = isRecoloured() || hasSizedFocus() ? stops : stops.filter((stop) => !reached.has(stop));
    if (!found.stops.length) return { keys: false, images: false };
    const indicator = parts.createIndicator();
    indicator.seeAll(found.stops, 0);
    found.outlines = indicator.outlines();
    const context = knownStops.context(listeners.handlers);
    const known = { ...notSeen(memory[walkContext]), ...memory[context]?.indicators };
    const recalled = parts.isPolling ? null : indicator.recall(known, true);
    if (recalled) found.indicators = recalled;
    else steps = compare(parts, indicator, parts.isPolling ? {} : known, context);
    return { keys: false, images: steps !== null };
  }

  /** What other pages have shown in the variant of the walk holds here only of kinds on which the focus is not seen. */
  const notSeen = (known) =>
    Object.fromEntries(Object.entries(known?.indicators ?? {}).filter(([, isVisible]) => isVisible === false));

  async function* compare({ motion }, indicator, known, context) {
    motion.prepare();
    found.indicators = yield* indicator.examine(known, true);
    motion.leave();
    return { isUntouched: false, learnt: { context, tokens: [], indicators: indicator.verdicts(), shortcuts: null } };
  }

  /** Compare the images that `begin` has found necessary; returns the same as `walk` of the walk. */
  async function* walk() {
    return steps ? yield* steps : { isUntouched: true, learnt: null };
  }

  return { begin, measured, remember, walk };
};
