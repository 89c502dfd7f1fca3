/** 1240000 -> '1.24 M'. */
export function count(value: number): string {
  if (value >= 1e9) return `${trim(value / 1e9)} G`;
  if (value >= 1e6) return `${trim(value / 1e6)} M`;
  return value.toLocaleString('en-US');
}

/** 4200000 -> '4.2 MB' (decimal units). */
export function bytes(value: number): string {
  if (value >= 1e9) return `${trim(value / 1e9)} GB`;
  if (value >= 1e6) return `${trim(value / 1e6)} MB`;
  if (value >= 1e3) return `${trim(value / 1e3)} kB`;
  return `${value} B`;
}

/** 72 -> '1:12'. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '–';
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, i) => (i === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
}

/** Four significant digits, without an exponent where it is short. */
export function figure(value: number): string {
  const short = Number(value.toPrecision(4));
  return Math.abs(short) >= 1e6 || (short !== 0 && Math.abs(short) < 1e-4) ? value.toExponential(2) : String(short);
}

/** 'bitsPerByte' -> 'bits per byte'; 'chrF' is a name. */
export function spaced(name: string): string {
  return name === 'chrF' ? name : name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function trim(value: number): string {
  return String(Number(value.toPrecision(3)));
}
