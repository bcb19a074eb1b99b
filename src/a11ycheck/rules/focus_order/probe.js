"use strict";
/** Fields of a group that `tabindex` puts in an order of its own, and modal dialogs with the focus outside of them. */
module.exports = function probe(page) {
  const FIELD = "input:not([type=hidden]),select,textarea,[role=textbox],[role=combobox],[role=checkbox],[role=radio],[role=spinbutton]";
  const GROUP = "form,fieldset,dialog,[role=form],[role=group],[role=dialog]";
  const MODAL = "[role=dialog][aria-modal=true],[role=alertdialog][aria-modal=true]";
  const FOCUSABLE = "a[href],button,input,select,textarea,summary,[tabindex]";
  const LEAST_SIZE = 2;
  const found = [];

  const isReached = (element) => element.tabIndex >= 0 && !element.matches(":disabled") && page.isShown(element) && !element.closest("[inert]");

  /** Whether an element is displayed before another: above it in its column, or on its line before it. */
  function isBefore(one, other, isRtl) {
    const [first, second] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
    if ([first, second].some(({ width, height }) => width < LEAST_SIZE || height < LEAST_SIZE)) return false;
    // Columns may be filled in one after the other.
    const isInColumn = first.left < second.right && second.left < first.right;
    if (isInColumn && first.bottom <= second.top + 1) return true;
    const isOnLine = first.top < second.bottom && second.top < first.bottom;
    return isOnLine && (isRtl ? first.left >= second.right - 1 : first.right <= second.left + 1);
  }

  const follows = (one, other) => Boolean(other.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);

  function measure(group, fields) {
    const isRtl = getComputedStyle(group).direction === "rtl";
    const ordered = fields.filter(({ tabIndex }) => tabIndex > 0).toSorted((one, other) => one.tabIndex - other.tabIndex);
    const others = fields.filter(({ tabIndex }) => tabIndex === 0);
    for (const [index, target] of ordered.entries()) {
      const leapt = ordered.slice(0, index).find((field) => follows(field, target) && isBefore(target, field, isRtl));
      const skipped = others.find((field) => follows(target, field) && isBefore(field, target, isRtl));
      const facts = { leapt: leapt ? page.name(leapt).slice(0, 60) : "", skipped: skipped ? page.name(skipped).slice(0, 60) : "" };
      found.push({ target, facts: { kind: "field", isReversed: Boolean(leapt), isSkipping: Boolean(skipped), ...facts } });
    }
  }

  const fields = [...document.querySelectorAll("[tabindex]")].some(({ tabIndex }) => tabIndex > 0)
    ? [...document.querySelectorAll(FIELD)].filter(isReached)
    : [];
  for (const [group, members] of Map.groupBy(fields, (field) => field.closest(GROUP))) {
    if (group && members.length > 1 && members.some(({ tabIndex }) => tabIndex > 0)) measure(group, members);
  }
  for (const target of document.querySelectorAll(MODAL)) {
    const outside = (element) => !target.contains(element) && isReached(element);
    if (page.isShown(target) && !target.matches(":modal") && [...document.querySelectorAll(FOCUSABLE)].some(outside)) {
      found.push({ target, facts: { kind: "dialog", hasFocus: target.contains(document.activeElement) } });
    }
  }
  return found;
};
