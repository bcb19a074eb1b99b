"use strict";
/*
 * What elements do when they are pressed, before the pointer is released. Python presses each with a mouse, moves the
 * pointer away, and releases it there.
 */
module.exports = function createPressing(controls, listening) {
  const MOST = 8;
  const WAIT_MS = 80;
  // What fills most of the window listens for what it contains.
  const MOST_OF_WINDOW = 0.5;
  const HANDLERS = "[onmousedown],[onpointerdown],[ontouchstart]";
  // The browser itself reacts to a press, or something is drawn or dragged.
  const OTHERS = "html,body,select,option,input,textarea,canvas,video,audio,iframe,[draggable=true],[contenteditable]";
  const STATES = "[aria-expanded],[aria-pressed],[aria-checked],[aria-selected],details,dialog";
  const found = [];
  let before = "";
  let navigated = false;

  const isSmall = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width * height < innerWidth * innerHeight * MOST_OF_WINDOW && width > 0 && height > 0;
  };

  const stay = (event) => {
    if (event.destination.sameDocument) return;
    navigated = true;
    if (event.cancelable) event.preventDefault();
  };

  const stateOf = (element) =>
    ["aria-expanded", "aria-pressed", "aria-checked", "aria-selected", "open"].map((name) => element.getAttribute(name)).join();

  /** The text of the page without tooltips: one that comes late for the pointer, or with the focus, is no function. */
  function text() {
    let shown = document.body.innerText;
    for (const tooltip of document.querySelectorAll("[role=tooltip]")) {
      if (!controls.isShown(tooltip)) continue;
      const { innerText } = tooltip;
      const start = innerText ? shown.lastIndexOf(innerText) : -1;
      if (start >= 0) shown = shown.slice(0, start) + shown.slice(start + innerText.length);
    }
    return shown.replace(/\s+/g, " ").trim();
  }

  /** The URL, without a fragment that names a place: that may follow the scroll position a moment later. */
  function url() {
    const { href, hash } = location;
    const leadsTo = ({ id }) => id && new URL(`#${id}`, href).hash === hash;
    return hash && [...document.querySelectorAll("[id]")].some(leadsTo) ? href.slice(0, -hash.length) : href;
  }

  /** What readers see and hear of the page. */
  const look = () =>
    [url(), text(), ...[...document.querySelectorAll(STATES)].map(stateOf)].join("\n");

  const elements = () =>
    [...new Set([...document.querySelectorAll(HANDLERS), ...listening("press")])]
      .filter((element) => !element.matches(OTHERS) && controls.isShown(element) && isSmall(element))
      .slice(0, MOST);

  const isExpected = () => document.querySelector(HANDLERS) !== null || listening("press").length > 0;

  /** Find the elements; returns how many there are, and none on a page that changes by itself. */
  async function find() {
    const first = look();
    await controls.wait(WAIT_MS * 2);
    if (look() !== first) return 0;
    window.navigation?.addEventListener("navigate", stay);
    for (const target of elements()) found.push({ target, facts: { pressed: "", stays: false } });
    return found.length;
  }

  /** Where to press an element; null where something covers it. */
  function aim(index) {
    const { target } = found[index];
    if (!target.isConnected || !controls.isShown(target)) return null;
    target.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top, width, height } = target.getBoundingClientRect();
    const point = { x: left + width / 2, y: top + height / 2 };
    const at = document.elementFromPoint(point.x, point.y);
    return at !== null && (target.contains(at) || at.shadowRoot) ? point : null;
  }

  /** Wait for what the page does when the pointer is over an element. */
  async function hovered() {
    await controls.wait(WAIT_MS * 2);
    navigated = false;
    before = look();
  }

  async function pressed(index) {
    await controls.wait(WAIT_MS);
    const changed = look() === before ? "" : "changes";
    found[index].facts.pressed = navigated ? "navigates" : changed;
  }

  async function released(index) {
    await controls.wait(WAIT_MS);
    found[index].facts.stays = look() !== before;
  }

  const facts = () => found.filter(({ target }) => target.isConnected);

  return { isExpected, find, aim, hovered, pressed, released, facts };
};
