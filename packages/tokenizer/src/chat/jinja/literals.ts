const escapes: Readonly<Record<string, string>> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '\n': '' };

/** A string literal of Python, without its quotes, as the text that it means. What is no escape stays as it is: `\d`. */
function meaningOf(inside: string): string {
  return inside.replace(/\\(x[\da-f]{2}|u[\da-f]{4}|U[\da-f]{8}|[0-7]{1,3}|[^])/gi, (whole, escape: string) => {
    const known = escapes[escape];
    if (known !== undefined) return known;
    if (/^[0-7]/.test(escape)) return String.fromCharCode(Number.parseInt(escape, 8));
    return escape.length === 1 ? whole : String.fromCodePoint(Number.parseInt(escape.slice(1), 16));
  });
}

/** A number with an exponent or underscores as the library reads it. */
export function plainNumber(literal: string): string {
  const digits = literal.replaceAll('_', '');
  return /e/i.test(digits) ? Number(digits).toFixed(30).replace(/0+$/, '0') : digits;
}

/** The literal once more, with no other escapes than \\uXXXX: the library refuses some that Python knows. */
export function plainLiteral(literal: string): string {
  const units = meaningOf(literal.slice(1, -1)).split('');
  return `"${units.map((unit) => (/[\w ]/.test(unit) ? unit : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)).join('')}"`;
}
