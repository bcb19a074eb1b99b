"use strict";
/* Whether a text is the name of an icon, such as "chevron_right": a font draws one for it, and where it is not loaded, words. */
module.exports = function createIconNames() {
  const NAME = /^[a-z\d]+(?:_[a-z\d]+)*$/;
  // Where the font is not loaded, only a class tells of it.
  const CLASS = /(?:^|[\s_-])(?:icons?|material-symbols)(?:$|[\s_-])/i;
  const FONT = /icon|symbol/i;

  return function isIconName(element, raw) {
    const text = raw.trim();
    if (!NAME.test(text)) return false;
    return text.includes("_") || CLASS.test(element.getAttribute("class") ?? "") || FONT.test(getComputedStyle(element).fontFamily);
  };
};
