"use strict";
/*
 * What audio and video elements play: duration, sound as decoded from the file that the element loaded, and which
 * controls of the page silence it.
 */
module.exports = function createMedia(controls) {
  const LOAD_MS = 3000;
  const TEXT_LIMIT = 20_000;
  const START_MS = 1500;
  const BYTES_LIMIT = 16_000_000;
  const RATE = 8000;
  const STEP = RATE / 10;
  // Full scale is 1; below this, some -50 dB, nobody hears anything.
  const AUDIBLE = 0.003;
  const MINUTE = 60;
  const known = new Map();

  /** The elements that have something to play. */
  const all = () =>
    [...document.querySelectorAll("audio,video")].filter(
      ({ networkState }) => networkState !== HTMLMediaElement.NETWORK_EMPTY,
    );

  async function until(condition, limit) {
    for (let spent = 0; spent < limit && !condition(); spent += 50) {
      // oxlint-disable-next-line no-await-in-loop
      await controls.wait(50);
    }
    return condition();
  }

  const isRemoved = (element) => element.closest("[aria-hidden=true]") !== null || !controls.isShown(element);
  const hasFailed = (element) => element.error !== null || element.networkState === HTMLMediaElement.NETWORK_NO_SOURCE;

  /** Seconds of a point in time in a media fragment: "25", "1:05", "npt:0:01:05.5". */
  const seconds = (text) =>
    text
      .replace("npt:", "")
      .split(":")
      .reduce((sum, digits) => sum * 60 + Number(digits), 0) || 0;

  /** The part of the file that the URL names (Media Fragments, `#t=`), in seconds. */
  function part(source, duration) {
    const found = /[#&]t=([^&]*)/.exec(source)?.[1];
    const [from, to] = (found ?? "").split(",");
    return [seconds(from ?? ""), to ? Math.min(seconds(to), duration) : duration];
  }

  /** The names that codecs of sound have in MP4 and WebM files. */
  function namesSound(bytes) {
    const text = new TextDecoder("latin1").decode(bytes);
    return /soun|mp4a|A_(?:OPUS|VORBIS|AAC|MPEG|FLAC|PCM)|OpusHead/.test(text);
  }

  function audibleSeconds(buffer, from, to) {
    const channels = Array.from({ length: buffer.numberOfChannels }, (_, index) => buffer.getChannelData(index));
    let steps = 0;
    for (let start = Math.floor(from * RATE); start < Math.min(to * RATE, buffer.length); start += STEP) {
      const isAudible = channels.some((samples) =>
        samples.subarray(start, start + STEP).some((sample) => Math.abs(sample) > AUDIBLE),
      );
      if (isAudible) steps += 1;
    }
    return (steps * STEP) / RATE;
  }

  /** {sound: "none" | "audible" | "unknown", audible: seconds between two points in time}. */
  async function listen(source, from, to) {
    const unknown = { sound: "unknown", audible: 0 };
    let bytes = null;
    try {
      // The page itself was measured before; the audit allows no other host.
      // oxlint-disable-next-line no-restricted-globals
      const response = await fetch(source);
      // What has no length may never end.
      const length = Number(response.headers.get("content-length")) || Infinity;
      const isLocal = /^(?:blob|data):/.test(source);
      if (!response.ok || (length > BYTES_LIMIT && !isLocal)) {
        await response.body?.cancel();
        return unknown;
      }
      bytes = await response.arrayBuffer();
    } catch {
      return unknown;
    }
    if (bytes.byteLength > BYTES_LIMIT) return unknown;
    const hasNames = namesSound(bytes);
    try {
      const buffer = await new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes);
      if (audibleSeconds(buffer, 0, buffer.duration) === 0) return { sound: "none", audible: 0 };
      return { sound: "audible", audible: audibleSeconds(buffer, from, to) };
    } catch {
      return hasNames ? unknown : { sound: "none", audible: 0 };
    }
  }

  async function measure(element) {
    if (element.preload === "none") element.preload = "metadata";
    await until(() => element.readyState > 0 || hasFailed(element), LOAD_MS);
    const loaded = element.readyState > 0;
    const file = { loaded, failed: hasFailed(element), duration: 0, sound: "unknown", audible: 0 };
    const { duration } = element;
    if (loaded && element.currentSrc) {
      const [from, to] = part(element.currentSrc, duration);
      Object.assign(file, await listen(element.currentSrc, from, to));
      if (Number.isFinite(duration)) Object.assign(file, { duration });
      if (element.loop && file.duration > 0) repeat(file);
    }
    if (element.autoplay && loaded) await until(() => !element.paused, START_MS);
    return { ...file, ...playing(element) };
  }

  /** What starts again at its end is heard as long as readers stay: for a minute at least. */
  function repeat(file) {
    const times = Math.max(1, MINUTE / file.duration);
    Object.assign(file, { duration: file.duration * times, audible: file.audible * times });
  }

  const playing = (element) => ({
    autoplay: element.autoplay,
    muted: element.muted || element.volume === 0,
    paused: element.paused,
    controls: element.controls && controls.isShown(element),
  });

  const intrudes = (state) => state.autoplay && !state.muted && !state.paused && state.sound !== "none";

  /** Measure all elements; returns whether some play sound without controls of their own. */
  async function load() {
    const elements = all();
    const measured = await Promise.all(elements.map(measure));
    elements.forEach((element, index) => known.set(element, { ...measured[index], silencers: [] }));
    return measured.some((state) => intrudes(state) && !state.controls);
  }

  const isSilenced = (element) => element.paused || element.muted || element.volume === 0;

  /** Activate one control after the other, and note which elements it silences. */
  async function tryControls() {
    const loud = [...known].filter(([, state]) => intrudes(state)).map(([element]) => element);
    await controls.tryEach(async (control) => {
      for (const element of loud) {
        Object.assign(element, { muted: false, volume: 1 });
        // oxlint-disable-next-line no-await-in-loop
        await element.play().catch(() => {});
      }
      const name = isRemoved(control) ? "" : controls.nameOf(control);
      controls.activate(control);
      await controls.wait(100);
      for (const element of loud.filter(isSilenced)) known.get(element).silencers.push(name);
      return false;
    });
  }

  const isOnScreen = (element) =>
    [...element.getClientRects()].some(
      ({ right, bottom, width }) => width > 1 && right > -scrollX && bottom > -scrollY,
    );

  /** The texts that assistive technologies read, and those of them that are visible. */
  function texts() {
    const read = [];
    const seen = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!/\S/.test(node.data) || element.closest("script,style,noscript,video,audio") || isRemoved(element)) continue;
      read.push(node.data);
      if (isOnScreen(element)) seen.push(node.data);
    }
    return [read, seen].map((found) => found.join(" ").replace(/\s+/g, " ").trim());
  }

  /** What was measured of each element, and what could stand in for what it shows. */
  function facts() {
    if (!known.size) return [];
    const [read, seen] = texts();
    const audible = [...known].filter(([, { sound }]) => sound !== "none").map(([element]) => element);
    const links = [...document.querySelectorAll("a[href]")].filter((link) => !isRemoved(link)).length;
    return [...known].map(([element, measured]) => ({
      target: element,
      facts: {
        kind: element.localName,
        ...measured,
        visible: controls.isShown(element),
        sounds: audible.filter((other) => other !== element).length,
        links,
        descriptions: element.querySelectorAll("track[kind=descriptions]").length,
        words: read ? read.split(" ").length : 0,
        text: seen.slice(0, TEXT_LIMIT),
      },
    }));
  }

  return { load, tryControls, facts };
};
