"use strict";
/**
 * cyrb53, a public-domain 53-bit string hash, fed piece by piece. Of a text that was added before, only its number is hashed:
 * on large pages, most texts are repeated.
 */
module.exports = function hasher() {
  const LEAST = 6;
  const MOST = 1000;
  // Above the code units of texts.
  const FIRST_NUMBER = 0x10000;
  const numbers = new Map();
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;

  function mix(code) {
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }

  function add(text) {
    const { length } = text;
    if (length >= LEAST && length <= MOST) {
      const number = numbers.get(text);
      if (number !== undefined) {
        mix(FIRST_NUMBER + number);
        return;
      }
      numbers.set(text, numbers.size);
    }
    // Not by calls of `mix`: without V8's optimising compilers, none is inlined.
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
    mix(0x1f);
  }

  return { add, value: () => (4294967296 * (2097151 & b) + (a >>> 0)).toString(36) };
};
