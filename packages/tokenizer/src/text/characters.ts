/** Unicode White_Space, which is not JavaScript's `\s`: U+0085 is in, U+FEFF is not. By UTF-16 code: there is none beyond the first plane. */
export function isWhiteSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 9 && code <= 13);
  return whiteSpace.test(String.fromCharCode(code));
}

const whiteSpace = /\p{White_Space}/u;
