"use strict";
/*
 * Measures what the page shows: text, elements, its main content, and what hides that. Open shadow roots and frames of
 * the same origin are part of the page; other frames and closed shadow roots cannot be inspected.
 */
module.exports = function createShown({ clipsAll, hiderOf, isConcealed, isIgnored, nameOf }, isBehindLoadingScreen, holdsPage) {
  const MAIN = ["main,[role=main]", "#content", "article"];
  // What shows something without text.
  const VISUAL =
    "img,svg,canvas,video,audio[controls],object,embed,select,textarea,button,meter,progress,input:not([type=hidden])";
  const FRAME = "iframe,frame";
  const DIALOG = "[role=dialog],[role=alertdialog],[aria-modal=true]";
  const NO_CONTENT = "script,style,template,noscript,head";
  // Elements other than custom ones that can have a shadow root (DOM, "valid shadow host name").
  const MOST_ROUTES = 6; // more than are named
  const HOST = "article,aside,blockquote,body,div,footer,h1,h2,h3,h4,h5,h6,header,main,nav,p,section,span";
  const LEAST_HOST_AREA = 1000;
  // What stands where scripts will put the content, by what it says (in the languages of most pages) or declares.
  const PLACEHOLDER_TEXT = new RegExp(
    "^(?:loading|please wait|one moment|just a moment|checking your browser|initiali[sz]ing|lädt|wird geladen|bitte warten|" +
      "chargement|veuillez patienter|cargando|espere|carregando|aguarde|caricamento|laden|загрузка|yükleniyor|" +
      "加载中|正在加载|載入中|読み込み中|로딩|جار[يٍ]?\\s+(?:ال)?تحميل|لطفا|در حال بارگذاری|باردەکرێت|چاوەڕوان)",
    "i",
  );
  // A bar with a value, such as how much of a recording has been loaded, is no wait for what has no measure.
  const PLACEHOLDER = "[aria-busy=true i],[role=progressbar]:not(progress[value]),progress:not([value])";
  const LITTLE_CHARACTERS = 100;

  const isRendered = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const isLarge = ({ width, height }) => width >= 1 && height >= 1;
  const isInPage = ({ right, bottom }) => right + scrollX > 0 && bottom + scrollY > 0;

  /** The elements that hold the main content: the whole page where it marks none. */
  function mainElements() {
    const selector = MAIN.find((item) => document.querySelector(item));
    return selector ? [...document.querySelectorAll(selector)] : [document.body ?? document.documentElement];
  }

  const isText = (node) => node.nodeType === Node.TEXT_NODE;
  const hasBox = (element) => element.checkVisibility() || getComputedStyle(element).display === "contents";

  /** The elements and texts below an element that have a box, also in open shadow roots and frames of the origin. */
  function* boxesBelow(root, skipped = []) {
    const acceptNode = (node) => {
      if (isText(node)) return NodeFilter.FILTER_ACCEPT;
      const isOut = skipped.includes(node) || node.matches(NO_CONTENT) || !hasBox(node) || clipsAll(node);
      return isOut ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
    };
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, { acceptNode });
    if (root.nodeType === Node.ELEMENT_NODE && acceptNode(root) === NodeFilter.FILTER_REJECT) return;
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node !== root || node.nodeType === Node.ELEMENT_NODE) yield node;
      const inside = node.shadowRoot ?? node.contentDocument?.documentElement;
      if (inside && isRendered(node)) yield* boxesBelow(inside, skipped);
    }
  }

  /** Whether an element shows its own box. Frames have coordinates of their own, so only the size counts there. */
  function isShown(element) {
    if (!isRendered(element)) return false;
    const box = element.getBoundingClientRect();
    return isLarge(box) && (element.ownerDocument !== document || isInPage(box));
  }

  /** Whether the text of an element shows, though the element has no box, or one that its text sticks out of. */
  function isTextShown(text, parent) {
    if (!isRendered(parent) && getComputedStyle(parent).display !== "contents") return false;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    return isLarge(box) && (parent.ownerDocument !== document || isInPage(box));
  }

  /** Whether an element is in the document, and not in the tree that is shown: its parent has a shadow root without a slot for it. */
  const isUnslotted = (element) => element !== null && getComputedStyle(element).display === "";

  /** Whether something that is not in the document may fill an element: a closed shadow root. */
  function isFilledUnseen(element, box) {
    if (element.shadowRoot !== null) return false;
    if (element.localName.includes("-") || isUnslotted(element.firstElementChild)) return true;
    if (element.childElementCount > 0 || !element.matches(HOST) || box.width * box.height < LEAST_HOST_AREA) return false;
    if (element.textContent.trim()) return false;
    const style = getComputedStyle(element);
    const [before, after] = ["::before", "::after"].map((part) => getComputedStyle(element, part).content);
    const isPainted = style.backgroundImage !== "none" || !style.backgroundColor.endsWith(", 0)") || style.borderStyle !== "none";
    return !isPainted && before === "none" && after === "none" && !Number.parseFloat(style.paddingTop);
  }

  /** What shows below an element; with `isQuick` only until there is something. */
  function survey(root, { isQuick = false, skipped = [] } = {}) {
    const found = { characters: 0, elements: 0, visuals: 0, frames: [], hasHost: false, isHeard: false };
    const shown = new Map();
    const shows = (element) => {
      if (!shown.has(element)) shown.set(element, isShown(element));
      return shown.get(element);
    };
    for (const node of boxesBelow(root, skipped)) {
      if (isText(node)) {
        const text = node.data.trim();
        const parent = node.parentElement ?? node.getRootNode().host;
        if (text && parent && (shows(parent) || isTextShown(node, parent))) {
          found.characters += text.replace(/\s+/g, " ").length;
          found.isHeard ||= !isIgnored(parent);
        }
      } else if (shows(node)) {
        found.elements += 1;
        if (holdsPage(node)) found.frames.push(nameOf(node));
        else if (node.matches(VISUAL)) {
          found.visuals += 1;
          found.isHeard ||= !isIgnored(node);
        } else if (node.matches(FRAME) && node.contentDocument === null) found.frames.push(nameOf(node));
        found.hasHost ||= isFilledUnseen(node, node.getBoundingClientRect());
      }
      if (isQuick && found.isHeard) break;
    }
    return found;
  }

  const shows = (part) => part.characters + part.visuals > 0;

  /** The first element with content below an element, shown or not; with `isIgnoredOnly`, that assistive technology ignores. */
  function firstContent(root, isIgnoredOnly) {
    const isWanted = (element) => !isIgnoredOnly || isIgnored(element);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) =>
        isText(node) || !node.matches(NO_CONTENT) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_REJECT,
    });
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (isText(node) && node.data.trim() && isWanted(node.parentElement)) return node.parentElement;
      if (!isText(node) && node.matches(VISUAL) && isWanted(node)) return node;
    }
    return null;
  }

  /** The text that stands where scripts will put the main content, "" if there is none: a page without scripts says what it says. */
  function placeholder(mains, characters) {
    if (characters >= LITTLE_CHARACTERS || !document.scripts.length) return "";
    // A text that scripts have hidden is what stood there before the content.
    const texts = mains.flatMap((main) => [...main.querySelectorAll("*"), main]).map((element) => {
      const own = [...element.childNodes].filter((node) => isText(node) && isTextShown(node, element));
      return own.map(({ data }) => data).join(" ").replace(/\s+/g, " ").trim();
    });
    const isBusy = mains.some((main) => main.matches(PLACEHOLDER) || [...main.querySelectorAll(PLACEHOLDER)].some(isShown));
    const found = texts.find((text) => PLACEHOLDER_TEXT.test(text)) ?? (isBusy ? texts.find(Boolean) : "");
    return (found ?? "").slice(0, LITTLE_CHARACTERS);
  }

  /** The message of a document that is not well-formed XML, "" for others: Chromium shows it in the page. */
  function parseError() {
    if (document.contentType === "text/html") return "";
    const root = document.documentElement;
    const places = [root, root.firstElementChild, document.body?.firstElementChild];
    const error = places.find((element) => element?.localName === "parsererror");
    return error?.querySelector("div")?.textContent.trim().split("\n")[0] ?? "";
  }

  /** The dialogs that show and are announced. */
  const openDialogs = () =>
    [...document.querySelectorAll(DIALOG)].filter((dialog) => !isIgnored(dialog) && survey(dialog, { isQuick: true }).isHeard);

  /** The main content and what it shows: what is announced of a page behind a dialog of scripts is the dialog. */
  function mainContent(isQuick) {
    const mains = mainElements();
    const parts = mains.map((main) => survey(main, { isQuick }));
    const dialogs = parts.some(shows) && !parts.some(({ isHeard }) => isHeard) ? openDialogs() : [];
    return dialogs.length ? [dialogs, dialogs.map((dialog) => survey(dialog, { isQuick }))] : [mains, parts];
  }

  /** A fragment as its author wrote it, as far as that is known. */
  function decoded(fragment) {
    try {
      return decodeURIComponent(fragment);
    } catch {
      return fragment;
    }
  }

  /** The routes of a one-page application that the page links to, and that are not shown now: "#/guide", "#!/guide". */
  function otherRoutes() {
    const routeOf = (hash) => /^#!?\/[^?#]*/.exec(hash)?.[0].replace(/(?<=.\/.*)\/$/, "");
    const isPlace = (hash) => {
      const names = [hash.slice(1), decoded(hash.slice(1))];
      return names.some((name) => document.getElementById(name) || document.getElementsByName(name).length > 0);
    };
    const found = [...document.querySelectorAll('a[href*="#/"],a[href*="#!/"]')];
    const links = found.filter((link) => link instanceof HTMLAnchorElement);
    const own = links.filter(({ href, hash }) => href.replace(hash, "") === location.href.replace(location.hash, ""));
    const routes = new Set(own.filter(({ hash }) => !isPlace(hash)).map(({ hash }) => routeOf(hash)));
    for (const shown of [undefined, routeOf(location.hash) ?? "#/"]) routes.delete(shown);
    if (!routeOf(location.hash)) routes.delete("#!/");
    return [...routes].map(decoded);
  }

  /** Measure the page; with `isQuick` only whether its main content shows. */
  function measure({ isQuick = false } = {}) {
    const root = document.documentElement;
    if (root === null) return null;
    const [mains, parts] = mainContent(isQuick);
    const sum = (list, name) => list.reduce((total, part) => total + part[name], 0);
    // An image that is hidden from assistive technology is decoration, and a text is not.
    const isPerceived = (part) => part.isHeard || (part.visuals > 0 && part.characters === 0);
    const main = mains[Math.max(0, parts.findIndex(shows))];
    const isHidden = !parts.some(isPerceived) || mains.every(isConcealed);
    const isIgnoredOnly = parts.some(shows) && !parts.some(isPerceived);
    const content = isHidden ? mains.map((element) => firstContent(element, isIgnoredOnly)).find(Boolean) : null;
    const characters = sum(parts, "characters");
    const all = [...parts, survey(root, { isQuick, skipped: mains })];
    return {
      characters: sum(all, "characters"),
      elements: sum(all, "elements"),
      visuals: sum(all, "visuals"),
      frames: all.flatMap(({ frames }) => frames),
      has_host: all.some(({ hasHost }) => hasHost),
      quirks: document.compatMode === "BackCompat",
      parse_error: parseError(),
      main: nameOf(main),
      main_characters: characters,
      placeholder: isQuick || isHidden ? "" : placeholder(mains, characters),
      loading_screen: !isQuick && document.scripts.length > 0 && isBehindLoadingScreen(mains),
      main_visuals: sum(parts, "visuals"),
      main_frames: parts.flatMap(({ frames }) => frames).length,
      main_has_content: Boolean(content) || !isHidden,
      hidden_by: isHidden ? hiderOf(content ?? main) : null,
      routes: isQuick ? [] : otherRoutes().slice(0, MOST_ROUTES),
    };
  }

  return { measure };
};
