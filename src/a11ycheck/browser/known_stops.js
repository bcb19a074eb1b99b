"use strict";
/*
 * What earlier pages of a site have shown about stops like those of this page. Where the styles, scripts and handlers are
 * the same, and no stop and no ancestor of one has a name, class, role or attribute that is new, Tab does what it did there.
 */
module.exports = function createKnownStops(hasher, suspects, visibility) {
  const STATE = /(?:^|[\s_-])(?:active|current|open|expanded|selected)[\w-]*/g;
  // The values of these decide what a stop does, and those of others only where it leads or what it is called.
  const DECIDING = /^(?:class|role|type|tabindex|contenteditable|accesskey|on.*)$/;
  const PLAIN = /^(?:class|id|style|lang|dir|title|href|hidden)$/;
  const TEXT = "section|article|div|span|p|h[1-6]|[ou]l|li|d[ldt]|table|t(?:body|head|[rdh])|em|strong|code|b|i|sup|sub|blockquote|pre";
  const STRUCTURE_NAMES = new RegExp(`^(?:${TEXT})$`);
  const STRUCTURE = new RegExp(`^(?:${TEXT}) (?:null)?$`);
  const tokens = new WeakMap();

  const hash = (texts) => {
    const hashed = hasher();
    for (const text of texts) hashed.add(text);
    return hashed.value();
  };

  /** The scripts of the page, without data and templates. */
  const scripts = () => [...document.scripts].filter(({ type }) => !/json|template/.test(type));

  // The next audit serves the site at another port.
  const inSite = (url) => url?.replace(location.origin, "");

  /** A hash of everything beside the elements themselves that decides what the focus does and how it looks. */
  function context(handlers) {
    const sheets = [...document.querySelectorAll("link[rel~=stylesheet],style")];
    return hash([
      `${innerWidth} ${innerHeight} ${matchMedia("(prefers-color-scheme: dark)").matches}`,
      ...handlers,
      ...sheets.map((sheet) => inSite(sheet.href) || sheet.textContent),
      ...scripts().map((script) => inSite(script.src) || script.textContent),
    ]);
  }

  const classOf = (element) => (element.getAttribute("class") ?? "").replace(STATE, "");
  // A script names a widget by its id; that of a link or a section is most often a place in the text.
  const isWidget = ({ localName }) => /^(?:button|input|select|textarea|form|dialog|details)$/.test(localName);
  const idOf = (element) => (isWidget(element) ? element.id : "");

  function tokenOf(stop) {
    const named = [...stop.attributes].map(({ name, value }) =>
      DECIDING.test(name) && name !== "class" ? `${name}=${value}` : name,
    );
    return hash(["stop", stop.localName, idOf(stop), classOf(stop), ...named.toSorted()]);
  }

  // `highlight-python` and `highlight-rst`: a word of a class that only varies an ancestor makes it no other one.
  const familyIn = (classes) => classes.replace(/-[\w-]+/g, "-");

  function tokenOfAncestor(element) {
    if (!tokens.has(element)) {
      const named = element.getAttributeNames().filter((name) => !PLAIN.test(name));
      const role = element.getAttribute("role") ?? "";
      tokens.set(element, hash(["around", element.localName, idOf(element), role, familyIn(classOf(element)), ...named.toSorted()]));
    }
    return tokens.get(element);
  }

  // Nothing but its name tells an element of the text without attributes from the next.
  const isText = (element) =>
    STRUCTURE_NAMES.test(element.localName) && element.getAttributeNames().every((name) => PLAIN.test(name)) && !classOf(element);

  /** Hashes of all that a script or a style may know these stops by. */
  function tokensOf(stops) {
    const found = new Set();
    const visited = new Set();
    for (const stop of stops) {
      found.add(tokenOf(stop));
      for (let node = visibility.parentOf(stop); node && !visited.has(node); node = visibility.parentOf(node)) {
        visited.add(node);
        if (!isText(node)) found.add(tokenOfAncestor(node));
      }
    }
    return found;
  }

  /** A box that scrolls is a stop if nothing in it is one. */
  function scrolls(element, stops) {
    // Sizes first: to ask each element for its style takes more time than all else here.
    if (element.scrollWidth <= element.clientWidth && element.scrollHeight <= element.clientHeight) return false;
    const { overflowX, overflowY } = getComputedStyle(element);
    if (!/auto|scroll/.test(overflowX + overflowY) || element === document.scrollingElement || element === document.body) return false;
    return suspects.isVisible(element) && !stops.some((stop) => element.contains(stop));
  }

  /** Of radio buttons that belong together, Tab enters the one that is checked, or the first. */
  function isEntry(element) {
    if (element.type !== "radio" || !element.name || element.checked) return true;
    const group = suspects.groupOf(element);
    return !group.some(({ checked }) => checked) && (group[0] ?? element) === element;
  }

  /** All stops in the order of the document, also in shadow trees; the main content, and the last stop before it. */
  function read() {
    const elements = [...suspects.elements(document)];
    const tabbable = new Set(elements.filter((element) => suspects.isTabbable(element) && isEntry(element)));
    const own = [...tabbable];
    const stops = elements.filter((element) => tabbable.has(element) || scrolls(element, own));
    const main = document.querySelector("main,[role=main]");
    const isBefore = (stop) => main.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_PRECEDING;
    const outside = main ? stops.filter((stop) => !main.contains(stop)) : [];
    const hasOrder = stops.some(({ tabIndex }) => tabIndex > 0);
    return { stops, main, outside, hasOrder, entrance: outside.findLast(isBefore) ?? null };
  }

  /** Whether a memory has all that a script or a style may know these stops by. */
  function areKnown(stops, memory) {
    if (!memory) return false;
    const known = new Set(memory.tokens);
    return [...tokensOf(stops)].every((token) => known.has(token));
  }

  /** A kind of elements; how deep a text is nested, or what varies an ancestor, does not tell one from the other. */
  const kindOf = (element) => {
    const [own, ...around] = suspects.kindOf(element).replace(STATE, "").split(",");
    return hash([own, ...around.filter((step) => !STRUCTURE.test(step)).map(familyIn)]);
  };

  return { areKnown, context, kindOf, read, scripts, tokensOf };
};
