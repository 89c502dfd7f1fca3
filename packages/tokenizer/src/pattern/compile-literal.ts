import type { Pattern } from './pattern.ts';

/** A pattern that matches one text as it stands. The empty text matches nowhere. */
export function compileLiteral(text: string): Pattern {
  return {
    source: text,
    start: 0,
    end: 0,
    matchAt: (within, at) => (text !== '' && within.startsWith(text, at) ? at + text.length : -1),
    find(this: { start: number; end: number }, within, from) {
      const at = text === '' ? -1 : within.indexOf(text, from);
      if (at < 0) return false;
      this.start = at;
      this.end = at + text.length;
      return true;
    },
  };
}
