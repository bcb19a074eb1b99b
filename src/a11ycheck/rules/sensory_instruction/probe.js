"use strict";
/** Instructions that name content by its place, shape or size, and what else identifies that content. */
module.exports = function probe(page) {
  const NOUN =
    "menu|navigation|navbar|side ?bar|buttons?|icons?|links?|box|panel|column|form|list|table|image|photo|field|toolbar|tab";
  const SIDE = "(?:far |upper |lower |top |bottom )?(?:right|left)";
  // "The right button" can be the correct one.
  const ON_SIDE = "left(?:[- ]hand|most)?(?: side)?|right(?:[- ]hand|most)(?: side)?|right side|(?:top|bottom|upper|lower)(?:most)?";
  const SHAPES = "circle|crescent|diamond|ellipse|hexagon|oval|parallelogram|pentagon|rectangle|square|star|trapezoid|triangle";
  const LOOK =
    `${SHAPES}|round|circular|hexagonal|pentagonal|rectangular|squared|triangular|trapezoidal|star-shaped|angled|crooked|slanted|tilted|diagonal|` +
    "big(?:g?er|gest)?|large[rs]?t?|little|narrow(?:er)?|small(?:er|est)?|tiny|wide[rs]?t?|tall(?:er)?";
  const PHRASES = [
    `\\b(?<noun>${NOUN})s? (?:that is |which is )?(?:on|at|to|in) the (?<word>${SIDE})(?![- ](?:aligned|to))\\b`,
    `\\bthe (?<word>${ON_SIDE}) (?<noun>${NOUN})\\b`,
    `\\b(?:the|this|that) (?<word>${LOOK}) (?:\\w+ )?(?<noun>${NOUN})\\b`,
    `\\b(?:the|this|that) (?<word>(?<noun>${SHAPES}))s?\\b(?! (?:root|brackets?|of|sign)\\b)`,
  ];
  const PATTERNS = PHRASES.map((phrase) => new RegExp(phrase, "i"));
  const ANY = new RegExp(PHRASES.map((phrase) => phrase.replace(/\?<\w+>/g, "?:")).join("|"), "i");
  const VERB =
    /(?:^|[.:;!?,–—(]\s*|\b(?:please|to|can|must|should|then|and|or|just|now) )(?:find|use|click|press|select|choose|see|look|open|go|tap|push|follow|check|navigate|interact|hover|drag|scroll|enter|fill|read|visit|view)\b/i;
  const OF_ROLE = {
    menu: "nav,[role=navigation],[role=menu],[role=menubar]",
    navigation: "nav,[role=navigation]",
    navbar: "nav,[role=navigation]",
    sidebar: "aside,[role=complementary]",
    button: "button,[role=button],input[type=button],input[type=submit],input[type=image]",
    form: "form,[role=form]",
    table: "table,[role=table]",
    image: "img,svg,[role=img]",
    toolbar: "[role=toolbar]",
  };
  const LINKED = /^(?:menu|navigation|navbar|side ?bar|links?)$/;
  const NAMED = "h1,h2,h3,h4,h5,h6,[role=heading],[aria-label],[aria-labelledby],button,[role=button],legend,caption,label,summary,img[alt]";
  const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";

  if (!page.mentions(ANY)) return [];

  /** Whether something else on the page has the noun as its name. */
  const isNamed = (noun, element) =>
    page.all(NAMED).some(
      (other) =>
        !other.contains(element) && other.checkVisibility() && new RegExp(`\\b${noun}`, "i").test(`${page.text(other)} ${page.name(other)}`),
    );

  const ofRole = (noun) => page.all(OF_ROLE[noun.replace(" ", "")] ?? ":not(*)").filter(page.isShown);

  /** Lists of links that no name or heading identifies. */
  const unnamedLists = () =>
    [...document.querySelectorAll("ul,ol,nav,menu")].filter((list) => {
      if (!page.isShown(list) || list.querySelectorAll("a[href]").length < 2) return false;
      const around = list.closest("nav,aside,section,[role=navigation]") ?? list;
      const before = list.previousElementSibling;
      return page.name(around) === "" && !around.querySelector(HEADING) && !before?.matches(HEADING);
    });

  /** Whether a list lies entirely on that side of a text. */
  function isBeside(list, element, word) {
    const range = document.createRange();
    range.selectNodeContents(element);
    const [text, box] = [range.getBoundingClientRect(), list.getBoundingClientRect()];
    return /right/i.test(word) ? box.left >= text.right : box.right <= text.left;
  }

  function measure({ element, text }) {
    const match = PATTERNS.map((pattern) => pattern.exec(text)).find(Boolean);
    if (!match || !VERB.test(text.trim())) return null;
    const { word } = match.groups;
    const noun = match.groups.noun.toLowerCase().replace(/(?<=button|icon|link)s$/, "");
    const facts = { phrase: match[0].slice(0, 60), identified: isNamed(noun, element) || ofRole(noun).length === 1 };
    const isPlace = /right|left/i.test(word) && LINKED.test(noun);
    facts.located = !facts.identified && isPlace && unnamedLists().some((list) => !list.contains(element) && isBeside(list, element, word));
    return { target: element, facts };
  }

  return page
    .texts(ANY)
    .filter(({ element }) => /^(?:en\b|$)/i.test(page.lang(element)))
    .map(measure)
    .filter(Boolean);
};
