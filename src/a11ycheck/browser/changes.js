"use strict";
/*
 * Texts that change or move by themselves, and the controls that stop, hide or slow them. Python lets the page's clock run
 * faster, so that a minute passes in a moment.
 */
module.exports = function createChanges(controls, moving, openRoots) {
  const STEP_MS = 5000;
  // A control is judged by a few changes, however slow they are.
  const [CONTROL_MS, LONGEST_MS, PERIODS] = [4000, 12_000, 2.2];
  // What changes at the beginning, such as a notice that something is loading, does not change regularly.
  const LOADING_MS = 5000;
  const LEAST_CHANGES = 2;
  // What ends within five seconds needs no control (WCAG 2.2.2).
  const LEAST_MS = 5000;
  // What changes as soon as it is watched has probably done so since the page was loaded.
  const ONGOING_MS = 500;
  // What has not changed for so long, and for twice as long as ever between two changes, has come to its end.
  const [IDLE_MS, IDLE_GAPS] = [10_000, 2];
  const counts = new Map();
  const times = new Map();
  const shown = new WeakMap();
  const first = new WeakMap();
  const controlled = new Map();
  // The texts that had changed for some time, each with how many controls there are.
  const over = new Map();
  let [loaded, began] = [0, 0];
  let observer = null;

  const textOf = (element) => (element.textContent ?? "").replace(/\s+/g, " ").trim();
  const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : (node.parentElement ?? node.host ?? null));

  function note(records) {
    for (const element of new Set(records.map(({ target }) => elementOf(target)))) {
      if (!element || element.closest("script,style,head")) continue;
      const text = textOf(element);
      if (shown.has(element) && shown.get(element) !== text) noteChange(element, performance.now());
      shown.set(element, text);
    }
  }

  function noteChange(element, now) {
    const start = now - began < ONGOING_MS ? loaded : now;
    const { since, last, gap } = times.get(element) ?? { since: start, last: now, gap: 0 };
    times.set(element, { since, last: now, gap: Math.max(gap, now - last) });
    if (now - loaded > LOADING_MS) counts.set(element, (counts.get(element) ?? 0) + 1);
  }

  function watch() {
    began = performance.now();
    loaded = performance.getEntriesByType("navigation")[0]?.loadEventEnd || began;
    observer = new MutationObserver(note);
    const roots = [document];
    for (const root of roots) {
      for (const element of root.querySelectorAll("*")) {
        if (element.shadowRoot) roots.push(element.shadowRoot);
        if (element.firstElementChild) continue;
        shown.set(element, textOf(element));
        first.set(element, element.textContent);
      }
      observer.observe(root, { childList: true, subtree: true, characterData: true });
    }
    moving.watch(roots, began);
  }

  /** Let time pass; returns whether texts have changed or moved often enough. */
  async function pass() {
    await controls.wait(STEP_MS);
    moving.tick();
    return targets().length > 0;
  }

  /** Elements whose visible text changes, none of whose children's does, or that move, and that are not all there is. */
  function targets() {
    const changing = [...counts.keys()].filter(isText);
    const all = document.body?.innerText.trim();
    const isPart = (element) => element.isConnected && element.innerText?.trim() !== all;
    const moved = moving.targets().filter((element) => isPart(element) && !isText(element));
    // What a carousel says of itself is changed beside what moves.
    const holders = ancestorsOf([...changing, ...moved]);
    const texts = changing.filter((element) => !holders.has(element) && isPart(element) && controls.isShown(element));
    return [...texts, ...moved.filter((element) => !texts.some((text) => element.contains(text) || text.contains(element)))];
  }

  /** The elements that any of these are in. */
  function ancestorsOf(elements) {
    const found = new Set();
    for (const { parentElement } of elements) {
      for (let at = parentElement; at && !found.has(at); at = at.parentElement) found.add(at);
    }
    return found;
  }

  // A carousel that puts its last part first moves: its text is the same.
  const isText = (element) => isChanging(element) && moving.countOf(element) < LEAST_CHANGES;

  function isChanging(element) {
    if ((counts.get(element) ?? 0) < LEAST_CHANGES) return false;
    const { since, last } = times.get(element);
    return last - since > LEAST_MS;
  }

  /** Whether a text changed for some time, as a number does that counts up, and does not any more. */
  function isOver(element) {
    if (!isText(element)) return false;
    const { last, gap } = times.get(element);
    return performance.now() - last > Math.max(IDLE_MS, gap * IDLE_GAPS);
  }

  // What fades is not to be seen at times.
  const isHidden = (element) => (isText(element) ? !controls.isShown(element) : !element.checkVisibility());

  /** Activate one control after the other; note which of them stop or hide a text, or change how often it changes. */
  async function tryControls() {
    const all = targets();
    for (const element of all) controlled.set(element, 0);
    for (const element of all.filter(isOver)) over.set(element, controls.find().length);
    const found = all.filter((element) => !over.has(element));
    if (found.length === 0) return;
    const window = windowFor(found);
    const before = await rates(found, window);
    await controls.tryEach(async (control) => {
      controls.activate(control);
      leaveControl();
      const after = await rates(found, window);
      // A control may also put off the next change only, as one that turns a carousel does.
      const again = found.some((_, index) => after[index] > 0 && after[index] * 2 < before[index]) ? await rates(found, window) : after;
      found.forEach((element, index) => {
        // A control that moves something makes it move more often, for once.
        const isFaster = isText(element) && after[index] > before[index] * 2;
        const isOther = after[index] + again[index] < before[index] || isFaster;
        if (isOther || isHidden(element)) controlled.set(element, controlled.get(element) + 1);
      });
      return found.every((element) => controlled.get(element) > 0);
    });
  }

  /** What pauses only as long as the focus is on a control cannot be paused while somebody reads (WCAG 2.2.2). */
  function leaveControl() {
    for (const { activeElement } of openRoots()) if (activeElement && activeElement !== document.body) activeElement.blur();
  }

  const countOf = (element) => (counts.get(element) ?? 0) + moving.countOf(element);

  /** How long to wait for some changes of each element, as often as they come, in milliseconds. */
  function windowFor(elements) {
    const fewest = Math.min(...elements.map(countOf));
    const period = (performance.now() - began - LOADING_MS) / Math.max(fewest, 1);
    return Math.min(Math.max(CONTROL_MS, period * PERIODS), LONGEST_MS);
  }

  /** How often each text changes or moves within some time. */
  async function rates(elements, window) {
    const before = elements.map(countOf);
    await controls.wait(window);
    moving.tick();
    return elements.map((element, index) => countOf(element) - before[index]);
  }

  /**
   * What was found before controls were activated; each element shows its first text again, so that reports of two audits
   * are the same. Controls in shadow trees are not tried: what changes there may have one.
   */
  function facts() {
    const found = controlled.size ? [...controlled.keys()].filter((element) => element.isConnected) : targets();
    observer?.disconnect();
    moving.restore();
    return found.map((element) => {
      const isCertain = isText(element) && element.getRootNode() === document;
      if (isText(element) && first.has(element)) element.textContent = first.get(element);
      const measured = { controlled: controlled.get(element) > 0, ...(over.has(element) && { over: true, controls: over.get(element) }) };
      return [element, isCertain ? measured : { ...measured, doubtful: true }];
    });
  }

  const { isExpected } = moving;
  const { linkTexts } = controls;
  return { isExpected, watch, pass, tryControls, facts, linkTexts };
};
