"use strict";
/*
 * Notes how the focus moves while keys are pressed, by listeners in an isolated world: where Tab leads, and where a
 * script of the page moves the focus by itself.
 */
module.exports = function createMotion(suspects, { frames, changes }, listeners, isPolling) {
  const ANSWER_MS = 30;
  const LONGEST_ANSWER_MS = 330;
  // Toolkits show tooltips after half a second, by default or as their examples do; then they fade in.
  const TOOLTIP_MS = 800;
  const FOCUS_EVENTS = ["blur", "focus", "focusin", "focusout"];
  const MOVING = [...FOCUS_EVENTS, "keydown", "keyup"];
  // Fields with a part for each number, and players: Tab goes from part to part, and the element keeps the focus.
  const IN_PARTS = "input:is([type=date],[type=datetime-local],[type=month],[type=time],[type=week]),audio,video";
  const IN_ONE = "a,area,button,input,select,summary,textarea";
  const MOST_PARTS = 12;
  const [MOST_IN_COMPONENT, MOST_IN_TOUR] = [40, 250];
  const canScriptsMove = isPolling || MOVING.some((kind) => listeners.includes(kind));

  const abort = new AbortController();
  const moves = [];
  const leftAt = new WeakMap();
  let delayedMoves = 0;
  let answerMs = ANSWER_MS;
  let onKey = null;
  let heldKey = "";
  let isOurs = false;
  let isMuted = false;
  let focusEvents = 0;
  let tour = null;

  /** Wait until scripts that answer to the last key have moved the focus, if any of the page's can. */
  const awaitAnswers = () => new Promise((done) => (canScriptsMove ? setTimeout(done, answerMs) : done()));

  const noteLeaving = ({ target }) => leftAt.set(target, performance.now());

  /** Where a script has brought the focus back after a moment, it is given as long from now on. */
  function learnDelay(element) {
    const delay = performance.now() - (leftAt.get(element) ?? performance.now());
    answerMs = Math.max(answerMs, Math.min(LONGEST_ANSWER_MS, delay + ANSWER_MS));
  }

  /** Wait longer than for other answers, until a script has moved the focus: what it has left may take it back. */
  async function awaitReturn() {
    const end = performance.now() + LONGEST_ANSWER_MS;
    // oxlint-disable-next-line no-await-in-loop
    while (!moves.length && performance.now() < end) await awaitAnswers();
  }

  /** Wait until scripts have answered to the focus that do so after a moment, such as by a tooltip. */
  const awaitLate = (isSlow) => new Promise((done) => setTimeout(done, isSlow ? TOOLTIP_MS : LONGEST_ANSWER_MS));

  /** Whether scripts learn of an element that loses the focus. */
  const hearsLeaving = () => ["blur", "focusout"].some(hears);

  /** The element with the focus in a frame of the origin, from which no event comes; null where there is none. */
  function innerActive(element) {
    const inner = element?.contentDocument?.activeElement;
    return inner && inner !== inner.ownerDocument.body ? inner : null;
  }

  /** The element with the focus, null where that is the page as a whole: then the next Tab leaves it or enters it. */
  function stop() {
    let element = suspects.active();
    while (innerActive(element)) element = innerActive(element);
    return !element || element === document.body || element === document.documentElement ? null : element;
  }

  /** How often Tab may move the focus inside of an element: in its parts, or in a closed shadow root. */
  function innerStops(element, mostInComponent = MOST_IN_COMPONENT) {
    if (!element.matches(IN_PARTS) && (element.matches(IN_ONE) || element.shadowRoot)) return 0;
    return element.localName.includes("-") ? mostInComponent : MOST_PARTS;
  }

  const names = ({ key, shiftKey }) => (shiftKey ? `Shift+${key}` : key);

  function noteDown(event) {
    heldKey = names(event);
    focusEvents = 0;
  }

  /** One key moves the focus once; every further move, and one without a key, is a script's. */
  function noteFocus() {
    if (isMuted) return;
    focusEvents += 1;
    if ((heldKey || isOurs) && focusEvents <= 1) return;
    if (!heldKey && !isOurs) delayedMoves += 1;
    const element = suspects.active();
    if (element) learnDelay(element);
    moves.push(element);
  }

  function noteUp(event) {
    if (tour && names(event) === tour.key) tour.step(stop());
    if (onKey) onKey(event.key);
    heldKey = "";
  }

  /** What scripts do when a key is released is its doing, too. */
  function noteAfter(event) {
    if (onKey) onKey(event.key);
  }

  /**
   * Wait without any script learning of a focus that moves: keys that were pressed faster than a person can may have
   * left several delayed answers behind, which move the focus to and fro without an end.
   */
  async function calm() {
    const end = (event) => event.stopImmediatePropagation();
    for (const kind of FOCUS_EVENTS) window.addEventListener(kind, end, true);
    await awaitAnswers();
    suspects.active()?.blur();
    await awaitAnswers();
    for (const kind of FOCUS_EVENTS) window.removeEventListener(kind, end, true);
  }

  /** Move the focus as a script does; it is noted if that makes the page move it on. */
  function focus(element, options) {
    [isOurs, focusEvents] = [true, 0];
    element.focus(options);
    isOurs = false;
  }

  /** Run a function that moves the focus and back; neither the page's scripts nor this walk learn of it. */
  function silently(work) {
    isMuted = true;
    try {
      return suspects.silently(work);
    } finally {
      isMuted = false;
    }
  }

  /** Nothing glides, and nothing leads away; from now on it is noted how the focus moves. */
  function prepare() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { scroll-behavior: auto !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const options = { capture: true, signal: abort.signal };
    changes.keep(options);
    window.addEventListener("keydown", noteDown, options);
    window.addEventListener("focusin", noteFocus, options);
    window.addEventListener("focusout", noteLeaving, options);
    window.addEventListener("keyup", noteUp, options);
    window.addEventListener("keyup", noteAfter, { signal: abort.signal });
  }

  /** Stop noting, and leave the page scrolled to its start, without the focus on any of its elements. */
  function leave() {
    abort.abort();
    suspects.active()?.blur();
    scrollTo(0, 0);
  }

  /** Have the next key lead on from an element; without one, from where the page has put the focus, or from its start. */
  function enterAfter(element) {
    if (element) focus(element);
    if (element || stop()) return;
    // The browser remembers where the focus was last, also if that was without any script learning of it.
    silently(() => {
      const start = document.createElement("span");
      start.tabIndex = -1;
      (document.body ?? document.documentElement).prepend(start);
      start.focus({ preventScroll: true });
      start.remove();
    });
  }

  /**
   * Note each stop of one key until the tour is over: the focus left the page, or the part of it to walk, or came back to
   * where it was before (without having left the page, that is one of `loops`). `see` is called for each new stop.
   */
  function startTour(key, see, part = null) {
    const known = new Set();
    const isWhole = part === null;
    let hasLeft = false;
    let [last, inner] = [null, 0];
    tour = { key, presses: 0, stops: [], loops: [], isOver: false, step, end };
    return tour;

    function step(element) {
      if (tour.isOver) return;
      if (element && element === last && inner < innerStops(element, MOST_IN_TOUR)) {
        inner += 1;
        return;
      }
      [last, inner] = [element, 0];
      if (element === null) {
        // A page that has moved the focus itself is entered in the middle: then what comes first in it comes after its end.
        tour.isOver = hasLeft || !isWhole || hasSeenFirst();
        hasLeft = true;
      } else if (known.has(element)) {
        tour.isOver = true;
        if (!hasLeft) tour.loops.push(element);
      } else if (!isWhole && !part.contains(element)) {
        tour.isOver = true;
      } else {
        known.add(element);
        tour.stops.push(element);
        see(element);
      }
    }

    /** Whether the tour has seen the stop that the key leads to from outside: the first, or backwards the last. */
    function hasSeenFirst() {
      const elements = [...suspects.elements(document)];
      const first = key === "Tab" ? elements.find(suspects.isTabbable) : elements.findLast(suspects.isTabbable);
      return !first || known.has(first);
    }

    function end() {
      if (!tour.isOver && innerActive(suspects.active())) tour.loops.push(stop());
      tour = null;
    }
  }

  /** Call a function with each key that changes something or moves the focus; returns a function that ends this. */
  function watchKeys(report) {
    const hasChanged = changes.watch({ isWhole: true });
    let lastKey = "";
    onKey = (key) => {
      lastKey = key;
      const focused = stop();
      focused?.blur();
      if (hasChanged() || focused) report(key);
    };
    return () => {
      if (lastKey) onKey(lastKey);
      onKey = null;
    };
  }

  const moved = () => [...new Set(moves)].filter((element) => element?.isConnected && element !== document.body);

  const hears = (kind) => listeners.includes(kind);
  /** How often a script has moved the focus while no key was held. */
  const delayedMoveCount = () => delayedMoves;

  return {
    awaitAnswers, awaitLate, awaitReturn, calm, delayedMoveCount, enterAfter, focus, frames, hears, hearsLeaving, innerStops, leave, moved, prepare,
    silently, startTour, stop, watchChanges: changes.watch, watchKeys,
  };
};
