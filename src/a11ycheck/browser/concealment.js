"use strict";
/*
 * Finds out which element hides content, and how: for the report of a page that shows none.
 */
module.exports = function createConcealment() {
  const NEARLY_TRANSPARENT = 0.05;
  const EMPTY_SHAPE = /^(?:inset\((?:50|[6-9]\d|100)%\)|circle\(0(?:px|%)?[ )].*|polygon\(0(?:px|%)? 0(?:px|%)?\))$/;
  const EMPTY_CLIP = /^rect\((?:0px,? ?){4}\)$/;

  /** A short selector for people: the name of the element with its id, or its first classes. */
  function nameOf(element) {
    const id = element.getAttribute("id");
    const classes = (element.getAttribute("class") ?? "").match(/\S+/g) ?? [];
    const rest = id ? `#${id}` : classes.slice(0, 2).map((name) => `.${name}`).join("");
    return `${element.localName}${rest}`.slice(0, 80);
  }

  /** The declaration or attribute by which an element hides all that it holds, "" if there is none. */
  function hiding(element) {
    if (element.matches("[aria-hidden=true i]")) return 'aria-hidden="true"';
    if (element.matches("[inert]")) return "inert";
    const style = getComputedStyle(element);
    // An element without a place in the flat tree has no style.
    if (!style.display) return "";
    if (style.display === "none") return element.matches("[hidden]") ? "hidden" : "display: none";
    if (Number(style.opacity) < NEARLY_TRANSPARENT) return `opacity: ${style.opacity}`;
    if (style.contentVisibility === "hidden") return "content-visibility: hidden";
    if (/\bopacity\(0(?:%|\))/.test(style.filter)) return `filter: ${style.filter}`;
    if (EMPTY_SHAPE.test(style.clipPath)) return `clip-path: ${style.clipPath}`;
    if (EMPTY_CLIP.test(style.clip) && /absolute|fixed/.test(style.position)) return `clip: ${style.clip}`;
    return "";
  }

  function* outwards(element) {
    for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) yield node;
  }

  /** The element at the corner of the window, in open shadow roots, too: the backdrop of a modal dialog is part of it. */
  function cornerElement() {
    let element = document.elementFromPoint(1, 1);
    for (;;) {
      const inner = element?.shadowRoot?.elementFromPoint(1, 1);
      if (!inner || inner === element) return element;
      element = inner;
    }
  }

  /** The modal dialog that makes an element inert, null if none does: everything outside of it is. */
  function modalOver(element) {
    const inRoot = cornerElement()?.closest("dialog:modal") ?? [];
    const dialogs = [...document.querySelectorAll("dialog:modal")].concat(inRoot);
    const around = new Set(outwards(element));
    return dialogs.some((dialog) => around.has(dialog)) ? null : (dialogs.at(-1) ?? null);
  }

  /** Whether an element, or one around it, hides all that it holds, whatever that declares for itself. */
  function isConcealed(element) {
    for (const node of outwards(element)) if (hiding(node)) return true;
    return modalOver(element) !== null;
  }

  /** Whether assistive technology, and so axe, ignores what an element holds, though it shows. */
  const isIgnored = (element) => element.closest("[aria-hidden=true i],[inert]") !== null;

  /** Whether an element clips all that it holds, since it has no size. */
  function clipsAll(element) {
    const { width, height } = element.getBoundingClientRect();
    const isSmall = width < 1 || height < 1;
    return isSmall && element !== document.body && /hidden|clip/.test(getComputedStyle(element).overflow);
  }

  function visibilityOf(element) {
    const { visibility } = getComputedStyle(element);
    return visibility === "visible" || !visibility ? "" : `visibility: ${visibility}`;
  }

  function isOffScreen(element) {
    const { right, bottom, width, height } = element.getBoundingClientRect();
    return width >= 1 && height >= 1 && (right + scrollX <= 0 || bottom + scrollY <= 0);
  }

  /** The outermost element around this one that hides it: {element, how, declaration}; null if none does. */
  function hiderOf(element) {
    const outermostFirst = [...outwards(element)].toReversed();
    const find = (how, declarationOf) => {
      for (const node of outermostFirst) {
        const declaration = declarationOf(node);
        if (declaration) return { element: nameOf(node), how, declaration: String(declaration) };
      }
      return null;
    };
    return (
      find("declaration", hiding) ??
      find("declaration", visibilityOf) ??
      find("off-screen", isOffScreen) ??
      find("clipped", clipsAll) ??
      behindDialog(element)
    );
  }

  function behindDialog(element) {
    const dialog = modalOver(element);
    return dialog && { element: nameOf(dialog), how: "modal", declaration: "" };
  }

  return { clipsAll, hiderOf, isConcealed, isIgnored, nameOf };
};
