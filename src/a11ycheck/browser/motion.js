"use strict";
/*
 * Notes how the focus moves while keys are pressed, by listeners in an isolated world: where Tab leads, and where a
 * script of the page moves the focus by itself.
 */
module.exports = function createMotion(suspects, listeners, isPolling) {
  const ANSWER_MS = 30;
  const MOST_INSIDE = 250;
  const FOCUS_EVENTS = ["blur", "focus", "focusin", "focusout"];
  const MOVING = [...FOCUS_EVENTS, "keydown", "keyup"];
  const canScriptsMove = isPolling || MOVING.some((kind) => listeners.includes(kind));

  const abort = new AbortController();
  const moves = [];
  let delayedMoves = 0;
  let onKey = null;
  let heldKey = "";
  let isOurs = false;
  let isMuted = false;
  let focusEvents = 0;
  let tour = null;

  const frames = (count) =>
    new Promise((done) => {
      const next = (left) => (left ? requestAnimationFrame(() => next(left - 1)) : done());
      next(count);
    });

  /** Wait until scripts that answer to the last key have moved the focus, if any of the page's can. */
  const awaitAnswers = () => new Promise((done) => (canScriptsMove ? setTimeout(done, ANSWER_MS) : done()));

  /** The element with the focus in a frame of the origin, null where there is none. */
  function innerActive(element) {
    const inner = element?.matches("iframe,frame") ? element.contentDocument?.activeElement : null;
    return inner && inner !== inner.ownerDocument.body ? inner : null;
  }

  /** The element with the focus, null where that is the page as a whole: then the next Tab leaves it or enters it. */
  function stop() {
    let element = suspects.active();
    for (let inner = innerActive(element); inner; inner = innerActive(element)) element = inner;
    return !element || element === document.body || element === document.documentElement ? null : element;
  }

  /**
   * Whether an element has the focus on behalf of a stop in its closed shadow root: that it has the focus again does not
   * show that the focus is where it was.
   */
  const holdsUnseen = (element) =>
    !element.matches(":focus") || (element.localName.includes("-") && !element.shadowRoot && !suspects.isTabbable(element));

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
    moves.push(suspects.active());
  }

  function noteUp(event) {
    if (tour && names(event) === tour.key) tour.step(stop());
    if (onKey) onKey(event.key);
    heldKey = "";
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
    const stay = (event) => {
      if (!event.hashChange && event.cancelable) event.preventDefault();
    };
    window.navigation?.addEventListener("navigate", stay, options);
    window.addEventListener("keydown", noteDown, options);
    window.addEventListener("focusin", noteFocus, options);
    window.addEventListener("keyup", noteUp, options);
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
    let last = null;
    tour = { key, presses: 0, inside: 0, stops: [], loops: [], isOver: false, step, end };
    return tour;

    function step(element) {
      if (tour.isOver) return;
      const isInside = element !== null && element === last && holdsUnseen(element);
      last = element;
      tour.inside = isInside ? tour.inside + 1 : 0;
      if (isInside) return;
      if (element === null) {
        // A page that has moved the focus itself is entered in the middle: then its start comes after its end.
        tour.isOver = hasLeft || !isWhole || hasSeenStart();
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

    function hasSeenStart() {
      const first = [...suspects.elements(document)].find(suspects.isTabbable);
      return !first || known.has(first);
    }

    /** The tour ends here: perhaps in a frame, from which no event comes, or after many keys in one closed shadow root. */
    function end() {
      if (!tour.isOver && innerActive(suspects.active())) tour.loops.push(stop());
      else if (tour.inside >= MOST_INSIDE) tour.loops.push(last);
      tour = null;
    }
  }

  /** The values of fields and the place of the page, which no mutation shows. */
  function snapshot() {
    const fields = [...document.querySelectorAll("input,textarea,select")];
    return JSON.stringify([location.href, ...fields.map(({ value, checked }) => [value, checked])]);
  }

  /**
   * Watch the document; returns a function that tells, each time, whether anything changed since the last time. With
   * `ignoresSame`, an attribute that is set to the value that it has is no change.
   */
  function watchChanges(ignoresSame = false) {
    let count = 0;
    const isChange = ({ type, target, attributeName, oldValue }) =>
      !ignoresSame || type !== "attributes" || target.getAttribute(attributeName) !== oldValue;
    const countOf = (records) => records.filter(isChange).length;
    const observer = new MutationObserver((records) => {
      count += countOf(records);
    });
    observer.observe(document, { attributeOldValue: true, characterData: true, childList: true, subtree: true });
    let before = snapshot();
    return function hasChanged() {
      const now = snapshot();
      const changed = count + countOf(observer.takeRecords()) > 0 || now !== before;
      [count, before] = [0, now];
      return changed;
    };
  }

  /** Remember the page; returns a function that tells whether it is as it was, however often it has changed since. */
  function remember() {
    const layers = () => document.querySelectorAll(":popover-open, :modal").length;
    // A class that came and went leaves its attribute behind.
    const markup = () => document.documentElement.outerHTML.replaceAll(/ (?:class|style)=""/g, "");
    const read = () => [markup(), snapshot(), layers()].join("\n");
    const before = read();
    return () => read() === before;
  }

  /** Call a function with each key that changes something or moves the focus; returns a function that ends this. */
  function watchKeys(report) {
    const hasChanged = watchChanges();
    onKey = (key) => {
      const focused = stop();
      focused?.blur();
      if (hasChanged() || focused) report(key);
    };
    return () => {
      onKey = null;
    };
  }

  const moved = () => [...new Set(moves)].filter((element) => element?.isConnected && element !== document.body);

  const hears = (kind) => listeners.includes(kind);
  /** How often a script has moved the focus while no key was held. */
  const delayedMoveCount = () => delayedMoves;

  return {
    awaitAnswers, calm, delayedMoveCount, enterAfter, focus, frames, hears, holdsUnseen, leave, moved, prepare, remember, silently, startTour,
    stop, watchChanges, watchKeys,
  };
};
