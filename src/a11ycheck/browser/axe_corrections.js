"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its rules and checks */
/*
 * Corrects rules and checks of axe where they fail what W3C's ACT rules pass, or pass what these fail.
 */
module.exports = function correctAxe(axe, labelInName) {
  const { checks, rules } = axe._audit;

  /** Let a rule apply only where `applies` says so, too. */
  function narrow(id, applies) {
    const rule = rules.find((item) => item.id === id);
    const { matches } = rule;
    rule.matches = function (node, ...values) {
      return applies(node) && matches.call(this, node, ...values);
    };
  }

  /** Let `correct` answer for a check that has answered `result`; axe's `this` is the check's. */
  function replaceAnswer(id, correct) {
    const check = checks[id];
    const { evaluate } = check;
    check.evaluate = function (...values) {
      return correct((given = values) => evaluate.apply(this, given), ...values);
    };
  }

  // axe passes text that fails the rule for AA as well, and takes an unknown contrast for such one.
  for (const ratio of Object.values(checks["color-contrast-enhanced"].options.contrastRatio)) delete ratio.minThreshold;

  // HTML compares these values without regard to case; the selectors of axe do not, and know no flag for it.
  const FOLDED = /\[(http-equiv|name|role|type)=["']?([\w-]+)["']?\]/g;
  for (const rule of rules) {
    const folded = rule.selector?.replace(FOLDED, '[$1="$2" i]');
    if (folded === rule.selector) continue;
    rule.selector = rule.selector.replace(FOLDED, "[$1]");
    narrow(rule.id, (node) => node.matches(folded));
  }

  // In a document that is not HTML there is no canvas to measure text with, and no text of an HTML element.
  const isHtml = () => document.documentElement.namespaceURI === "http://www.w3.org/1999/xhtml";
  const CONTRASTS = ["color-contrast", "color-contrast-enhanced"];
  for (const id of CONTRASTS) narrow(id, isHtml);

  /** Forget what refers to an element or its ancestors from outside the flat tree, as what no slot shows does. */
  function forgetUnshown(virtualNode) {
    for (let at = virtualNode; at; at = at.parent) {
      const references = axe.commons.aria.getAccessibleRefs(at.actualNode);
      references.splice(0, Infinity, ...references.filter((other) => axe.utils.getNodeFromTree(other)));
    }
  }
  // axe asks whether the controls that a text labels are disabled, and throws on those that are not in its tree.
  for (const id of CONTRASTS) {
    const rule = rules.find((item) => item.id === id);
    const { matches } = rule;
    rule.matches = function (node, virtualNode, ...values) {
      try {
        return matches.call(this, node, virtualNode, ...values);
      } catch {
        forgetUnshown(virtualNode);
        return matches.call(this, node, virtualNode, ...values);
      }
    };
  }
  // Nor do such elements own anything: axe looks for owners in the document, and for their parents in its tree.
  replaceAnswer("aria-required-parent", (evaluate, node, options, virtualNode) => {
    try {
      return evaluate();
    } catch {
      return evaluate([null, options, virtualNode]);
    }
  });

  /** Whether nothing of a text is seen, since what scrolls it is clipped away: axe's grid has no place for that. */
  function isInHiddenScroller({ _grid: grid }) {
    if (!grid?.container) return false;
    return !grid.container._grid || isInHiddenScroller(grid.container);
  }
  /** Whether a text is of symbols that have its colour, such as arrows: axe asks about all symbols as about emoji. */
  function isOfSymbols(virtualNode) {
    const shown = axe.commons.text.visibleVirtual(virtualNode, false, true);
    return /\S/.test(shown) && !/[\p{L}\p{N}\p{Emoji_Presentation}\uFE0F]/u.test(shown);
  }
  for (const id of CONTRASTS) {
    replaceAnswer(id, (evaluate, node, options, virtualNode) => {
      try {
        const answer = evaluate();
        if (answer !== undefined || !isOfSymbols(virtualNode)) return answer;
        return evaluate([node, { ...options, ignoreUnicode: false }, virtualNode]) === true || evaluate();
      } catch (error) {
        // Axe passes what it knows to be hidden.
        if (isInHiddenScroller(virtualNode)) return true;
        throw error;
      }
    });
  }

  // axe asks a person where it can read no stylesheet; where there is none, nothing locks the orientation.
  const isStyled = () => document.styleSheets.length > 0 || document.adoptedStyleSheets.length > 0;
  narrow("css-orientation-lock", isStyled);

  // A `meta` refresh, as HTML's shared declarative refresh steps read it; the first of a document counts.
  const REFRESH = 'meta[http-equiv="refresh" i][content]';
  const DELAY = /^\s*(?:\d+[\d.]*|\.[\d.]*)(?:$|[\s;,])/;
  const firstRefresh = () => [...document.querySelectorAll(REFRESH)].find(({ content }) => DELAY.test(content));
  for (const id of ["meta-refresh", "meta-refresh-no-exceptions"]) narrow(id, (node) => node === firstRefresh());

  /** Whether nothing in an element can be reached: by `inert`, or since a modal dialog is open elsewhere. */
  function isInert(element) {
    if (!element) return false;
    if (element.closest("[inert]")) return true;
    const dialog = [...element.ownerDocument.querySelectorAll(":modal")].at(-1);
    if (dialog && !dialog.contains(element)) return true;
    return isInert(element.ownerDocument.defaultView?.frameElement);
  }
  // The rule runs in the frame. `frameElement` is null where its page is of another origin.
  narrow("frame-focusable-content", () => !isInert(window.frameElement));

  // Text that is hidden from sight is clipped to a point: nobody scrolls it.
  narrow("scrollable-region-focusable", (node) => node.clientWidth > 1 && node.clientHeight > 1);

  /** The visible text of a control with a space between boxes: axe joins the words of two lines. */
  function spacedLabel({ children, actualNode }) {
    const isSeen = axe.commons.dom.isVisibleOnScreen(actualNode);
    const texts = children.map((child) => {
      const { nodeType, nodeValue, nodeName } = child.props;
      if (nodeType === Node.TEXT_NODE) return isSeen ? nodeValue : "";
      if (nodeType !== Node.ELEMENT_NODE) return "";
      const isInLine = nodeName !== "br" && /^(?:inline|contents)$/.test(getComputedStyle(child.actualNode).display);
      return isInLine ? spacedLabel(child) : ` ${spacedLabel(child)} `;
    });
    return texts.join("");
  }

  // A label that a person has to compare is no failure, and one without a word is nothing to compare.
  replaceAnswer("label-content-name-mismatch", (evaluate, node, options, virtualNode) => {
    const answer = evaluate();
    if (answer === true) return answer;
    const { text } = axe.commons;
    const label = text.visibleVirtual(virtualNode, false, false).trim();
    const name = text.accessibleText(node).trim();
    const labels = [label, spacedLabel(virtualNode).trim()];
    if (labels.some((shown) => labelInName.isContained(labelInName.withoutKeys(node, shown), name))) return true;
    if (answer === undefined) return answer;
    if (labelInName.isIcon(node, label) || labelInName.isAbbreviated(label, name) || node.querySelector("abbr")) return true;
    return labelInName.isOtherSpelling(label, name);
  });

  /** The innermost element with all that an element holds. */
  function innermost(element) {
    const [only, ...others] = [...element.childNodes].filter((node) => node instanceof Element || /\S/.test(node.data));
    return only instanceof Element && others.length === 0 ? innermost(only) : element;
  }
  const fontOf = (element) => {
    const { fontFamily, fontWeight, fontStyle } = getComputedStyle(element);
    return `${fontFamily} ${fontWeight} ${fontStyle}`;
  };
  const hasText = ({ childNodes }) => [...childNodes].some((node) => node instanceof Text && /\S/.test(node.data));
  /** Whether other text around a link has the font of what the link holds, and is no link. */
  function isLikeText(link, holder) {
    let block = link.parentElement;
    while (block?.parentElement && /^(?:inline|contents)/.test(getComputedStyle(block).display)) block = block.parentElement;
    const others = [block, ...(block?.querySelectorAll(":not(a *)") ?? [])].filter((other) => other?.localName !== "a");
    return others.some((other) => other && hasText(other) && fontOf(other) === fontOf(holder));
  }
  // axe looks at the style of the link, and not at that of its text, as where the link holds code.
  replaceAnswer("link-in-text-block-style", (evaluate, node, options) => {
    const answer = evaluate();
    const holder = answer === false ? innermost(node) : node;
    if (holder === node || !hasText(holder) || isLikeText(node, holder)) return answer;
    return evaluate([holder, options, axe.utils.getNodeFromTree(holder)]) === true;
  });

  /** Whether a text breaks into lines: axe takes lines that overlap, since they are close, for one. */
  function isMultiline(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const middles = [...range.getClientRects()].filter(({ height }) => height > 2).map(({ top, bottom }) => (top + bottom) / 2);
    const { fontSize } = getComputedStyle(node);
    return middles.some((middle) => Math.abs(middle - middles[0]) > Number.parseFloat(fontSize) / 2);
  }
  replaceAnswer("important-line-height", (evaluate, node, options, virtualNode) => {
    const isCrowded = options?.multiLineOnly && isMultiline(node);
    return evaluate([node, isCrowded ? { ...options, multiLineOnly: false } : options, virtualNode]);
  });
};
