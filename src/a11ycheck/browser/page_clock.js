"use strict";
/*
 * Runs in the page's own world, before its scripts and `page_hooks.js`: has frames come by the clock while time passes
 * fast, and holds back what is due at some time while it is looked at what keys do.
 */
module.exports = function installClock() {
  // Seldom enough that scripts which draw all the time do not take long.
  const FRAME_MS = 100;
  // What comes more often may ask which keys are down.
  const LEAST_HELD_MS = 100;
  const { apply } = Reflect;
  const { setTimeout: later, clearTimeout: forget } = window;
  const heldTimers = new Map();
  const awaited = new Map();
  let [holds, isHolding] = [0, false];

  window.addEventListener("a11ycheck-hurry", replaceFrames(), { capture: true, once: true });
  const ENDS = { setTimeout: "clearTimeout", setInterval: "clearInterval" };
  for (const name of Object.keys(ENDS)) makeHoldable(name);
  for (const name of Object.values(ENDS)) noteEnds(name);
  window.addEventListener("a11ycheck-hold", hold, { capture: true });
  window.addEventListener("a11ycheck-release", release, { capture: true });

  /** Have animation frames come as the page is drawn, until the function that is returned has them come by the clock. */
  function replaceFrames() {
    const { requestAnimationFrame: draw, cancelAnimationFrame: cancelDrawn } = window;
    let [request, cancel] = [draw, cancelDrawn];
    let last = 0;
    const start = (id, callback) => {
      const called = (time = performance.now()) => {
        awaited.delete(id);
        callback(time);
      };
      awaited.set(id, { callback, handle: request(called, FRAME_MS) });
    };
    const end = (id) => {
      cancel(awaited.get(id)?.handle);
      awaited.delete(id);
    };
    window.requestAnimationFrame = function (callback) {
      if (typeof callback !== "function") return draw(callback);
      last += 1;
      start(last, callback);
      return last;
    };
    window.cancelAnimationFrame = (id) => end(Number(id));
    return () => {
      const pending = [...awaited];
      for (const [id] of pending) end(id);
      [request, cancel] = [later, forget];
      for (const [id, { callback }] of pending) start(id, callback);
    };
  }

  /** Have a timer that was set before keys are looked at come after that. */
  function makeHoldable(name) {
    const original = window[name];
    window[name] = function (callback, delay, ...values) {
      const rest = [delay, ...values];
      if (typeof callback !== "function" || !(Number(delay) >= LEAST_HELD_MS)) {
        return apply(original, this ?? window, [callback, ...rest]);
      }
      const since = holds;
      const called = (...given) => {
        if (isHolding && since < holds) heldTimers.set(id, () => apply(callback, window, given));
        else apply(callback, window, given);
      };
      const id = apply(original, this ?? window, [called, ...rest]);
      return id;
    };
  }

  function noteEnds(name) {
    const original = window[name];
    window[name] = function (id) {
      heldTimers.delete(Number(id));
      return apply(original, this ?? window, [id]);
    };
  }

  /** How many frames the page waits for. */
  const awaitedFrames = () => awaited.size;

  function hold() {
    holds += 1;
    isHolding = true;
  }

  function release() {
    isHolding = false;
    for (const run of heldTimers.values()) later(run, 0);
    heldTimers.clear();
  }

  return { awaitedFrames };
};
