"use strict";
/*
 * Measures what the page shows: text, elements, its main content, and what hides that. Open shadow roots and frames of
 * the same origin are part of the page; other frames and closed shadow roots cannot be inspected.
 */
module.exports = function createShown({ during, isOut, isRendered }) {
  const MAIN = ["main,[role=main]", "#content", "article"];
  // What shows something without text.
  const VISUAL =
    "img,svg,canvas,video,audio[controls],object,embed,select,textarea,button,meter,progress,input:not([type=hidden])";
  const FRAME = "iframe,frame";
  const NO_CONTENT = "script,style,template,noscript,head,title,link,meta";
  // Elements other than custom ones that can have a shadow root (DOM, "valid shadow host name").
  const HOST = /^(?:article|aside|blockquote|body|div|footer|h[1-6]|header|main|nav|p|section|span)$|-/;
  const NEARLY_TRANSPARENT = 0.05;
  const UNSEEN = /^(?:inset\((?:50|[6-9]\d|100)%\)|circle\(0(?:px|%)?\b.*\)|polygon\(0(?:px|%)? 0(?:px|%)?\))$/;

  const regions = () => {
    for (const selector of MAIN) {
      const found = [...document.querySelectorAll(selector)];
      if (found.length) return found;
    }
    return [document.body ?? document.documentElement];
  };

  /** A short selector for people: the start tag's name with its id, or its classes. */
  function nameOf(element) {
    // A form field may be named `classList`, and then stands where the form's own is.
    const classes = (element.getAttribute("class") ?? "").match(/\S+/g)?.slice(0, 2).map((name) => `.${name}`) ?? [];
    const id = element.getAttribute("id");
    return `${element.localName}${id ? `#${id}` : classes.join("")}`.slice(0, 80);
  }

  /** The declaration or attribute by which an element hides all that it holds, "" if there is none. */
  function hiding(element) {
    if (element.matches("[aria-hidden=true i]")) return 'aria-hidden="true"';
    if (element.inert) return "inert";
    const style = getComputedStyle(element);
    if (style.display === "none") return element.hidden ? "hidden" : "display: none";
    if (style.visibility !== "visible") return `visibility: ${style.visibility}`;
    if (Number(style.opacity) < NEARLY_TRANSPARENT) return `opacity: ${style.opacity}`;
    if (style.contentVisibility === "hidden") return "content-visibility: hidden";
    if (/\bopacity\(0(?:%|\))/.test(style.filter)) return `filter: ${style.filter}`;
    if (UNSEEN.test(style.clipPath)) return `clip-path: ${style.clipPath}`;
    if (/^rect\((?:0px,? ?){4}\)$/.test(style.clip) && /absolute|fixed/.test(style.position)) return `clip: ${style.clip}`;
    return "";
  }

  function* ancestors(element) {
    for (let node = element; node; node = node.parentElement ?? node.getRootNode().host) yield node;
  }

  /** The outermost element around this one that hides it: {element, how, declaration}; null if none does. */
  function hiderOf(element) {
    const outermostFirst = [...ancestors(element)].reverse();
    for (const node of outermostFirst) {
      const declaration = hiding(node);
      if (declaration) return { element: nameOf(node), how: "declaration", declaration };
    }
    for (const node of outermostFirst) {
      const { right, bottom, width, height } = node.getBoundingClientRect();
      const isSmall = width < 1 || height < 1;
      if (!isSmall && (right + scrollX <= 0 || bottom + scrollY <= 0)) {
        return { element: nameOf(node), how: "off-screen", declaration: "" };
      }
      if (isSmall && /hidden|clip/.test(getComputedStyle(node).overflow)) {
        return { element: nameOf(node), how: "clipped", declaration: "" };
      }
    }
    return null;
  }

  /** Whether an element or one around it hides all that it holds, whatever that declares. */
  const isCovered = (element) =>
    [...ancestors(element)].some((node) => !["", "visibility"].includes(hiding(node).split(":")[0]));

  /** The nodes of a document, of its open shadow roots, and of visible frames of the same origin. */
  function* nodesBelow(root, isTop = true) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      yield [node, isTop];
      if (node.shadowRoot) yield* nodesBelow(node.shadowRoot, isTop);
      else if (node.contentDocument?.documentElement && isRendered(node)) {
        yield* nodesBelow(node.contentDocument.documentElement, false);
      }
    }
  }

  /** What lies below an element: visible characters and elements, and frames and hosts that cannot be inspected. */
  function survey(root, isSeen) {
    const found = { characters: 0, elements: 0, visuals: 0, frames: [], hasHost: false, content: null };
    for (const [node, isTop] of nodesBelow(root)) {
      if (node.nodeType === Node.TEXT_NODE) {
        const text = node.data.trim();
        const parent = node.parentElement ?? node.getRootNode().host;
        if (!text || !parent || parent.closest(NO_CONTENT)) continue;
        found.content ??= parent;
        if (isSeen(parent, isTop) || isOutsideItsBox(parent, isTop)) found.characters += text.replace(/\s+/g, " ").length;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const isFrame = node.matches(FRAME);
        if (isFrame || node.matches(VISUAL)) found.content ??= node;
        if (!isSeen(node, isTop)) continue;
        found.elements += 1;
        if (!isFrame) found.visuals += node.matches(VISUAL);
        else if (node.contentDocument === null) found.frames.push(nameOf(node));
        found.hasHost ||= HOST.test(node.localName) && node.shadowRoot === null && isEmptyBox(node);
      }
    }
    return found;
  }

  /** Text of an element without a box of its own (`display: contents`), or that sticks out of an empty box. */
  function isOutsideItsBox(element, isTop) {
    if (!isTop || !isRendered(element)) return false;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    if (style.display !== "contents" && (style.overflow !== "visible" || (box.width >= 1 && box.height >= 1))) return false;
    const range = document.createRange();
    range.selectNodeContents(element);
    const text = range.getBoundingClientRect();
    return text.width >= 1 && text.height >= 1 && text.right + scrollX > 0 && text.bottom + scrollY > 0;
  }

  /** A box that takes space, while nothing in it does: a closed shadow root may be what fills it. */
  function isEmptyBox(element) {
    if (element.localName.includes("-")) return true;
    const inside = [...element.childNodes].filter((node) => node.nodeType === Node.ELEMENT_NODE || node.data?.trim());
    return inside.every((node) => node.nodeType === Node.ELEMENT_NODE && !isRendered(node));
  }

  const shows = ({ characters, visuals }) => characters + visuals > 0;

  /** The message of a document that is not well-formed XML, "" for others: Chromium shows it in the page. */
  function parseError() {
    if (/^text\/html/.test(document.contentType)) return "";
    const root = document.documentElement;
    const inside = [root, root?.firstElementChild, document.body?.firstElementChild];
    const shown = inside.find((element) => element?.localName === "parsererror");
    return shown?.querySelector("div")?.textContent.trim().split("\n")[0] ?? "";
  }

  /** Returns whether an element can be seen, measured once for each. */
  function createSight() {
    const seen = new Map();
    return (element, isTop) => {
      if (!seen.has(element)) seen.set(element, isTop ? !isOut(element) : isRendered(element));
      return seen.get(element);
    };
  }

  function measureRegion(elements, isSeen) {
    const parts = elements.map((element) => [element, survey(element, isSeen)]);
    const sum = (name) => parts.reduce((total, [, part]) => total + part[name], 0);
    const [shown] = parts.find(([, part]) => shows(part)) ?? parts[0];
    const content = parts.find(([, part]) => part.content)?.[1].content ?? null;
    const covered = elements.every(isCovered) ? shown : null;
    const isShown = sum("characters") + sum("visuals") > 0 && !covered;
    return {
      main: nameOf(shown),
      main_characters: sum("characters"),
      main_visuals: sum("visuals"),
      main_has_content: content !== null,
      main_frames: parts.flatMap(([, part]) => part.frames).length,
      hidden_by: isShown ? null : hiderOf(covered ?? content ?? shown),
    };
  }

  function measure() {
    const root = document.documentElement;
    if (root === null) return null;
    return during(() => {
      const isSeen = createSight();
      const { characters, elements, visuals, frames, hasHost } = survey(root, isSeen);
      return {
        characters,
        elements,
        visuals,
        frames,
        has_host: hasHost,
        quirks: document.compatMode === "BackCompat",
        parse_error: parseError(),
        ...measureRegion(regions(), isSeen),
      };
    });
  }

  return { measure };
};
