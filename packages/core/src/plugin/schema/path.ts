/** Keys from a value down to a place in it: `['encoder', 'channels', 1]`. */
export type Path = readonly (string | number)[];

/** As it would be written in a program: `config.encoder.channels[1]`. */
export function pathName(root: string, path: Path): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === 'number') return `${name}[${step}]`;
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(step) ? `${name}.${step}` : `${name}[${JSON.stringify(step)}]`;
  }, root);
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, step) => (at as Record<string | number, unknown> | null | undefined)?.[step], value);
}

/** A value as a message shows it: short, and never an exception. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'function') return 'a function';
  let text: string;
  try {
    text = JSON.stringify(value, (_, child: unknown) => (typeof child === 'bigint' || Number.isNaN(child) ? String(child) : child));
  } catch {
    text = Object.prototype.toString.call(value);
  }
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
