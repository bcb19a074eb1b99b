"use strict";
/* oxlint-disable no-underscore-dangle -- axe has no public way to its cache */
/*
 * Corrects which texts axe takes for icons. Where a text is narrower on a canvas than its characters one by one, axe takes
 * it for a ligature of an icon font, and judges neither its contrast nor its label; after three of them it does so with
 * every text of the font. Letters of Arabic script join, and most of its texts are as narrow. The ligatures of icon fonts
 * stand for names in ASCII ("arrow_back"); of any other text the canvas of axe answers that it has not shrunk.
 */
module.exports = function correctIconLigatures(axe) {
  const ASCII = /^[\x20-\x7E]*$/;
  const isAscii = (text) => ASCII.test(text);
  const CANVAS = "canvasContext";
  const CHARACTER = { width: 30 };
  const WHOLE_TEXT = { width: Number.POSITIVE_INFINITY };
  const INK = { data: new Uint8ClampedArray([0, 0, 0, 255]) };

  /** What axe calls of a canvas's context. */
  function measuringContext(context) {
    let drawn = "";
    return {
      canvas: context.canvas,
      set font(value) {
        context.font = value;
      },
      set textAlign(value) {
        context.textAlign = value;
      },
      set textBaseline(value) {
        context.textBaseline = value;
      },
      measureText(text) {
        if (isAscii(text)) return context.measureText(text);
        return text.length === 1 ? CHARACTER : WHOLE_TEXT;
      },
      fillText(text, ...place) {
        drawn = text;
        if (isAscii(text)) context.fillText(text, ...place);
      },
      getImageData: (...area) => (isAscii(drawn) ? context.getImageData(...area) : INK),
      clearRect: (...area) => context.clearRect(...area),
    };
  }

  const cache = axe._cache;
  const { get } = cache;
  cache.get = function (key, create) {
    return key === CANVAS ? get.call(cache, key, () => measuringContext(create())) : get.call(cache, key, create);
  };
};
