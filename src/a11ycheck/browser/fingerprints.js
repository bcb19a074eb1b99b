"use strict";
/*
 * Fingerprints the state of a page: hashes of what results can depend on, and which elements differ between the first
 * state and the present one.
 */
module.exports = function createFingerprints(hasher) {
  const VISIBILITY = ["display", "visibility", "opacity", "clip", "clipPath", "contentVisibility"];
  const CLIPPING = [...VISIBILITY, "overflowX", "overflowY", "position"];
  const STOP = "a[href],button,summary";
  const COMMAND = `${STOP},[role],[tabindex]`;
  const NAMED = "[role],[aria-label],[aria-labelledby],[title],[id],[tabindex],[lang],title,desc,text,foreignObject,a,image";
  const FOCUSABLE = "a[href],button,input,select,textarea,summary,[tabindex],[contenteditable],audio,video,label";
  // Inside of these, an element is judged by what stands beside it.
  const UNIT =
    "a,button,label,summary,table,ul,ol,dl,menu,fieldset,figure,svg,select,details,p,h1,h2,h3,h4,h5,h6," +
    "[role]:not([role=main],[role=document],[role=application],[role=none],[role=presentation],[role=navigation]," +
    "[role=banner],[role=contentinfo],[role=complementary],[role=region],[role=search])";
  const REFERENCE_NAMES = (
    "aria-activedescendant aria-controls aria-describedby aria-details aria-errormessage aria-flowto aria-labelledby " +
    "aria-owns for form headers list"
  ).split(" ");
  const REFERRING = REFERENCE_NAMES.map((name) => `[${name}]`).join();
  // What lies in the top layer makes the rest inert, and an image shows the areas of a map.
  const ENTANGLED = "dialog[open],[popover],map";
  let first = null;
  let present = null;

  /** All elements of a document, also those in shadow roots and in frames of the same origin. */
  function* everyElement(root) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === Node.ELEMENT_NODE) {
        yield node;
        const inside = node.shadowRoot ?? node.contentDocument;
        if (inside) yield* everyElement(inside);
      }
    }
  }

  /** Whether the document has neither frames nor shadow roots. */
  function isFlat() {
    if (document.querySelector("iframe,frame,object,embed")) return false;
    for (const element of document.querySelectorAll("*")) if (element.shadowRoot) return false;
    return true;
  }

  /**
   * Lay out what the browser skips, such as the content of a closed `details`: until a script reads a size in it, its boxes
   * are empty, and those around it have other sizes.
   */
  function layOutSkipped() {
    let width = 0;
    for (const element of everyElement(document.documentElement)) width += element.scrollWidth;
    return width;
  }

  /** The attributes of an element in one order: scripts that set and remove one change it, and leave empty ones behind. */
  function attributesOf(element) {
    const found = [];
    // A form field may be named `attributes`, and then stands where the form's own are.
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name);
      if (name === "class") {
        if (value.trim()) found.push(`class=${value.includes(" ") ? value.split(/\s+/).toSorted().join(" ") : value}`);
      } else if (value || name !== "style") {
        found.push(`${name}=${value}`);
      }
    }
    return found.toSorted();
  }

  function addMarkup(hash, element) {
    for (const attribute of attributesOf(element)) hash.add(attribute);
    hash.add(element.localName);
    const inside = element.shadowRoot ?? element.contentDocument?.documentElement;
    if (inside) hash.add(inside.textContent);
  }

  /** A hash of all elements with their attributes, and of all text. */
  function markup() {
    const hash = hasher();
    for (const element of everyElement(document.documentElement)) addMarkup(hash, element);
    hash.add(document.documentElement.textContent);
    return hash.value();
  }

  /** Hashes of what results can depend on: of two states with equal hashes, only one needs to be measured. */
  function digest() {
    const [dom, visibility, layout, keyboard] = [hasher(), hasher(), hasher(), hasher()];
    const rows = new Map();
    layOutSkipped();
    layout.add(`${innerWidth},${innerHeight}`);
    // Nothing scrolls to what lies off the left, or off the right of a right-to-left page.
    const { direction } = getComputedStyle(document.body ?? document.documentElement);
    let stop = null;
    let isPlainStop = false;
    let graphics = new Set();
    for (const element of everyElement(document.documentElement)) {
      addMarkup(dom, element);
      const isInside = stop !== null && stop.contains(element);
      if (isInside && (graphics.has(element) || graphics.has(element.closest("svg")))) {
        rows.set(element, "");
      } else {
        const style = getComputedStyle(element);
        const box = element.getBoundingClientRect();
        const left = box.left + scrollX;
        const top = box.top + scrollY;
        const aside = direction === "rtl" ? left >= innerWidth : left + box.width <= 0;
        const offscreen = aside || top + box.height <= 0;
        const isLarge = box.width > 1 && box.height > 1;
        const sizes = `${offscreen}${isLarge}${box.width > 0}${box.height > 0}`;
        let row = `${CLIPPING.map((name) => style[name]).join()},${sizes}`;
        // What a tab stop shows inside makes no difference to keys, as long as it is large or not rendered at all.
        if (!isInside || !isPlainStop) keyboard.add(row);
        if (!isInside) {
          stop = isLeaf(element) ? element : null;
          graphics = stop ? plainGraphics(stop) : graphics;
          isPlainStop = stop !== null && (isLarge ? style.visibility === "visible" : !element.checkVisibility());
          if (stop && graphics.size) row += [...graphics].some(isShown);
        }
        if (element.matches(COMMAND) && !element.textContent.trim()) row += generatedContent(element);
        rows.set(element, row);
        visibility.add(row);
        layout.add(`${Math.round(left)},${Math.round(top)},${Math.round(box.width)}`);
        layout.add(`${Math.round(box.height)},${element.scrollWidth},${element.scrollHeight}`);
      }
    }
    dom.add(document.documentElement.textContent);
    present = { dom: dom.value(), rows };
    return { dom: present.dom, visibility: visibility.value(), layout: layout.value(), keyboard: keyboard.value() };
  }

  /** What stylesheets add to an element without text, and to what is in it: it may be all that names it. */
  function generatedContent(command) {
    const elements = [command, ...command.querySelectorAll(":not(svg *)")];
    const pseudos = elements.flatMap((element) => [getComputedStyle(element, "::before"), getComputedStyle(element, "::after")]);
    return pseudos.map(({ content }) => content).join();
  }

  /** Whether an element takes the focus, and nothing in it does. */
  const isLeaf = (element) => element.matches(STOP) && !element.shadowRoot && !element.querySelector(FOCUSABLE);

  /**
   * The graphics in a tab stop that have neither text nor role nor name, such as the icons of a colour scheme: no rule
   * reads of them more than whether there is one.
   */
  const plainGraphics = (stop) =>
    new Set([...stop.querySelectorAll("svg")].filter((svg) => !svg.matches(NAMED) && !svg.querySelector(NAMED)));

  const isShown = (element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 1 && height > 1 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };

  /** Have the present state be the first; returns whether there is one to which others can be compared. */
  function remember() {
    first ??= present;
    return first !== null && first === present;
  }

  /** The elements whose results may differ from those in the first state; null where all may. */
  function changed() {
    if (first === null || present === null || first.dom !== present.dom) return null;
    if (!isFlat() || document.querySelector(ENTANGLED)) return null;
    const found = new Set();
    for (const [element, row] of present.rows) {
      if (!first.rows.has(element)) return null;
      if (first.rows.get(element) !== row) addWithUnits(found, element);
    }
    const referring = [...document.querySelectorAll(REFERRING)].map((element) => [element, referencesOf(element)]);
    for (let size = -1; size !== found.size; ) {
      size = found.size;
      for (const [element, others] of referring) {
        const all = [element, ...others];
        if (all.some((one) => found.has(one))) for (const one of all) addWithUnits(found, one);
      }
    }
    return found;
  }

  const referencesOf = (element) =>
    REFERENCE_NAMES.flatMap((name) => (element.getAttribute(name) ?? "").split(/\s+/))
      .map((id) => id && document.getElementById(id))
      .filter(Boolean);

  /** Add an element with its content and its ancestors, and the content of those that are judged as a whole. */
  function addWithUnits(found, element) {
    addAll(found, element);
    for (let node = element.parentElement; node; node = node.parentElement) {
      if (node.matches(UNIT)) addAll(found, node);
      else found.add(node);
    }
  }

  function addAll(found, root) {
    found.add(root);
    for (const element of root.querySelectorAll("*")) found.add(element);
  }

  return { changed, digest, isFlat, markup, remember };
};
