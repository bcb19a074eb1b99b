"use strict";
/*
 * Runs in the page's own world, before its scripts: notes what they do that leaves no trace in the document. Nothing is
 * sent while they do it; our isolated world asks by an event, and gets the answer as the text of another.
 */
module.exports = function installHooks() {
  const TEXT_LIMIT = 200;
  const TEXTS = 50;
  const LONG_MS = 500;
  const drawn = new WeakMap();
  const MOST_LISTENERS = 40;
  // What a press may start, and what dragging does, by the kinds of events.
  const LISTENED = { mousedown: "press", pointerdown: "press", touchstart: "press", dragstart: "drag" };
  const listening = { press: new Set(), drag: new Set() };
  const timers = { repeated: 0, long: 0 };

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
      return Reflect.apply(original, this ?? window, values);
    };
  }

  const pen = window.CanvasRenderingContext2D?.prototype;
  for (const name of pen ? ["fillText", "strokeText"] : []) wrap(pen, name, (self, [text]) => noteText(self.canvas, text));
  wrap(window, "setInterval", () => {
    timers.repeated += 1;
  });
  wrap(window, "setTimeout", (_, [, delay]) => {
    if (Number(delay) >= LONG_MS) timers.long += 1;
  });

  wrap(EventTarget.prototype, "addEventListener", (self, [type]) => {
    const known = listening[LISTENED[type]];
    if (known && self instanceof Element && known.size < MOST_LISTENERS) known.add(self);
  });

  /** Name the elements that listen, by an event on each. */
  function nameListeners({ detail }) {
    for (const element of listening[detail] ?? []) {
      element.dispatchEvent(new CustomEvent("a11ycheck-listens", { bubbles: true, composed: true }));
    }
  }
  window.addEventListener("a11ycheck-name-listeners", nameListeners, { capture: true });

  const answers = {
    "a11ycheck-ask-texts": ({ target }) => [...(drawn.get(target) ?? [])],
    "a11ycheck-ask-timers": () => timers,
  };
  for (const [question, answer] of Object.entries(answers)) {
    window.addEventListener(question, (event) => {
      const detail = JSON.stringify(answer(event));
      event.target.dispatchEvent(new CustomEvent("a11ycheck-answer", { detail }));
    }, { capture: true });
  }
};
