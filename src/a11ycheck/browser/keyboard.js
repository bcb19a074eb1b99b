"use strict";
/*
 * Finds what may be out of a keyboard user's sight or reach, and notes what real keys then show.
 *
 * `scan` changes nothing that lasts: the page's scripts hear nothing of the focus that it moves. Only where
 * something stays suspect does Python press keys and the mouse. Each `next…` judges what the press before it
 * did, and makes ready for the next one, until it says that there is none: every call takes a way through the driver.
 */
module.exports = function createKeyboard(sight) {
  const FOCUSABLE =
    "a[href],button,input:not([type=hidden]),select,textarea,summary,audio[controls],video[controls]," +
    "[contenteditable],[tabindex]";
  const SUSPECTS = 60;
  const TOGGLES = 4;
  const MENU = 2;
  const NAMED = 3;
  const POINTED = 3000;
  const OPENERS = 3;
  const PARTS = 5;
  const records = { stops: [], toggles: [] };
  let groups = [];
  let toggles = [];
  let closed = [];
  let menus = [];
  let openers = [];
  // What stands ready for the press that comes next: a part, a toggle, a menu, a control.
  let ready = null;
  let start = null;

  function* elements(root) {
    for (const element of root.querySelectorAll("*")) {
      yield element;
      if (element.shadowRoot) yield* elements(element.shadowRoot);
    }
  }

  const active = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
  const isVisible = (element) => element.checkVisibility({ visibilityProperty: true });
  const isTabbable = (element) =>
    element.matches(FOCUSABLE) &&
    element.tabIndex >= 0 &&
    !element.matches(":disabled") &&
    !element.closest("[inert]") &&
    isVisible(element);
  const words = (element) =>
    (element.textContent.trim() || element.getAttribute("aria-label") || "").replace(/\s+/g, " ");

  function finishAnimations() {
    for (const animation of document.getAnimations()) {
      try {
        animation.finish();
      } catch {
        // It has no end, or follows the scroll position.
      }
    }
  }

  /** Do something of which no script of the page hears: its events end before they begin. */
  function unheard(work) {
    const end = (event) => event.stopImmediatePropagation();
    const kinds = ["focus", "focusin", "blur", "focusout"];
    for (const kind of kinds) window.addEventListener(kind, end, true);
    const before = active();
    try {
      return work();
    } finally {
      active()?.blur();
      if (before && before !== document.body) before.focus({ preventScroll: true });
      finishAnimations();
      for (const kind of kinds) window.removeEventListener(kind, end, true);
    }
  }

  /** Out of sight although it holds the focus: what a style shows on focus is no suspect. */
  function staysHidden(element) {
    element.focus({ preventScroll: true, focusVisible: true });
    finishAnimations();
    return active() === element && !sight.isInSight(element);
  }

  /** Suspects that lie in one hidden part, such as a drawer, are one: [the part, its stops]. */
  function grouped(suspects, stops) {
    const hidden = new Set(suspects);
    const byPart = new Map();
    for (const suspect of suspects) {
      let part = [...byPart.keys()].find((known) => known.contains(suspect)) ?? suspect;
      if (part !== suspect) {
        byPart.get(part).push(suspect);
        continue;
      }
      for (let next = sight.parentOf(part); isHiddenPart(next); next = sight.parentOf(next)) {
        if (stops.some((stop) => next.contains(stop) && !part.contains(stop))) part = next;
      }
      byPart.set(part, [suspect]);
    }
    return [...byPart];

    function isHiddenPart(element) {
      return (
        element instanceof Element &&
        element !== document.body &&
        !element.contains(document.body) &&
        stops.every((stop) => hidden.has(stop) || !element.contains(stop)) &&
        sight.isOut(element)
      );
    }
  }

  /** The links that nobody can see or scroll to now. */
  const hiddenLinks = () =>
    sight.during(() =>
      [...document.querySelectorAll("a[href]")].filter((link) => !isVisible(link) || !sight.isInSight(link)),
    );

  /** What a pointer can press and the keyboard cannot: labels of hidden boxes, and things made to look like buttons. */
  function pointerOnly(stops) {
    const reached = new Set(stops);
    const holdsStop = (element) => stops.some((stop) => element.contains(stop) || stop.contains(element));
    const labels = [...document.querySelectorAll("label")].filter(
      ({ control }) => /^(checkbox|radio)$/.test(control?.type) && !control.disabled && !reached.has(control),
    );
    const others = [...elements(document)].slice(0, POINTED).filter(looksPressable);
    return [...labels, ...others.filter((element) => !element.closest("label") && !holdsStop(element))].filter(
      (element) => sight.isRendered(element) && sight.isInSight(element),
    );
  }

  function looksPressable(element) {
    if (element.closest("pre,code,svg *,select")) return false;
    if (element.matches("[onclick],[role=button],[aria-expanded],[aria-haspopup]")) return true;
    const outer = sight.parentOf(element);
    return (
      getComputedStyle(element).cursor === "pointer" && !(outer && getComputedStyle(outer).cursor === "pointer")
    );
  }

  /** Find what has to be looked into with real keys; returns how many parts and toggles there are. */
  function scan() {
    const stops = [...elements(document)].filter(isTabbable);
    const doubtful = sight.during(() => stops.filter((stop) => !sight.isInSight(stop)).slice(0, SUSPECTS));
    const suspects = doubtful.length ? unheard(() => doubtful.filter(staysHidden)) : [];
    groups = grouped(suspects, stops);
    const pressable = sight.during(() => pointerOnly(stops));
    toggles = pressable.length && hiddenLinks().length >= MENU ? pressable.slice(0, TOGGLES) : [];
    return { stops: groups.length, toggles: toggles.length };
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
    ready = groups.shift() ?? null;
    if (ready) start = stepBefore(ready[1][0]);
    return ready !== null;
  }

  /** Note the stop that Tab led to, if it is of this part and cannot be seen. */
  function notePart([part, stops]) {
    finishAnimations();
    const stop = active();
    start.remove();
    const why = stops.includes(stop) ? sight.unseen(stop) : "";
    if (why) {
      const names = stops.map(words).filter(Boolean).slice(0, NAMED);
      records.stops.push({ element: part, facts: { why, stops: stops.length, names, single: part === stop } });
    }
  }

  /** Where to press the next toggle that a pointer can hit; null where there is none. */
  async function nextToggle() {
    if (ready) await noteMenu(ready);
    for (ready = toggles.shift(); ready; ready = toggles.shift()) {
      const spot = aim(ready);
      if (spot) return spot;
    }
    return null;
  }

  /** Bring a toggle into view; returns where to press it, null where something else lies there. */
  function aim(toggle) {
    toggle.scrollIntoView({ block: "center", inline: "center" });
    closed = hiddenLinks();
    const { left, top, width, height } = toggle.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = toggle.getRootNode().elementFromPoint(x, y);
    return hit && toggle.contains(hit) ? { x, y } : null;
  }

  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  /** What is in sight of these links once that is as expected, or two frames from now. */
  async function inSight(links, isExpected) {
    const look = () => {
      finishAnimations();
      return sight.during(() => links.filter((link) => isVisible(link) && sight.isInSight(link)));
    };
    const now = look();
    if (isExpected(now)) return now;
    await frames();
    return look();
  }

  /** Keep the menu that pressing opened, if it stays shut to the keyboard, as far as can be told without keys. */
  async function noteMenu(toggle) {
    const links = await inSight(closed, (seen) => seen.length >= MENU);
    if (links.length < MENU) return;
    toggle.click();
    if ((await inSight(closed, (seen) => !seen.length)).length) return;
    const goals = new Set(links.map((link) => link.href));
    const others = sight.during(() =>
      [...document.querySelectorAll("a[href]")]
        .filter((link) => goals.has(link.href) && !links.includes(link) && isTabbable(link))
        .filter((link) => sight.isInSight(link))
        .map((link) => link.href),
    );
    if (goals.size > new Set(others).size) menus.push({ toggle, links });
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
    menus = menus.filter((menu) => !menu.reached);
    return 0;
  }

  function leaveMenu(menu) {
    finishAnimations();
    menu.reached = active() === menu.links[0] && !sight.unseen(menu.links[0]);
    start.remove();
  }

  /** Controls that may open a menu instead, the likeliest first. */
  function openersOf({ toggle, links }) {
    const near = toggle.closest("header,nav,[role=banner],[role=navigation]") ?? document.body;
    const press = "button,summary,[role=button],input[type=checkbox],a[href^='#']";
    const leads = (element) => {
      const target = element.getAttribute("aria-controls") ?? element.getAttribute("href")?.slice(1);
      const part = target && document.getElementById(target);
      return part && links.some((link) => part.contains(link));
    };
    const said = (element) => element.matches("[aria-expanded],[aria-haspopup],[popovertarget],summary");
    const rank = (element) => (leads(element) ? 0 : said(element) ? 1 : near.contains(element) ? 2 : 3);
    return [...elements(document)]
      .filter((element) => element.matches(press) && isTabbable(element))
      .filter((element) => !(element.type === "submit" && element.form))
      .map((element) => ({ element, place: rank(element) }))
      .filter(({ element, place }) => place < 3 && (place < 2 || !element.matches("a")))
      .toSorted((a, b) => a.place - b.place)
      .slice(0, OPENERS)
      .map(({ element }) => element);
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
      const opener = menu.openers.find((element) => !openers.includes(element));
      if (opener) {
        openers.push(opener);
        opener.focus();
        ready = opener;
        return opener.type === "checkbox" ? "space" : "enter";
      }
    }
    menus.forEach(noteToggle);
    return "";
  }

  /** Forget the menus of which the keyboard has brought a link into sight. */
  async function dropOpened() {
    const all = menus.flatMap(({ links }) => links);
    const seen = new Set(await inSight(all, (found) => found.length > 0));
    menus = menus.filter(({ links }) => !links.some((link) => seen.has(link)));
  }

  function noteToggle({ toggle, links }) {
    const names = links.map(words).filter(Boolean).slice(0, NAMED);
    const facts = { label: toggle.localName === "label", links: links.length, names };
    records.toggles.push({ element: toggle, facts });
  }

  /** Begin a walk: what an earlier one left goes, and what was found last is looked into, if it still is there. */
  function begin() {
    records.stops = [];
    records.toggles = [];
    menus = [];
    openers = [];
    ready = null;
    prepare();
    groups = groups.slice(0, PARTS);
  }

  return { records, scan, begin, nextPart, nextToggle, nextMenu, nextOpener };
};
