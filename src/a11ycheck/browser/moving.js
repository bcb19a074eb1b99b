"use strict";
/*
 * Texts and images that move, or come and go, by themselves: a script changes attributes or scrolls a box again and again,
 * or a stylesheet animates without an end. What is in sight is compared from time to time; text itself does not change.
 */
module.exports = function createMoving(controls, openRoots) {
  // By then, what a script moves step by step has arrived.
  const MOVE_MS = 800;
  const LEAST_MOVES = 3;
  // What ends within five seconds needs no control (WCAG 2.2.2).
  const LEAST_MS = 5000;
  const [LEAST_DISTANCE, LEAST_FADE, LEAST_SIZE, LEAST_IMAGE] = [20, 0.5, 8, 50];
  const [MOST_MOVERS, MOST_PARTS, MOST_SAMPLES] = [60, 300, 8];
  const ATTRIBUTES = ["class", "style", "hidden", "aria-hidden", "src"];
  const WORDS = /[\p{L}\p{N}][^]*[\p{L}\p{N}]/u;
  // What tells of waiting is over by itself, and has no text to read.
  const WAITS = "[aria-busy=true],[role=progressbar],progress";
  const NAMED = `[aria-roledescription=carousel i],${["carousel", "marquee", "slide", "ticker"].map((name) => `[class*=${name} i]`)}`;
  const places = new Map();
  const found = new Map();
  const firstValues = new Map();
  const waiting = new Map();
  let animations = [];
  let observer = null;
  let began = 0;
  let isPending = false;

  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;
  const isPage = (element) => !element || element === document.body || element === document.documentElement;

  function watch(roots, start) {
    began = start;
    observer = new MutationObserver((records) => records.forEach(noteAttribute));
    for (const root of roots) {
      observer.observe(root, { subtree: true, attributes: true, attributeFilter: ATTRIBUTES, attributeOldValue: true });
    }
    window.addEventListener("a11ycheck-scrolls", (event) => {
      const [box] = event.composedPath();
      note(box, box);
    }, { capture: true });
    window.dispatchEvent(new CustomEvent("a11ycheck-hurry"));
    animations = roots.flatMap(endless);
    // They were stopped so that the page could be measured.
    for (const animation of animations) animation.play();
  }

  function noteAttribute({ target, attributeName, oldValue }) {
    if (target.getAttribute(attributeName) === oldValue) return;
    if (!firstValues.has(target)) firstValues.set(target, new Map());
    const values = firstValues.get(target);
    if (!values.has(attributeName)) values.set(attributeName, oldValue);
    note(target, parentOf(target));
  }

  /** Look at an element in a moment, and at where its parts are in a frame. */
  function note(element, frame) {
    if (!(element instanceof Element) || isPage(element) || (places.size >= MOST_MOVERS && !places.has(element))) return;
    waiting.set(element, frame);
    if (!isPending) controls.wait(MOVE_MS).then(compare);
    isPending = true;
  }

  function compare() {
    isPending = false;
    endTransitions();
    const clips = new Map();
    const moved = new Map();
    for (const [element, frame] of waiting) {
      const [before, now] = [places.get(element), placesOf(element, frame, clips)];
      places.set(element, now);
      if (before && differs(before, now)) moved.set(element, isPage(frame) ? element : frame);
    }
    waiting.clear();
    count(moved);
  }

  /** Hardly any frame is drawn while time passes fast: transitions would stand still, and scripts wait for their end. */
  function endTransitions() {
    for (const animation of openRoots().flatMap((root) => root.getAnimations())) {
      if (!(animation instanceof CSSTransition)) continue;
      animation.finish();
      const { transitionProperty: propertyName, effect } = animation;
      effect?.target?.dispatchEvent(new TransitionEvent("transitionend", { propertyName, bubbles: true }));
    }
  }

  /** Count once what moves together: the slides of a carousel. */
  function count(moved) {
    const now = performance.now();
    if (now - began <= LEAST_MS) return;
    for (const group of new Set(moved.values())) {
      if (!found.has(group)) found.set(group, { count: 0, parts: new Set(), first: now, last: now });
      const known = found.get(group);
      known.count += 1;
      known.last = now;
      for (const [element, own] of moved) if (own === group) known.parts.add(element);
    }
  }

  /** The texts and images of an element that are in sight, with their places in a frame. */
  function placesOf(element, frame, clips) {
    const seen = new Map();
    const origin = isPage(frame) ? { left: -scrollX, top: -scrollY } : frame.getBoundingClientRect();
    for (const part of partsOf(element)) {
      const isImage = part.localName === "img";
      if (!isImage && !hasOwnText(part)) continue;
      const box = part.getBoundingClientRect();
      if (!isInSight(part, box, isImage ? LEAST_IMAGE : LEAST_SIZE, clips)) continue;
      seen.set(part, { x: box.left - origin.left, y: box.top - origin.top, source: isImage ? part.currentSrc : "" });
    }
    return seen;
  }

  /** An element and what it consists of, also in its shadow tree or its slot. */
  function partsOf(element) {
    const parts = [element];
    for (const part of parts) {
      if (parts.length >= MOST_PARTS) break;
      const slotted = part.localName === "slot" ? part.assignedElements() : [];
      if (slotted.length) parts.push(...slotted);
      // Not `children`: a form field may have that name.
      else for (let child = (part.shadowRoot ?? part).firstElementChild; child; child = child.nextElementSibling) parts.push(child);
    }
    return parts;
  }

  const hasOwnText = ({ childNodes }) => [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && WORDS.test(node.data));

  function isInSight(part, { left, top, width, height }, least, clips) {
    if (width < least || height < least) return false;
    if (!part.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const [x, y] = [left + width / 2, top + height / 2];
    for (let box = part; !isPage(box); box = parentOf(box)) {
      if (!clips.has(box)) clips.set(box, clipOf(box));
      const clip = clips.get(box);
      if (clip && (x < clip.left || x > clip.right || y < clip.top || y > clip.bottom)) return false;
    }
    return true;
  }

  /** The box outside of which nothing of an element is seen; an empty one of what only screen readers read. */
  function clipOf(element) {
    const { overflow, clip } = getComputedStyle(element);
    if (overflow === "visible" && clip === "auto") return null;
    const box = element.getBoundingClientRect();
    return clip !== "auto" || box.width < LEAST_SIZE || box.height < LEAST_SIZE ? { left: 0, right: -1 } : box;
  }

  function differs(before, now) {
    if (before.size !== now.size) return true;
    for (const [part, { x, y, source }] of now) {
      const old = before.get(part);
      if (!old || old.source !== source || Math.hypot(x - old.x, y - old.y) >= LEAST_DISTANCE) return true;
    }
    return false;
  }

  /** The endless animations of stylesheets that move or fade text noticeably. */
  function endless(root) {
    return root.getAnimations().filter((animation) => {
      const { effect, timeline } = animation;
      if (!(animation instanceof CSSAnimation && timeline instanceof DocumentTimeline && effect?.target)) return false;
      const { target } = effect;
      const { duration, endTime } = effect.getComputedTiming();
      if (endTime !== Infinity || !(duration > 0) || effect.pseudoElement || target.closest(WAITS)) return false;
      return isPlayed(target) && WORDS.test(target.textContent) && isNoticeable(animation);
    });
  }

  const isPlayed = (target) => getComputedStyle(target).animationPlayState.includes("running");

  /** How far a target gets within one turn of its animation. */
  function isNoticeable(animation) {
    const { effect, currentTime } = animation;
    const { delay, duration } = effect.getComputedTiming();
    const samples = Array.from({ length: MOST_SAMPLES }, (_, index) => {
      animation.currentTime = delay + (duration * index) / MOST_SAMPLES;
      const { opacity, visibility } = getComputedStyle(effect.target);
      const { left, top, width, height } = effect.target.getBoundingClientRect();
      const isBoxed = Math.min(width, height) >= LEAST_SIZE;
      return { left, top, opacity: Number(opacity), shown: visibility === "visible" ? 1 : 0, isBoxed };
    });
    animation.currentTime = currentTime;
    if (!samples.some(({ isBoxed, opacity, shown }) => isBoxed && opacity > 0 && shown)) return false;
    const spread = (name) => {
      const values = samples.map((sample) => sample[name]);
      return Math.max(...values) - Math.min(...values);
    };
    const distance = Math.max(spread("left"), spread("top"));
    return distance >= LEAST_DISTANCE || spread("opacity") >= LEAST_FADE || spread("shown") > 0;
  }

  /** Count the animations that still run. */
  function tick() {
    const running = animations.filter(({ playState, effect }) => playState === "running" && effect.target.isConnected && isPlayed(effect.target));
    const seen = running.map(({ effect }) => effect.target).filter((target) => target.checkVisibility());
    count(new Map(seen.map((target) => [target, isPage(parentOf(target)) ? target : parentOf(target)])));
  }

  /** What has moved often and long enough: several parts as the element around them. */
  function targets() {
    const groups = [...found].filter(([, { count: times, first, last }]) => times >= LEAST_MOVES && last - first > LEAST_MS);
    const elements = [...new Set(groups.map(([group, { parts }]) => (parts.size === 1 ? [...parts][0] : group)))];
    return elements.filter(
      (element) => element.isConnected && !elements.some((other) => other !== element && other.contains(element)),
    );
  }

  /** How often an element, or what it consists of, has moved. */
  function countOf(element) {
    const known = found.get(element) ?? [...found.values()].find(({ parts }) => parts.size === 1 && parts.has(element));
    return known?.count ?? 0;
  }

  /** Let what has moved look again as it did at first. */
  function restore() {
    observer?.disconnect();
    for (const [element, values] of firstValues) {
      if (!places.has(element)) continue;
      for (const [name, value] of values) {
        // A style that a script changes all the time had no first value.
        if (value === null || name === "style") element.removeAttribute(name);
        else element.setAttribute(name, value);
      }
    }
  }

  /** Many pages use animation frames: they count where something is named for how it moves. */
  function isExpected(timers) {
    const { repeated, long, chained, frames } = timers ?? { repeated: 0, long: 0, chained: 0, frames: 0 };
    const isDrawn = chained + frames > 0 && document.querySelector(NAMED) !== null;
    return repeated + long > 0 || isDrawn || openRoots().some((root) => endless(root).length > 0);
  }

  return { isExpected, watch, tick, targets, countOf, restore };
};
