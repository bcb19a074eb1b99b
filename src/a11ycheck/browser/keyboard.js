"use strict";
/*
 * Looks closer where something may be out of a keyboard user's sight or reach, and notes what real keys show.
 *
 * `scan` finds the suspects. Python presses keys and the mouse only for those of which nothing is known yet: `begin`
 * settles what was seen on a page that is alike. Each `next…` judges what the press before it did, and makes ready
 * for the next one, until it says that there is none: every call takes a way through the driver.
 */
module.exports = function createKeyboard(sight, suspects, menusOf, compare) {
  const { active, finishAnimations } = suspects;
  const { aim, inSight, isElsewhere, menuOf, openersOf } = menusOf;
  const NAMED = 3;
  const PARTS = 5;
  // What may be learned of a part: it stays hidden when Tab leads there, or not; of a toggle: it opens no menu,
  // one that keys open as well, or one that they do not.
  const [HIDDEN, SEEN, NO_MENU, KEYS, POINTER] = ["hidden", "seen", "no menu", "keys", "pointer"];
  const records = { stops: [], toggles: [] };
  let learned = [];
  // What was known of suspects like these, for toggles that were not yet looked at.
  let unsettled = {};
  let parts = [];
  let toggles = [];
  let closed = [];
  let menus = [];
  let pressed = [];
  // What stands ready for the press that comes next: a part, a toggle, a menu, a control.
  let ready = null;
  let start = null;

  const words = (element) =>
    (element.textContent.trim() || element.getAttribute("aria-label") || "").replace(/\s+/g, " ");
  const named = (all) => all.map(words).filter(Boolean).slice(0, NAMED);
  const learn = (like, what) => learned.push([like, what]);

  /** Find what needs a closer look; returns what it is like, as texts that are equal on pages that are alike. */
  function scan() {
    const found = suspects.find();
    closed = found.closed;
    const like = compare();
    parts = found.parts.slice(0, PARTS).map(([part, stops], at) => ({ at, part, stops, like: like(part, stops[0]) }));
    toggles = found.toggles.map((toggle, at) => ({ at, toggle, like: like(toggle) }));
    return [...parts, ...toggles].map((suspect) => suspect.like);
  }

  /**
   * Begin a walk: what an earlier one left goes. What is known of suspects like these (their likeness: all that was
   * seen of them) is looked for here as well, without keys. Returns whether anything is left for keys and mouse.
   */
  async function begin(known) {
    records.stops = [];
    records.toggles = [];
    [learned, menus, pressed] = [[], [], []];
    ready = null;
    if (parts.length || toggles.length) prepare();
    parts = parts.filter((part) => !isSettled(part, known[part.like] ?? []));
    unsettled = known;
    // What a toggle opens may lie over a part, so parts come first.
    if (!parts.length) await settleToggles();
    return parts.length + toggles.length > 0;
  }

  /** Leave only toggles of which too little is known. One after the other: each opens and closes something. */
  async function settleToggles() {
    const open = [];
    for (const toggle of toggles) {
      // oxlint-disable-next-line no-await-in-loop
      if (!(await isToggleSettled(toggle, unsettled[toggle.like] ?? []))) open.push(toggle);
    }
    toggles = open;
    unsettled = {};
  }

  /** Settled is what looks here as keys have shown it elsewhere. */
  function isSettled(suspect, seen) {
    if (seen.length !== 1) return false;
    const why = whyUnseen(suspect.stops[0]);
    if (Boolean(why) !== (seen[0] === HIDDEN)) return false;
    noteStop(suspect, suspect.stops[0], why);
    return true;
  }

  const whyUnseen = (stop) =>
    suspects.unheard(() => {
      stop.focus({ focusVisible: true });
      finishAnimations();
      return active() === stop ? sight.unseen(stop) : "";
    });

  /** What a toggle opens differs from page to page, so each is tried, by script. */
  async function isToggleSettled(suspect, seen) {
    if (!seen.length) return false;
    if (!aim(suspect.toggle)) return true;
    suspect.toggle.click();
    const menu = await menuOf(suspect, closed);
    if (!menu) return seen.includes(NO_MENU);
    if (isElsewhere(menu)) return true;
    if (seen.includes(KEYS) === seen.includes(POINTER)) return false;
    if (seen.includes(POINTER)) noteToggle(menu);
    return true;
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

  /** Put the focus just before an element, on a place of its own, so that Tab leads there if it leads there at all. */
  function stepBefore(element) {
    const place = document.createElement("span");
    place.tabIndex = element.tabIndex;
    place.style.cssText = "position: fixed !important; inset: 0 auto auto 0 !important; outline: 0 !important";
    element.before(place);
    place.focus({ preventScroll: true });
    return place;
  }
  /** Put the focus before the next part that is out of sight; returns whether there is one. */
  function nextPart() {
    if (ready) notePart(ready);
    ready = parts.shift() ?? null;
    if (ready) start = stepBefore(ready.stops[0]);
    return ready !== null;
  }

  /** Note the stop that Tab led to, if it is of this part and cannot be seen. */
  function notePart(suspect) {
    finishAnimations();
    const stop = active();
    start.remove();
    const why = suspect.stops.includes(stop) ? sight.unseen(stop) : "";
    learn(suspect.like, why ? HIDDEN : SEEN);
    noteStop(suspect, stop, why);
  }

  function noteStop({ at, part, stops }, stop, why) {
    if (!why) return;
    const facts = { why, stops: stops.length, names: named(stops), single: part === stop };
    note(records.stops, { at, element: part, facts });
  }

  /** In the order of the page, however they were found. */
  function note(list, record) {
    list.push(record);
    list.sort((a, b) => a.at - b.at);
  }

  /** Where to press the next toggle that a pointer can hit; null where there is none. */
  async function nextToggle() {
    if (toggles.some(({ like }) => like in unsettled)) await settleToggles();
    if (ready) await noteMenu(ready);
    for (ready = toggles.shift(); ready; ready = toggles.shift()) {
      const spot = aim(ready.toggle);
      if (spot) return spot;
    }
    return null;
  }

  /** Keep the menu that pressing opened, if it stays shut to the keyboard, as far as can be told without keys. */
  async function noteMenu(suspect) {
    const menu = await menuOf(suspect, closed);
    if (!menu) learn(suspect.like, NO_MENU);
    else if (!isElsewhere(menu)) menus.push(menu);
  }

  /** Put the focus just before the first link of the next menu where it can be; returns whether there is one. */
  function nextMenu(index) {
    if (ready) leaveMenu(ready);
    ready = null;
    for (const menu of menus.slice(index)) {
      start = stepBefore(menu.links[0]);
      if (active() === start) {
        ready = menu;
        return menus.indexOf(menu) + 1;
      }
      start.remove();
    }
    forget((menu) => menu.reached);
    return 0;
  }

  function leaveMenu(menu) {
    finishAnimations();
    menu.reached = active() === menu.links[0] && !sight.unseen(menu.links[0]);
    start.remove();
  }

  /** Menus that the keyboard opens are in order. */
  function forget(isOpened) {
    for (const menu of menus.filter(isOpened)) learn(menu.like, KEYS);
    menus = menus.filter((menu) => !isOpened(menu));
  }

  /**
   * Put the focus on the next control that may open a menu. One that was pressed for another menu has shown
   * what it opens. Returns whether the space bar ticks it or Enter presses it; "" where there is none.
   */
  async function nextOpener() {
    if (ready) await dropOpened();
    ready = null;
    for (const menu of menus) {
      menu.openers ??= openersOf(menu);
      const opener = menu.openers.find((element) => !pressed.includes(element));
      if (opener) {
        pressed.push(opener);
        opener.focus();
        ready = opener;
        return opener.type === "checkbox" ? "space" : "enter";
      }
    }
    for (const menu of menus) {
      learn(menu.like, POINTER);
      noteToggle(menu);
    }
    return "";
  }

  /** Forget the menus of which the keyboard has brought a link into sight. */
  async function dropOpened() {
    const all = menus.flatMap(({ links }) => links);
    const seen = new Set(await inSight(all, (found) => found.length > 0));
    forget(({ links }) => links.some((link) => seen.has(link)));
  }

  function noteToggle({ at, toggle, links }) {
    const facts = { label: toggle.localName === "label", links: links.length, names: named(links) };
    note(records.toggles, { at, element: toggle, facts });
  }

  return { records, scan, begin, nextPart, nextToggle, nextMenu, nextOpener, learned: () => learned };
};
