"use strict";
/** cyrb53, a public-domain 53-bit string hash, fed piece by piece. */
module.exports = function hasher() {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  return {
    add(text) {
      for (let index = 0; index < text.length; index += 1) {
        const code = text.charCodeAt(index);
        a = Math.imul(a ^ code, 2654435761);
        b = Math.imul(b ^ code, 1597334677);
      }
      a = Math.imul(a ^ 0x1f, 2654435761);
      b = Math.imul(b ^ 0x1f, 1597334677);
    },
    value: () => (4294967296 * (2097151 & b) + (a >>> 0)).toString(36),
  };
};
