"use strict";
/*
 * Looks at the focus in another colour scheme than that of the walk, where the page has other colours in it: at outlines
 * without a key, and at images where styles do not show whether the focus is seen. One element of each kind is looked at.
 */
module.exports = function createOtherScheme(createParts) {
  const STOPS = "a[href],button,input,select,textarea,summary,[tabindex]";
  const MOST_SAMPLES = 30;

  let sample = [];
  let walkContext = "";
  let found = null;
  let steps = null;

  const nothing = () => ({ stops: [], indicators: [], outlines: [] });
  const measured = () => found ?? nothing();

  function coloursOf(element) {
    const { color, backgroundColor, backgroundImage } = getComputedStyle(element);
    return `${color} ${backgroundColor} ${backgroundImage}`;
  }

  /** Remember the colours of some stops, and of what is behind them, in the colour scheme of the walk, and its context. */
  function remember(context) {
    walkContext = context;
    const stops = [...document.querySelectorAll(STOPS)];
    const step = Math.ceil(stops.length / MOST_SAMPLES) || 1;
    const seen = new Set(stops.filter((_, index) => index % step === 0));
    for (const element of seen) if (element.parentElement) seen.add(element.parentElement);
    sample = stops.length ? [...seen].map((element) => [element, coloursOf(element)]) : [];
  }

  const isRecoloured = () => !sample.length || sample.some(([element, colours]) => coloursOf(element) !== colours);

  /** Look at the page without a key, with the same arguments and result as `begin` of the walk. */
  function begin(options, listeners, memory) {
    found = nothing();
    steps = null;
    if (!isRecoloured()) return { keys: false, images: false };
    const parts = createParts(listeners);
    const { knownStops } = parts;
    const indicator = parts.createIndicator();
    found.stops = knownStops.read().stops;
    indicator.seeAll(found.stops, 0);
    found.outlines = indicator.outlines();
    const context = knownStops.context(listeners.handlers);
    const known = { ...notSeen(memory[walkContext]), ...memory[context]?.indicators };
    const recalled = parts.isPolling ? null : indicator.recall(known, true);
    if (recalled) found.indicators = recalled;
    else steps = compare(parts, indicator, parts.isPolling ? {} : known, context);
    return { keys: false, images: steps !== null };
  }

  /** What other pages have shown in the colour scheme of the walk holds here only of kinds on which the focus is not seen. */
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
