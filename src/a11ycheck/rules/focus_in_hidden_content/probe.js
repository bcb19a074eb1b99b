"use strict";
/** How many tab stops the page has, and each part that stays hidden with the focus in it, with what Tab showed. */
module.exports = function probe(page) {
  const { stops, parts } = page.keyboard.measured();

  const isOfOtherHost = ({ src }) => URL.canParse(src) && new URL(src).origin !== location.origin;
  const isMissing = (image) => image.naturalWidth === 0 && isOfOtherHost(image);

  /** Whether images of other hosts are all that a part shows: they are not requested by default, and take no space. */
  function awaitsImages({ target }) {
    const images = [...target.querySelectorAll("img")];
    return images.length > 0 && images.every(isMissing) && !/\S/.test(target.textContent);
  }

  const found = parts.filter((part) => !awaitsImages(part));
  const whole = { target: document.documentElement, facts: { stops, hidden_parts: found.length } };
  return stops ? [whole, ...found] : [];
};
