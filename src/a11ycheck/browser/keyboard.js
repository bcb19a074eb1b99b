"use strict";
/*
 * Measures what real keys and clicks show, where a keyboard user may not see or not reach something. `scan` finds what
 * is in doubt, without a key. `walk` yields the presses, which Python makes with DevTools: after each it measures what
 * came of it, and only then yields the next. Rules judge in Python what was measured.
 */
module.exports = function createKeyboard({
  createVisibility,
  createSuspects,
  createMenus,
  createNearbyStyles,
  createStepBefore,
  createKnownStops,
  createKnownFailures,
  createKeptScroll,
  createDrawingHosts,
  reactions,
  hasher,
  frames,
  openRoots,
  pageMemory,
}) {
  const ANSWER_MS = 60;
  const FIELD = "input,select,textarea,[role=textbox],[contenteditable]:not([contenteditable=false])";
  const hostsDrawing = createDrawingHosts();
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  let limits = {};
  let visibility = null;
  let suspects = null;
  let menus = null;
  let stepBefore = null;
  let nearbyStyles = null;
  let failures = null;
  let found = { stops: [], hidden: [], parts: [], toggles: [] };
  let hasClicked = false;

  const textOf = (element) =>
    (element.textContent.trim() || element.getAttribute("aria-label") || "").replace(/\s+/g, " ");
  const namesOf = (elements) => elements.map(textOf).filter(Boolean).slice(0, limits.names);

  /**
   * Find what needs a closer look; returns whether `walk` has anything to press. `options` are those of the rules that
   * will judge: how large and how opaque is seen, how many links are a menu, and how many of each are looked at. `earlier`
   * has what keys have shown on other pages: {handlers, memory}.
   */
  function scan(options, earlier) {
    limits = options;
    visibility = createVisibility(limits);
    suspects = createSuspects(visibility, openRoots);
    stepBefore = createStepBefore(suspects);
    menus = createMenus(visibility, suspects, frames);
    nearbyStyles = createNearbyStyles(visibility, suspects, frames);
    failures = createKnownFailures(createKnownStops(hasher, suspects, visibility), hasher, earlier);
    found = suspects.find(limits);
    const restoreScroll = createKeptScroll(visibility)(found.parts.map(({ stops: [first] }) => first));
    for (const item of found.parts) {
      const facts = { stops: item.stops.length, names: namesOf(item.stops), single: item.stops[0] === item.part };
      const hosts = hostsDrawing(item.stops);
      const focused = failures.hiddenAs(item.stops[0], suspects.measureFocused);
      Object.assign(item, { target: item.part, isKnown: focused !== null, facts: { ...facts, hosts, focused } });
    }
    restoreScroll();
    found.toggles = found.toggles.map((target) => {
      const facts = { label: target.localName === "label", links: 0, names: [] };
      return { target, links: [], facts: { ...facts, goals: 0, goals_elsewhere: 0, first_link: null, links_by_key: 0 } };
    });
    return found.toggles.length > 0 || !found.parts.every(({ isKnown }) => isKnown);
  }

  /** What was measured: the number of tab stops and of hidden links, parts out of sight, and what a pointer opens. */
  const measured = () => ({
    stops: found.stops.length,
    hidden_links: found.hidden.length,
    parts: found.parts.map(({ target, facts }) => ({ target, facts })),
    toggles: found.toggles.map(({ target, facts }) => ({ target, facts })),
  });

  /**
   * Yields {keys} to press, or {x, y} to click, and measures what each of them did. Returns what has failed, which the next
   * pages need, and whether the page is as it was: {learnt, isUntouched}.
   */
  async function* walk() {
    const isAsBefore = pageMemory.remember();
    const restoreScroll = createKeptScroll(visibility)([...found.parts.map(({ stops: [first] }) => first), ...found.hidden]);
    prepare();
    // What a toggle opens may lie over a part, so parts come first.
    yield* tabToParts();
    for (const item of found.toggles) yield* pressToggle(item);
    let shut = found.toggles.filter(isShutMenu);
    for (const item of shut) item.openers = menus.openersOf(item.target, item.links, limits.openers);
    shut = shut.filter((item) => !isKnownMenu(item));
    for (const item of shut) yield* tabToFirstLink(item);
    const hidden = shut.filter(({ facts }) => !facts.first_link || !visibility.shows(facts.first_link));
    yield* tryOpeners(hidden);
    for (const item of shut) failures.noteMenu(item, hidden.includes(item) && !item.facts.links_by_key);
    suspects.active()?.blur();
    scrollTo(0, 0);
    restoreScroll();
    // Classes that follow the focus or the scroll position come and go with it.
    await frames(3);
    // After a click the pointer stays where it is.
    return { learnt: failures.all(), isUntouched: !hasClicked && isAsBefore() };
  }

  /** Whether keys have failed to open such a menu on earlier pages: then its facts are those of there. */
  function isKnownMenu(item) {
    const firstLink = failures.firstLinkOf(item);
    if (firstLink === undefined) return false;
    item.facts.first_link = firstLink;
    return true;
  }

  /** Press Tab for the first part of each kind; if it is hidden, the others are measured as a scan has found them. */
  async function* tabToParts() {
    const hidden = new Set();
    for (const { stops, facts, isKnown } of found.parts) {
      const kind = suspects.kindOf(stops[0]);
      if (isKnown) {
        hidden.add(kind);
      } else if (hidden.has(kind)) {
        facts.focused = suspects.measureFocused(stops[0]);
      } else {
        if (stops.includes(suspects.active())) suspects.active().blur();
        const standIns = stops[0].matches(FIELD) ? nearbyStyles.watchAround(stops[0], found.stops) : () => [];
        const { start, presses } = stepBefore(suspects.firstOfGroup(stops[0]));
        const mayFollow = reactions.watch();
        for (let pressed = 0; pressed < presses && !stops.includes(suspects.active()); pressed += 1) yield { keys: ["Tab"] };
        // oxlint-disable-next-line no-await-in-loop
        facts.focused = await measureOneOf(stops, standIns);
        // oxlint-disable-next-line no-await-in-loop
        const follows = await mayFollow();
        start.remove();
        if (follows && isHidden(facts)) {
          // A script may open what contains the focus a moment later, such as a search.
          // oxlint-disable-next-line no-await-in-loop
          await wait(ANSWER_MS);
          // oxlint-disable-next-line no-await-in-loop
          facts.focused = await measureOneOf(stops, standIns);
        }
        if (isHidden(facts)) hidden.add(kind);
        failures.notePart(stops[0], isHidden(facts) && isSeenWithoutKey(stops[0], facts) ? facts.focused : null);
      }
    }
  }

  const isSeenWithoutKey = (stop, { focused }) => JSON.stringify(suspects.measureFocused(stop)) === JSON.stringify(focused);
  const isHidden = ({ focused }) => focused !== null && !visibility.shows(focused);

  /** Measure the stop with the focus, with its labels and what stands in for it; null if it is none of these. */
  async function measureOneOf(stops, standIns) {
    suspects.finishAnimations();
    const stop = suspects.active();
    if (!stops.includes(stop)) return null;
    const measuredStop = visibility.measure(stop);
    if (visibility.shows(measuredStop)) return measuredStop;
    return { ...measuredStop, labels: [...measuredStop.labels, ...(await standIns())] };
  }

  /** Nothing glides, and nothing leads away, while keys and mouse are used. */
  function prepare() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { scroll-behavior: auto !important }");
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    window.navigation?.addEventListener("navigate", (event) => {
      if (!event.hashChange && event.cancelable) event.preventDefault();
    });
  }

  /** Measure the links that a toggle shows: a click by script suffices for most, a real one must do for the others. */
  async function* pressToggle(item) {
    const point = menus.aim(item.target);
    if (!point) return;
    const { control } = item.target;
    const wasChecked = control?.checked;
    let mayFollow = reactions.watch();
    item.target.click();
    let opened = await menus.allInSight(found.hidden, isMenu, mayFollow);
    if (!opened.length && control?.checked !== wasChecked) {
      // A real click would only undo what this one did.
      item.target.click();
      return;
    }
    if (!opened.length) {
      mayFollow = reactions.watch();
      hasClicked = true;
      yield point;
      opened = await menus.allInSight(found.hidden, isMenu, mayFollow);
      if (!opened.length) return;
    }
    mayFollow = reactions.watch();
    item.target.click();
    // Other links may have come into sight for good: scripts follow the scroll position.
    const staying = new Set(await menus.linksInSight(opened, (seen) => !seen.length, mayFollow));
    item.links = opened.filter((link) => !staying.has(link));
    const measuredLinks = { links: item.links.length, names: namesOf(item.links) };
    Object.assign(item.facts, measuredLinks, isMenu(item.links) ? menus.goalsOf(item.links) : {});
  }

  const isMenu = (links) => links.length >= limits.links;

  /** Whether there is anything to try: no other links lead where those of the menu lead. */
  const isShutMenu = ({ links, facts }) => isMenu(links) && facts.goals_elsewhere < facts.goals;

  async function* tabToFirstLink({ links: [first], facts }) {
    // Beside a link that is not rendered, nothing takes the focus.
    if (!suspects.isVisible(visibility.parentOf(first))) return;
    const { start } = stepBefore(first);
    if (suspects.active() === start) {
      yield { keys: ["Tab"] };
      suspects.finishAnimations();
      facts.first_link = suspects.active() === first ? visibility.measure(first) : null;
    }
    start.remove();
  }

  /** Press the controls that may open menus, no control twice: what it opens is looked for in all menus at once. */
  async function* tryOpeners(items) {
    let shut = items;
    const pressed = new Set();
    for (;;) {
      const opener = nextOpener(shut, pressed);
      if (!opener) return;
      pressed.add(opener);
      opener.focus();
      const mayFollow = reactions.watch();
      yield { keys: [opener.type === "checkbox" ? " " : "Enter"] };
      const links = shut.flatMap((item) => item.links);
      // oxlint-disable-next-line no-await-in-loop
      const seen = new Set(await menus.linksInSight(links, (inSight) => inSight.length > 0, mayFollow));
      for (const item of shut) item.facts.links_by_key = item.links.filter((link) => seen.has(link)).length;
      shut = shut.filter(({ facts }) => !facts.links_by_key);
    }
  }

  function nextOpener(items, pressed) {
    for (const item of items) {
      const opener = item.openers.find((element) => !pressed.has(element));
      if (opener) return opener;
    }
    return null;
  }

  return { measured, scan, walk };
};
