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

  /** Whether visible text that is no label stands between two fields, or a shadow root around one of them. */
  function isParted(one, other, labels) {
    if (one.getRootNode() !== other.getRootNode()) return true;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    walker.currentNode = one;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = page.above(node);
      if (other.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING) return false;
      const isOwn = [...labels].some((label) => label.contains(node)) || parent.closest(CONTROL);
      if (/[\p{L}\p{N}]/u.test(node.data) && !isOwn && isOnPage(parent)) return true;
    }
    return false;
  }

  const fields = page
    .all(FIELD)
    .filter((field) => isTextField(field) && isOnPage(field))
    .map((target) => ({ target, labels: labelsOf(target) }))
    .filter(({ labels }) => labels.length);
  const all = new Set(fields.flatMap(({ labels }) => labels));
  const last = new Map();
  return fields.map(({ target, labels }) => {
    const label = labelText(labels);
    const before = last.get(label);
    last.set(label, target);
    return { target, facts: { label, repeated: before !== undefined && !isParted(before, target, all) } };
  });
};
