"use strict";
/*
 * A scripted state: the page as it is laid out from left to right. A page is brought into it for the time of one
 * synchronous function, and back before anything is painted.
 */
module.exports = function mirrored(measure) {
  const turned = [...document.querySelectorAll("[dir=rtl i]")].map((element) => [element, element.getAttribute("dir")]);
  try {
    for (const [element] of turned) element.setAttribute("dir", "ltr");
    return measure();
  } finally {
    for (const [element, direction] of turned) element.setAttribute("dir", direction);
  }
};
