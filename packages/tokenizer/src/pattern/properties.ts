import type { Dialect } from './syntax.ts';

/** Names of POSIX brackets, which are properties too, as Unicode defines them (UTS 18, annex C) and Oniguruma reads them. */
const posix: Record<string, string> = {
  alnum: '\\p{Alpha}\\p{Nd}',
  alpha: '\\p{Alpha}',
  ascii: '\\p{ASCII}',
  blank: '\\p{Zs}\\t',
  cntrl: '\\p{Cc}',
  digit: '\\p{Nd}',
  graph: '[^\\p{space}\\p{Cc}\\p{Cn}\\p{Cs}]',
  lower: '\\p{Lower}',
  print: '[^\\p{Cc}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]',
  punct: '\\p{P}\\p{S}',
  space: '\\p{space}',
  upper: '\\p{Upper}',
  word: '\\p{Alpha}\\p{M}\\p{Nd}\\p{Pc}',
  xdigit: '0-9A-Fa-f',
};

/** What `\d`, `\s`, `\w` and `\h` stand for. */
export const shorthands: Record<string, string> = { d: `[${posix.digit!}]`, h: `[${posix.xdigit!}]`, s: `[${posix.space!}]`, w: `[${posix.word!}]` };

const known = new Map<string, string | undefined>();

/** The class that a POSIX bracket such as `[:alpha:]` stands for: ASCII only in Rust. Undefined if there is none of that name. */
export function posixClass(name: string, dialect: Dialect): string | undefined {
  const members = Object.hasOwn(posix, name) ? posix[name]! : undefined;
  return members === undefined ? undefined : dialect === 'rust' ? `[[${members}]&&\\p{ASCII}]` : `[${members}]`;
}

/** The class of a Unicode property: `L`, `Lowercase_Letter`, `han`, `Script=Greek`, `Alphabetic`, `alnum`. Undefined if this engine has none of that name. */
export function propertyClass(name: string): string | undefined {
  if (!known.has(name)) known.set(name, resolve(name));
  return known.get(name);
}

function resolve(name: string): string | undefined {
  const words = name.trim().split(/[\s_-]+/);
  const plain = words.join('').toLowerCase();
  const titled = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase()).join('_');
  for (const spelling of [name, titled, name.toUpperCase(), plain]) {
    for (const prefix of ['', 'Script=']) {
      const source = `\\p{${prefix}${spelling}}`;
      try {
        new RegExp(source, 'u');
        return source;
      } catch {
        // Not a name that Unicode has in this spelling: the next.
      }
    }
  }
  return posixClass(plain, 'oniguruma');
}
