"use strict";
/*
 * Finds out whether a page that has loaded is still changing, or has yet to show its content, and waits for that. It
 * starts with the document. A page without scripts never has to wait.
 */
module.exports = function createActivity(ask) {
  const QUIET_MS = 250;
  const CHANGES_LIMIT_MS = 3000;
  const CONTENT_LIMIT_MS = 5000;
  const LITTLE_LIMIT_MS = 2000;
  const IDLE_LIMIT_MS = 1000;
  const LITTLE_IDLE_LIMIT_MS = 500;
  const ANIMATION_LIMIT_MS = 2000;
  const LITTLE_CHARACTERS = 100;
  const STEP_MS = 40;

  // What scripts set from frame to frame to fade, slide or move something.
  const ANIMATED = ["style", "transform", "opacity"];
  const restyled = new WeakMap();

  let lastChange = 0;
  const observer = new MutationObserver((records) => {
    const now = performance.now();
    const styles = new Set(records.filter(({ type }) => type === "attributes").map(({ target }) => target));
    const isContent = records.some(({ type }) => type !== "attributes");
    const isAnimated = [...styles].some((element) => now - (restyled.get(element) ?? -Infinity) < QUIET_MS);
    for (const element of styles) restyled.set(element, now);
    // What is still animated then may never end, as the bar of a slide show.
    if (isContent || (isAnimated && now - loaded() < ANIMATION_LIMIT_MS)) lastChange = now;
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true, attributeFilter: ANIMATED });
  // A document counts the timers of all worlds together, so the difference shows how many scripts of the page set.
  const firstTimer = setTimeout(() => {}, 0);
  let ownTimers = 1;

  function wait(milliseconds) {
    ownTimers += 1;
    return new Promise((resolve) => {
      setTimeout(resolve, milliseconds);
    });
  }

  function hasTimers() {
    const timer = setTimeout(() => {}, 0);
    const others = timer - firstTimer - ownTimers;
    ownTimers += 1;
    return others > 0;
  }

  const loaded = () => performance.getEntriesByType("navigation")[0]?.loadEventEnd || performance.now();
  const hasScripts = () => document.scripts.length > 0 || document.querySelector("[onload],[onerror]") !== null;
  const hasFetched = () =>
    performance.getEntriesByType("resource").some(({ initiatorType }) => /^(?:fetch|xmlhttprequest)$/.test(initiatorType));

  const isChanging = () => lastChange > loaded() && performance.now() - lastChange < QUIET_MS;
  const showsNothing = (shown) => shown.main_characters + shown.main_visuals === 0;
  const hasPlaceholder = (shown) => shown.placeholder !== "";
  const hasLoadingScreen = (shown) => shown.loading_screen;
  const showsLittle = (shown) => shown.main_visuals === 0 && shown.main_characters < LITTLE_CHARACTERS;

  /** Whether scripts await what leaves no other trace: a worker, a message, an event of a server, the next frames. */
  function isAwaiting() {
    const { awaited, chained } = ask(window, "a11ycheck-ask-timers") ?? { awaited: 0, chained: 0 };
    return awaited + chained > 0;
  }

  /** How long content may take to appear, in milliseconds since the page loaded; 0 where none is expected. */
  function contentLimit(shown) {
    if (shown.placeholder) return CONTENT_LIMIT_MS;
    const isActive = hasTimers() || hasFetched() || isAwaiting();
    if (shown.loading_screen && isActive) return LITTLE_LIMIT_MS;
    if (showsNothing(shown)) return isActive ? CONTENT_LIMIT_MS : IDLE_LIMIT_MS;
    if (!showsLittle(shown)) return 0;
    return isActive ? LITTLE_LIMIT_MS : LITTLE_IDLE_LIMIT_MS;
  }

  /** Whether scripts may still change what the page shows now. */
  function isExpected(shown) {
    if (!hasScripts() || shown.parse_error) return false;
    return isChanging() || performance.now() - loaded() < contentLimit(shown);
  }

  async function poll(condition, limit) {
    const end = performance.now() + limit;
    while (!condition()) {
      if (performance.now() > end) return false;
      // oxlint-disable-next-line no-await-in-loop
      await wait(STEP_MS);
    }
    return true;
  }

  /** Wait for expected content, then for the last change; returns whether the page changes still. */
  async function awaitIdle(measure) {
    const before = measure();
    const rest = before ? contentLimit(before) + loaded() - performance.now() : 0;
    const isAwaited = [hasPlaceholder, hasLoadingScreen, showsNothing].find((shows) => before && shows(before)) ?? showsLittle;
    if (before && rest > 0) {
      await poll(() => {
        const now = measure();
        return !now || !isAwaited(now);
      }, rest);
    }
    return !(await poll(() => !isChanging(), CHANGES_LIMIT_MS));
  }

  const leave = () => observer.disconnect();

  return { isExpected, awaitIdle, wait, poll, leave };
};
