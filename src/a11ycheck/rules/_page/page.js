"use strict";
/*
 * The helpers that probes get as their first argument: the only JavaScript that rules share.
 * Selectors, visibility and accessible names come from axe.
 */
module.exports = function createPage(axe, marks, { keyboard, walk }, mirrored, helpers) {
  const { clippedTexts, createShadowTree, hasOwnWords, isClear, isCode, isDrawing, isIconName, isLayered, labelOf, layersFrom, sRgb, spacedTexts, trials, withStyle } = helpers;
  const TEXT_LIMIT = 80;
  const HTML_LIMIT = 400;

  /**
   * What the probes of one look have read: they run in one task, in which the page stays as it is, so each text and
   * style is read once. The next task reads again, and so does the mirrored page.
   */
  let memo = null;
  const forget = () => {
    memo = null;
  };
  function once(kind, key, read) {
    if (memo === null) {
      memo = new Map();
      Promise.resolve().then(forget);
    }
    if (!memo.has(kind)) memo.set(kind, new Map());
    const known = memo.get(kind);
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key);
  }

  const { above, all, childrenOf, closest, outwards, slotted, text, textNodes } = createShadowTree(once);

  /** Inside the main content; if a page marks none, outside its header, navigation and footer. */
  const MAIN = "main,[role=main]";
  const hasMain = () => once("has main", MAIN, (selector) => all(selector).length > 0);
  const inMain = (element) =>
    once("in main", element, () => {
      if (hasMain()) return closest(element, MAIN) !== null;
      const frame = "header,nav,aside,footer,[role=banner],[role=navigation],[role=contentinfo]";
      return closest(element, "body") !== null && closest(element, frame) === null;
    });

  /** What fingerprints and reports need besides axe's selector and snippet. */
  function describe(element) {
    if (!element || !element.closest) return { in_main: false, text: "" };
    const [mark, distance] = marks.nearest(element);
    return {
      in_main: inMain(element) && !element.matches(MAIN),
      text: text(element).slice(0, TEXT_LIMIT),
      mark,
      mark_distance: distance,
    };
  }

  /** The target as axe gives it, so that both compare equal: a list walks through shadow roots. */
  function target(element) {
    // axe would build its tree of the page.
    return [element === document.documentElement ? "html" : axe.utils.getSelector(element)];
  }

  /** The start tag, with the content if both are short, as axe shows elements. */
  function html(element) {
    const outer = element.textContent.length > HTML_LIMIT ? null : element.outerHTML;
    return outer !== null && outer.length <= HTML_LIMIT
      ? outer
      : element.cloneNode(false).outerHTML.slice(0, HTML_LIMIT);
  }

  const locate = (element) =>
    once("located", element, () => ({ ...describe(element), target: target(element), html: html(element) }));

  /** Code, and graphics: text that is not prose. */
  const NO_PROSE =
    "code,pre,kbd,samp,var,tt,script,style,noscript,template,textarea,math,svg,object,.math,.highlight";

  /** Whether the text of the document matches: a quick check before the document is walked. */
  const mentions = (pattern) =>
    pattern.test(once("text", document, () => document.documentElement.textContent));

  /** The language tag that an element declares; "" if there is none. In XHTML and in drawings, `xml:lang` comes first. */
  const ownLang = (element) =>
    (element.getAttributeNS("http://www.w3.org/XML/1998/namespace", "lang") ?? element.getAttribute("lang") ?? "").trim();
  const langHolder = (element) => closest(element, "[*|lang]:not([*|lang=''])");

  /** The language tag of an element or of its nearest ancestor with one; "" if there is none. */
  const lang = (element) => once("language", element, () => ownLang(langHolder(element) ?? element));

  const isProse = (element) => once("prose", element, () => closest(element, NO_PROSE) === null);
  const isVisible = (element) =>
    once("visible", element, () => element.checkVisibility({ visibilityProperty: true }));

  /** Whether an element is rendered, and exposed to assistive technology. */
  const isShown = (element) => isVisible(element) && closest(element, "[aria-hidden=true]") === null;

  /** All texts below an element but white space, as {node, element, text}. */
  const textsBelow = (root) =>
    once("texts", root, () =>
      Array.from(textNodes(root), (node) => ({ node, element: above(node), text: node.data })).filter(
        ({ element, text: data }) => element && /\S/.test(data),
      ),
    );

  /** Whether a text is that of an element for browsers that do not know it: all others neither show nor announce it. */
  const isFallback = (element) => element.matches("audio,video,progress,meter,iframe");

  /** The visible texts that match, which white space never does; those of code only with `machines`. */
  const texts = (pattern, { machines = false, root = document.body } = {}) =>
    (root ? textsBelow(root) : []).filter(
      ({ element, text: data }) =>
        pattern.test(data) && (machines || isProse(element)) && isVisible(element) && !isFallback(element),
    );

  /** Whether a text is only read out: in a box of a pixel that cuts it off, and that is not drawn once it has the focus. */
  const isUndrawn = (element) =>
    once("undrawn", element, () => {
      const isDot = element.offsetWidth <= 1 && element.offsetHeight <= 1 && element.tabIndex < 0;
      if (isDot && getComputedStyle(element).overflow !== "visible") return true;
      const up = above(element);
      return up !== null && isUndrawn(up);
    });

  /** The visible texts that match, for rules about how text looks. */
  const drawnTexts = (pattern) => texts(pattern).filter(({ element }) => !isUndrawn(element));

  /** The accessible name of an element, "" if it has none. */
  const name = (element) => axe.commons.text.accessibleText(element).replace(/\s+/g, " ").trim();

  /** The hidden texts that name or describe visible elements, as {element, text}: they are in the language of these. */
  const hiddenLabels = () =>
    all("[aria-labelledby],[aria-describedby]")
      .filter((element) => element.checkVisibility())
      .map((element) => ({ element, text: labelsOf(element).filter((label) => !isVisible(label)).map(text).join(" ") }))
      .filter((label) => label.text);

  function labelsOf(element) {
    const ids = ["aria-labelledby", "aria-describedby"].map((attribute) => element.getAttribute(attribute) ?? "");
    const root = element.getRootNode();
    return ids.join(" ").split(/\s+/).filter(Boolean).map((id) => root.getElementById(id)).filter(Boolean);
  }

  /** The role of an element, with presentational conflicts resolved; null if it has none. */
  const semanticRole = (element) => axe.commons.aria.getRole(element);

  /** Whether assistive technology finds an element. */
  const isExposed = (element) => axe.commons.dom.isVisibleToScreenReaders(element);

  const LANDMARKS = new Set(
    ["banner", "complementary", "contentinfo", "form", "main", "navigation", "region", "search"],
  );
  /** How readers get past the content that a page repeats from others, as one fact of an HTML page. */
  const bypass = () => {
    const root = document.documentElement;
    if (root.localName !== "html" || !document.body) return [];
    return [{ target: root, facts: once("bypass", root, () => trials.linked.facts(semanticRole, LANDMARKS)) }];
  };

  const SITE_LINKS = 80;
  const PARTS = "header,nav,aside,footer,main,[role=banner],[role=navigation],[role=complementary],[role=contentinfo],[role=main]";
  const PART_OF_ROLE = { banner: "header", navigation: "nav", complementary: "aside", contentinfo: "footer", main: "main" };

  /** The part of the page around an element: "header", "nav", "aside" or "footer"; "" in the main content. */
  function partOf(element) {
    const around = closest(element, PARTS);
    const part = around ? (PART_OF_ROLE[around.getAttribute("role")] ?? around.localName) : "";
    return part === "main" || (around && inMain(around)) ? "" : part;
  }

  const linkName = (link) => {
    const alternatives = [...link.querySelectorAll("img[alt]")].map(({ alt }) => alt);
    return (link.getAttribute("aria-label") ?? [text(link), ...alternatives].join(" ")).replace(/\s+/g, " ").trim();
  };

  /** The parts of a link's URL. A link of HTML has them itself, one of SVG has only the text; null where that is no URL. */
  function urlOf(link) {
    if (typeof link.href === "string") return link;
    const { baseVal } = link.href;
    return URL.canParse(baseVal, document.baseURI) ? new URL(baseVal, document.baseURI) : null;
  }

  /** The first links below an element to pages, mail and telephones: {element, url, hash, name, part}. */
  const siteLinks = (root) =>
    once("site links", root, () =>
      (root ? all("a[href]", root) : [])
        .map((element) => ({ element, to: urlOf(element) }))
        .filter(({ to }) => to && (!to.hash || to.pathname !== location.pathname || to.origin !== location.origin))
        .slice(0, SITE_LINKS)
        .map(({ element, to }) => {
          const [url, hash] = to.origin === location.origin ? [to.pathname + to.search, to.hash] : [to.href, ""];
          return { element, url, hash, name: linkName(element).slice(0, TEXT_LIMIT), part: partOf(element) };
        }),
    );

  /** What audio and video elements play. */
  const media = () => once("media", document, () => trials.media.facts());

  /** A fragment of a URL without percent-encoding; as it is where that is malformed. */
  function decoded(fragment) {
    try {
      return decodeURIComponent(fragment);
    } catch {
      return fragment;
    }
  }

  /** The box that contains the lines of an element's text. */
  function block(element) {
    let box = element;
    for (;;) {
      const { display } = getComputedStyle(box);
      const within = /^(?:inline|contents|ruby|none)/.test(display) && !display.startsWith("inline-");
      if (!within || !above(box)) return box;
      box = above(box);
    }
  }

  /** Texts by the outermost ancestor with the same value of a style: the element where the style starts. */
  function regions(found, read) {
    const origins = new Map();
    const values = new Map();
    const value = (element) => {
      if (!values.has(element)) values.set(element, read(getComputedStyle(element)));
      return values.get(element);
    };
    function origin(element) {
      const up = above(element);
      return up && value(up) === value(element) ? origin(up) : element;
    }
    for (const item of found) {
      const start = origin(item.element);
      const region = origins.get(start) ?? { target: start, value: value(item.element), texts: [] };
      region.texts.push(item);
      origins.set(start, region);
    }
    return [...origins.values()];
  }

  /** Measure the page as it is laid out from left to right; nothing that was read holds there. */
  function measureMirrored(measure) {
    forget();
    try {
      return mirrored(measure);
    } finally {
      forget();
    }
  }

  return {
    above, all, block, bypass, childrenOf, clippedTexts, closest, decoded, describe, drawnTexts, hasOwnWords, hiddenLabels, html, inMain,
    isClear, isCode, isDrawing, isExposed, isIconName, isLayered, isShown, keyboard, labelOf, lang, langHolder, layersFrom, locate, media, mentions,
    mirrored: measureMirrored, name, outwards, ownLang, regions, sRgb, semanticRole, siteLinks, slotted, spacedTexts, target, text, texts,
    trials, urlOf, walk, withStyle,
  };
};
