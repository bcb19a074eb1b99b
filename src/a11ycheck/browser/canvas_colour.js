"use strict";
/*
 * The colour of the canvas that Chromium draws a page on where neither the root nor the body paints a background. It is
 * dark where the root has a dark colour scheme.
 */
module.exports = function canvasColour() {
  const LIGHT = "rgb(255, 255, 255)";
  const DARK = "rgb(18, 18, 18)";
  const SCHEMES = /^[\s\w-]+$/;

  // The canvas of a frame is transparent where its colour scheme is that of the page around it.
  if (window.top !== window) return LIGHT;
  const { colorScheme } = getComputedStyle(document.documentElement);
  const metas = [...document.getElementsByTagName("meta")].filter(({ name }) => name.toLowerCase() === "color-scheme");
  const declared = colorScheme === "normal" ? metas.find(({ content }) => SCHEMES.test(content))?.content : colorScheme;
  const names = (declared ?? "").toLowerCase().split(/\s+/);
  const isDark = names.includes("dark") && (!names.includes("light") || matchMedia("(prefers-color-scheme: dark)").matches);
  return isDark ? DARK : LIGHT;
};
