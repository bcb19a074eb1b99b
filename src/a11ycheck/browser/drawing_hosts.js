"use strict";
/* The other hosts whose stylesheets or scripts may draw an icon in an empty element. */
module.exports = function createDrawingHosts() {
  const DRAWN = "img,svg,canvas,video,object,embed,iframe,input,select,textarea";

  /** Whether nothing but a stylesheet can draw anything in an element. */
  const isEmpty = (element) =>
    !/\S/.test(element.textContent) && !element.matches(DRAWN) && !element.querySelector(DRAWN);

  /** Whether an element, or anything in it, has a place: an icon would be drawn there, and be as hidden as that place. */
  const hasPlace = (element) =>
    [element, ...element.querySelectorAll("*")].some((each) => {
      const { width, height } = each.getBoundingClientRect();
      return width >= 1 && height >= 1;
    });

  /** The rules of a stylesheet; none of one that another host sent, even if its URL is of this host. */
  function readableRules(sheet) {
    try {
      return [...sheet.cssRules];
    } catch {
      return [];
    }
  }

  /** The hosts whose files may draw all that is seen of these elements; none where one has a place, or anything else in it. */
  return function hostsDrawing(elements) {
    if (!elements.every(isEmpty) || elements.some(hasPlace)) return [];
    const imports = [...document.styleSheets]
      .flatMap((sheet) => readableRules(sheet).filter((rule) => rule instanceof CSSImportRule));
    const named = [...document.querySelectorAll("link[rel~=stylesheet][href],script[src]")];
    const urls = [...imports, ...named].flatMap(({ href, src }) =>
      URL.canParse(href || src, document.baseURI) ? new URL(href || src, document.baseURI) : [],
    );
    return [...new Set(urls.filter(({ origin }) => origin !== location.origin).map(({ host }) => host))].filter(Boolean);
  };
};
