/** The same length, each lone surrogate as U+FFFD, as `TextEncoder` reads them: strings of JavaScript may hold halves of characters. */
export function toWellFormed(text: string): string {
  // In every engine that we support, but not yet in the library that TypeScript is told of.
  return (text as unknown as { toWellFormed(): string }).toWellFormed();
}

/** How many bytes the UTF-8 of a text has, or of its units from `start` to `end`. A lone surrogate takes the three of U+FFFD. */
export function utf8Length(text: string, start = 0, end: number = text.length): number {
  let bytes = end - start;
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    bytes++;
    if (code < 0x800) continue;
    // A pair is four bytes: two for each of its units.
    if (isHighSurrogate(code) && i + 1 < end && isLowSurrogate(text.charCodeAt(i + 1))) i++;
    bytes++;
  }
  return bytes;
}

/**
 * From UTF-16 indices of a text to those of its UTF-8. Going forward costs only the way from the last index asked for; an index within a
 * surrogate pair counts as the pair's start.
 */
export function utf8Offsets(text: string): (index: number) => number {
  let at = 0;
  let bytes = 0;
  return (index) => {
    const target = index > 0 && isLowSurrogate(text.charCodeAt(index)) && isHighSurrogate(text.charCodeAt(index - 1)) ? index - 1 : index;
    if (target >= at) bytes += utf8Length(text, at, target);
    else bytes -= utf8Length(text, target, at);
    at = target;
    return bytes;
  };
}

function isHighSurrogate(code: number): boolean {
  return (code & 0xfc00) === 0xd800;
}

function isLowSurrogate(code: number): boolean {
  return (code & 0xfc00) === 0xdc00;
}

/** How many units the character at `index` has: 2 for a surrogate pair. */
export function unitsAt(text: string, index: number): 1 | 2 {
  return isHighSurrogate(text.charCodeAt(index)) && isLowSurrogate(text.charCodeAt(index + 1)) ? 2 : 1;
}
