"use strict";
/*
 * Runs in the page's own world, before its scripts: notes what they do that leaves no trace in the document. Nothing is
 * sent while they do it; our isolated world asks by an event, and gets the answer as the text of another.
 */
module.exports = function installHooks(clock) {
  // A page may replace these later, or have a global of the same name.
  const { CustomEvent, Element, Set } = window;
  const { apply, construct } = Reflect;
  const { assign, create } = Object;
  const { stringify } = JSON;
  const { dispatchEvent } = EventTarget.prototype;
  const { composedPath } = Event.prototype;
  const TEXT_LIMIT = 200;
  const TEXTS = 50;
  const SLOW_MS = 300;
  const LONG_MS = 500;
  const drawn = new WeakMap();
  const MOST_LISTENERS = 200;
  // What a press may start, and what dragging and clicking do, by the kinds of events.
  const LISTENED = { mousedown: "press", pointerdown: "press", touchstart: "press", dragstart: "drag", click: "click" };
  const listening = { press: new Set(), drag: new Set(), click: new Set() };
  // A callback that asks for itself again polls; that of an animation or of a wait comes to an end sooner.
  // On a busy machine a page has been drawn only a few times when it is looked at.
  const CHAINED = { requestAnimationFrame: 3, requestIdleCallback: 8, setTimeout: 8 };
  let depth = 0;
  const timers = { running: 0, repeated: 0, slow: 0, long: 0, chained: 0, awaited: 0, observers: 0, requested: 0 };
  // What a script makes to receive something later.
  const SOURCES = ["Worker", "SharedWorker", "WebSocket", "EventSource", "MessageChannel", "BroadcastChannel"];
  const OBSERVERS = ["IntersectionObserver", "ResizeObserver", "PerformanceObserver"];
  const MOVING = /^(?:key|focus|blur)/;
  const OUTWARD = { bubbles: true, composed: true };
  const { toString } = Function.prototype;
  const doubts = { trusted: 0, media: 0 };

  const send = (target, name, options) => apply(dispatchEvent, target, [new CustomEvent(name, options)]);

  function noteText(canvas, text) {
    if (typeof text !== "string" && typeof text !== "number") return;
    if (!drawn.has(canvas)) drawn.set(canvas, new Set());
    const texts = drawn.get(canvas);
    if (texts.size < TEXTS) texts.add(String(text).slice(0, TEXT_LIMIT));
  }

  function wrap(holder, name, note) {
    const original = holder[name];
    if (typeof original !== "function") return;
    holder[name] = function (...values) {
      note(this, values);
      return apply(original, this ?? window, values);
    };
  }

  /**
   * Note that a function is read, where its caller matters: `event.source` of a message is the window whose script calls
   * `postMessage`, which would be ours.
   */
  function noteReads(name, note) {
    let value = window[name];
    Object.defineProperty(window, name, {
      configurable: true,
      enumerable: true,
      get() {
        note();
        return value;
      },
      set(other) {
        value = other;
      },
    });
  }

  function wrapSetter(prototype, name, note) {
    const own = Object.getOwnPropertyDescriptor(prototype, name);
    if (!own?.set) return;
    const { set } = own;
    own.set = function (value) {
      note(this, value);
      apply(set, this, [value]);
    };
    Object.defineProperty(prototype, name, own);
  }

  const pen = window.CanvasRenderingContext2D?.prototype;
  for (const name of pen ? ["fillText", "strokeText"] : []) wrap(pen, name, (self, [text]) => noteText(self.canvas, text));
  noteRunning();
  wrap(window, "setTimeout", (_, [, delay]) => {
    if (Number(delay) >= SLOW_MS) timers.slow += 1;
    if (Number(delay) >= LONG_MS) timers.long += 1;
  });
  const noteAwaited = () => {
    timers.awaited += 1;
  };
  if (window.scheduler) wrap(Object.getPrototypeOf(window.scheduler), "postTask", noteAwaited);
  wrap(AbortSignal, "timeout", noteAwaited);
  for (const name of SOURCES) if (window[name]) window[name] = new Proxy(window[name], { construct: noteSource });
  for (const name of OBSERVERS) if (window[name]) window[name] = new Proxy(window[name], { construct: noteObserver });
  const noteRequested = () => {
    timers.requested += 1;
  };
  wrap(window, "fetch", noteRequested);
  noteReads("postMessage", noteRequested);
  wrap(window.XMLHttpRequest.prototype, "send", noteRequested);
  wrap(Element.prototype, "animate", noteRequested);
  wrap(Document.prototype, "startViewTransition", noteRequested);
  for (const [name, least] of Object.entries(CHAINED)) noteChains(name, least);
  window.addEventListener("a11ycheck-hurry", hurry, { capture: true, once: true });

  /** While a minute passes in a moment, hardly a frame is drawn: scripts scroll at once. */
  function hurry() {
    const tell = (element) => send(element, "a11ycheck-scrolls", OUTWARD);
    for (const name of ["scroll", "scrollBy", "scrollTo"]) {
      wrap(Element.prototype, name, (self, values) => {
        if (values[0]?.behavior === "smooth") values[0] = { ...values[0], behavior: "instant" };
        tell(self);
      });
    }
    for (const name of ["scrollLeft", "scrollTop"]) wrapSetter(Element.prototype, name, tell);
  }

  /**
   * Count the timers that have yet to call back, and of these the intervals: one that a script clears at its first call is
   * only another `setTimeout`, as in RxJS.
   */
  function noteRunning() {
    const running = create(null);
    const { setTimeout: startTimeout, setInterval: startInterval } = window;
    const end = (id) => {
      if (!running[id]) return;
      timers.running -= 1;
      if (running[id] === "interval") timers.repeated -= 1;
      delete running[id];
    };
    window.setTimeout = function (callback, ...values) {
      if (typeof callback !== "function") return apply(startTimeout, this ?? window, [callback, ...values]);
      const called = function (...given) {
        end(id);
        return apply(callback, this, given);
      };
      const id = apply(startTimeout, this ?? window, [called, ...values]);
      running[id] = "timeout";
      timers.running += 1;
      return id;
    };
    window.setInterval = function (...values) {
      const id = apply(startInterval, this ?? window, values);
      running[id] = "interval";
      timers.running += 1;
      timers.repeated += 1;
      return id;
    };
    for (const name of ["clearTimeout", "clearInterval"]) wrap(window, name, (_, [id]) => end(id));
  }

  /** Note that a script may answer to another viewport or colour scheme. */
  function noteMedia() {
    doubts.media += 1;
  }
  wrap(window, "matchMedia", noteMedia);
  wrap(EventTarget.prototype, "addEventListener", (self) => {
    if (self === window.visualViewport || self === window.screen.orientation) noteMedia();
  });

  function noteSource(target, values, made) {
    noteAwaited();
    return construct(target, values, made);
  }

  function noteObserver(target, values, made) {
    timers.observers += 1;
    noteMedia();
    return construct(target, values, made);
  }

  /** Have a function that calls back later note how many callbacks in a row have asked for the next one. */
  function noteChains(name, least) {
    const original = window[name];
    if (typeof original !== "function") return;
    window[name] = function (callback, ...values) {
      if (typeof callback !== "function") return apply(original, this ?? window, [callback, ...values]);
      const own = depth + 1;
      if (own === least) timers.chained += 1;
      const called = function (...given) {
        depth = own;
        try {
          return apply(callback, this, given);
        } finally {
          depth = 0;
        }
      };
      return apply(original, this ?? window, [called, ...values]);
    };
  }

  function noteListener(self, type) {
    const known = listening[LISTENED[type]];
    if (known && self instanceof Element && known.size < MOST_LISTENERS) known.add(self);
  }
  wrap(EventTarget.prototype, "addEventListener", (self, [type]) => noteListener(self, type));
  for (const type of Object.keys(LISTENED)) {
    for (const { prototype } of [HTMLElement, SVGElement]) noteHandlers(prototype, type);
  }

  /** Note the elements that get a listener as a property, such as `element.onmousedown`. */
  function noteHandlers(prototype, type) {
    wrapSetter(prototype, `on${type}`, (self, handler) => {
      if (typeof handler === "function") noteListener(self, type);
    });
  }

  wrap(EventTarget.prototype, "addEventListener", (_, [type, listener]) => {
    if (MOVING.test(type) && sourceOf(listener).includes("isTrusted")) doubts.trusted += 1;
  });

  function sourceOf(listener) {
    const called = typeof listener === "function" ? listener : listener?.handleEvent;
    return typeof called === "function" ? apply(toString, called, []) : "";
  }

  /** Name the elements that listen, by an event on each. */
  function nameListeners({ detail }) {
    for (const element of listening[detail] ?? []) {
      send(element, "a11ycheck-listens", OUTWARD);
    }
  }
  window.addEventListener("a11ycheck-name-listeners", nameListeners, { capture: true });

  const answers = {
    "a11ycheck-ask-texts": (target) => [...(drawn.get(target) ?? [])],
    "a11ycheck-ask-timers": () => assign(timers, { frames: clock.awaitedFrames() }),
    "a11ycheck-ask-doubts": () => doubts,
  };
  for (const [question, answer] of Object.entries(answers)) {
    window.addEventListener(question, (event) => {
      // What is asked in a shadow tree has its host as the target.
      const [target] = apply(composedPath, event, []);
      // Old scripts have each array and object write itself as JSON, as a text in a text.
      const detail = stringify(assign(answer(target), { toJSON: undefined }));
      send(target, "a11ycheck-answer", { detail });
    }, { capture: true });
  }
};
