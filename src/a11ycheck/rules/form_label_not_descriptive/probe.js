"use strict";
/** Text fields with their visible labels, and whether anything but labels stands between two with the same one. */
module.exports = function probe(page) {
  const TYPES = /^(?:text|email|tel|url|number|password|date|datetime-local|month|time|week)$/;
  const FIELD = "input,textarea,[role=textbox]";
  const CONTROL = "button,input,select,textarea,option,[role=button],script,style";

  const isOnPage = (element) =>
    page.closest(element, "[hidden]") === null &&
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    [...element.getClientRects()].some(
      ({ right, bottom, width, height }) => width > 1 && height > 1 && right + scrollX > 0 && bottom + scrollY > 0,
    );

  const isTextField = (field) => field.localName !== "input" || TYPES.test(field.type);

  /** The visible labels of a field, those of `aria-labelledby` first. */
  function labelsOf(field) {
    const ids = (field.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
    const named = ids.map((id) => field.getRootNode().getElementById(id)).filter(Boolean);
    return (named.length ? named : [...(field.labels ?? [])]).filter(isOnPage);
  }

  const labelText = (labels) => labels.map((label) => page.text(label)).join(" ").replace(/[*:\s]+$/, "").trim();

  /** Whether a text can be seen, and belongs to no label or control. */
  function isForeign(text, labels) {
    const parent = page.above(text);
    if (!/[\p{L}\p{N}]/u.test(text.data) || parent.closest(CONTROL)) return false;
    for (let element = text.parentElement; element; element = element.parentElement) {
      if (labels.has(element)) return false;
    }
    return isOnPage(parent);
  }

  /** By field in one tree, a number that differs between two fields where a foreign text stands between them. */
  function countParts(root, fields, labels) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const parts = new Map();
    let part = 0;
    let isNew = false;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) isNew ||= isForeign(node, labels);
      else if (fields.has(node)) {
        if (isNew) part += 1;
        isNew = false;
        parts.set(node, part);
      }
    }
    return parts;
  }

  const fields = page
    .all(FIELD)
    .filter((field) => isTextField(field) && isOnPage(field))
    .map((target) => ({ target, labels: labelsOf(target) }))
    .filter(({ labels }) => labels.length);
  const labelled = new Set(fields.map(({ target }) => target));
  const all = new Set(fields.flatMap(({ labels }) => labels));
  const partsByRoot = new Map();

  /** Whether a foreign text stands between two fields, or a shadow root around one of them. */
  function isParted(one, other) {
    const root = one.getRootNode();
    if (root !== other.getRootNode()) return true;
    if (!partsByRoot.has(root)) partsByRoot.set(root, countParts(root, labelled, all));
    const parts = partsByRoot.get(root);
    return parts.get(one) !== parts.get(other);
  }

  const last = new Map();
  return fields.map(({ target, labels }) => {
    const label = labelText(labels);
    const before = last.get(label);
    last.set(label, target);
    return { target, facts: { label, repeated: before !== undefined && !isParted(before, target) } };
  });
};
