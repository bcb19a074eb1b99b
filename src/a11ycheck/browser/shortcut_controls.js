"use strict";
/*
 * The controls of a page that turn its shortcuts off: those whose label is about keys, also behind controls that lead to
 * settings.
 */
module.exports = function createShortcutControls(visibility) {
  const MOST_KEY_CONTROLS = 6;
  const MOST_SETTINGS = 2;
  const SWITCHES =
    "input:is([type=checkbox],[type=radio]),button,[role=button],[role=switch],[role=checkbox],select,input[type=button]";
  const ENTRANCES = "a[href],button,[role=button],summary";
  // English, Arabic, Sorani Kurdish, Persian and Hebrew, in the letters of `fold`.
  const SHORTCUTS = ["short ?cut", "hot ?key", "اختصار", "کورتە ?ڕێ", "قەدبڕ", "میان ?بر", "קיצור"];
  const KEYBOARD = ["keyboard", "لوحة ال?مفاتیح", "تەختە ?کلیل", "کیبۆرد", "صفحه ?کلید", "کیبورد", "מקלדת"];
  const OFF = [
    String.raw`\bkeys?\b`, "turn off", "disable", "remap", "single.?(?:key|character)", "تعطیل", "[إا]یقاف", "ناچالاک", "کوژاندنەوە",
    "غیر ?فعال", "خاموش", "מקש",
  ];
  const SETTINGS = ["settings", "preferences", "[إا]عدادات", "تفضیلات", "[ڕر]ێکخستن", "تنظیمات", "הגדרות", "העדפות"];
  const ABOUT_KEYS = new RegExp([...SHORTCUTS, ...KEYBOARD, ...OFF].join("|"), "iu");
  const ABOUT_SETTINGS = new RegExp([...SHORTCUTS, ...KEYBOARD, ...SETTINGS].join("|"), "iu");
  const LONGEST_LABEL = 40;

  /** A text without joiners and vowel signs, and with one form of the letters that Arabic keyboards produce as two. */
  const fold = (text) =>
    text.replaceAll(/[\u064B-\u0652\u0640]/gu, "").replaceAll("\u200C", " ").replaceAll(/[يى]/gu, "ی").replaceAll("ك", "ک");

  function labelOf(element) {
    const texts = [
      element.textContent, element.getAttribute("aria-label") ?? "", element.value ?? "",
      ...Array.from(element.labels ?? [], (label) => label.textContent),
    ];
    // What names an icon that stands alone.
    const images = Array.from(element.querySelectorAll("img[alt]"), (image) => image.alt);
    return texts.some((text) => /\S/.test(text)) ? texts.join(" ") : [...images, element.title].join(" ");
  }

  const usable = (selector) =>
    [...document.querySelectorAll(selector)].filter(
      (element) => !element.matches(":disabled") && (visibility.isRendered(element) || element.labels?.length),
    );

  const isAboutKeys = (element) => ABOUT_KEYS.test(fold(labelOf(element)));
  const keyControls = () => usable(SWITCHES).filter(isAboutKeys);

  const isAboutSettings = (element) => {
    const label = labelOf(element).trim();
    return label.length <= LONGEST_LABEL && ABOUT_SETTINGS.test(fold(label));
  };
  const settingsControls = () => usable(ENTRANCES).filter(isAboutSettings);

  /** Click on an element; one of SVG has no `click`. */
  const clickOn = (element) =>
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));

  /** Operate the controls that say that they are about keys, one after the other, until no shortcut is left. */
  async function* operate(keys, { effective, idle }, tried) {
    let left = keys;
    for (const element of keyControls().slice(0, MOST_KEY_CONTROLS)) {
      if (tried.has(element) || !left.length) continue;
      tried.add(element);
      clickOn(element);
      await idle();
      left = yield* effective(left);
    }
    return left;
  }

  /**
   * Shortcuts that no control turns off: in sight, or behind a button that leads to settings. `effective` presses keys and
   * returns those that change the page; `idle` lets scripts answer to a click.
   */
  async function* remaining(keys, { effective, idle }) {
    const tried = new Set();
    let left = yield* operate(keys, { effective, idle }, tried);
    for (const opener of settingsControls().slice(0, MOST_SETTINGS)) {
      if (!left.length) break;
      clickOn(opener);
      await idle();
      left = yield* operate(left, { effective, idle }, tried);
    }
    return left;
  }

  /** The controls that `remaining` would use, and those that a key may show, such as in a closed dialog, as one text. */
  function described() {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const kinds = [keyControls(), settingsControls(), all(SWITCHES).filter(isAboutKeys), all(ENTRANCES).filter(isAboutSettings)];
    return JSON.stringify(kinds.map((elements) => elements.map((element) => labelOf(element).trim())));
  }

  return { described, keyControls, remaining, settingsControls };
};
