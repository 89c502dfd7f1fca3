/** How much of a text is drawn at once (UTF-16 units): enough to read, and never more tokens than a browser draws in a frame or two. */
export const partLength = 1000;

/** The part in which a place of the text lies. */
export function partAt(place: number): number {
  return Math.max(0, Math.floor((place - 1) / partLength));
}

/** Where a part begins and ends; never inside a surrogate pair. */
export function partOf(text: string, part: number): readonly [from: number, to: number] {
  const at = Math.min(part, Math.max(0, Math.ceil(text.length / partLength) - 1)) * partLength;
  return [whole(text, at), whole(text, at + partLength)];
}

function whole(text: string, at: number): number {
  if (at >= text.length) return text.length;
  return at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xFFFF ? at + 1 : at;
}
