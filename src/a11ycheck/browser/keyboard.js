"use strict";
/*
 * Finds what may be out of a keyboard user's sight or reach, and notes what real keys then show.
 *
 * `scan` changes nothing that lasts: the page's scripts hear nothing of the focus that it moves. Only where
 * something stays suspect does Python press keys and the mouse, and call `approach`, `note`, `aim`, `opened`.
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
  const records = { stops: [], toggles: [] };
  let groups = [];
  let toggles = [];
  let closed = [];
  let shown = [];
  let openers = [];
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
    [...document.querySelectorAll("a[href]")].filter((link) => !isVisible(link) || !sight.isInSight(link));

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
    const doubtful = stops.filter((stop) => !sight.isInSight(stop)).slice(0, SUSPECTS);
    const suspects = doubtful.length ? unheard(() => doubtful.filter(staysHidden)) : [];
    groups = grouped(suspects, stops);
    const pressable = pointerOnly(stops);
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
  const approach = (index) => {
    start = stepBefore(groups[index][1][0]);
  };

  /** Note the stop that Tab led to, if it is of this part and cannot be seen. */
  function note(index) {
    finishAnimations();
    const [part, stops] = groups[index];
    const stop = active();
    start.remove();
    const why = stops.includes(stop) ? sight.unseen(stop) : "";
    if (why) {
      const names = stops.map(words).filter(Boolean).slice(0, NAMED);
      records.stops.push({ element: part, facts: { why, stops: stops.length, names, single: part === stop } });
    }
  }

  /** Bring a toggle into view; returns where to press it, null where something else lies there. */
  function aim(index) {
    const toggle = toggles[index];
    toggle.scrollIntoView({ block: "center", inline: "center" });
    closed = hiddenLinks();
    const { left, top, width, height } = toggle.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = toggle.getRootNode().elementFromPoint(x, y);
    return hit && toggle.contains(hit) ? { x, y } : null;
  }

  const frames = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));

  async function newlyShown() {
    await frames();
    finishAnimations();
    return closed.filter((link) => isVisible(link) && sight.isInSight(link));
  }

  /** Whether pressing opened a menu that stays shut to the keyboard, as far as can be told without keys. */
  async function opened(index) {
    shown = await newlyShown();
    if (shown.length < MENU) return false;
    toggles[index].click();
    if ((await newlyShown()).length) return false;
    const others = new Set(
      [...document.querySelectorAll("a[href]")]
        .filter((link) => !shown.includes(link) && isTabbable(link) && sight.isInSight(link))
        .map((link) => link.href),
    );
    return !shown.every((link) => others.has(link.href));
  }

  /** Controls that may open it instead, the likeliest first; returns how many there are. */
  function keysFor(index) {
    const near = toggles[index].closest("header,nav,[role=banner],[role=navigation]") ?? document.body;
    const press = "button,summary,[role=button],input[type=checkbox],a[href^='#']";
    const leads = (element) => {
      const target = element.getAttribute("aria-controls") ?? element.getAttribute("href")?.slice(1);
      const part = target && document.getElementById(target);
      return part && shown.some((link) => part.contains(link));
    };
    const said = (element) => element.matches("[aria-expanded],[aria-haspopup],[popovertarget],summary");
    const rank = (element) => (leads(element) ? 0 : said(element) ? 1 : near.contains(element) ? 2 : 3);
    openers = [...elements(document)]
      .filter((element) => element.matches(press) && isTabbable(element))
      .filter((element) => !(element.type === "submit" && element.form))
      .filter((element) => rank(element) < 3 && (rank(element) < 2 || !element.matches("a")))
      .toSorted((a, b) => rank(a) - rank(b))
      .slice(0, OPENERS);
    return openers.length;
  }

  /** Put the focus on a control; returns whether it is a box that the space bar ticks. */
  function focusOpener(at) {
    openers[at].focus();
    return openers[at].type === "checkbox";
  }

  /** Whether the keyboard has brought a link of the menu into sight. */
  const isOpen = async () => (await newlyShown()).some((link) => shown.includes(link));

  /** Put the focus just before the first link of the menu, if it can be there. */
  function approachMenu() {
    start = stepBefore(shown[0]);
    const stands = active() === start;
    if (!stands) start.remove();
    return stands;
  }

  function menuIsSeen() {
    finishAnimations();
    const seen = active() === shown[0] && !sight.unseen(shown[0]);
    start.remove();
    return seen;
  }

  function noteToggle(index) {
    const names = shown.map(words).filter(Boolean).slice(0, NAMED);
    const element = toggles[index];
    const facts = { label: element.localName === "label", links: shown.length, names };
    records.toggles.push({ element, facts });
  }

  function clear() {
    records.stops = [];
    records.toggles = [];
  }

  return {
    records, scan, prepare, approach, note, aim, opened, keysFor, focusOpener, isOpen, approachMenu, menuIsSeen,
    noteToggle, clear,
  };
};
