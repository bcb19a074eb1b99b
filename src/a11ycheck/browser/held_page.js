"use strict";
/* The pages that `object` and `embed` show, which axe does not inspect. */

/** The documents in a window, of its own origin: an `embed` has no other trace of its own. */
function documentsIn(view) {
  return Array.from({ length: view.length }, (_, index) => {
    try {
      return view[index].document;
    } catch {
      return null;
    }
  }).filter(Boolean);
}

/** Whether an element is an `object` or `embed` that shows a page; that of another origin shows no document. */
module.exports = function holdsPage(element) {
  if (!element.matches("object,embed")) return false;
  const view = element.ownerDocument.defaultView;
  const inner = element.contentDocument ?? documentsIn(view).find((other) => other.defaultView.frameElement === element);
  return inner ? /html/.test(inner.contentType) : Boolean(element.contentWindow);
};
