import { FigmentError } from '../errors.ts';
import type { Tensor } from '../tensor.ts';

/** A refusal at a layer's door: `Linear.in must be a whole number, 1 or more, got 0.` */
export function refuseConfig(name: string, rule: string, value: unknown): never {
  throw new FigmentError('CONFIG_INVALID', `${name} must be ${rule}, got ${Array.isArray(value) ? `[${value.join(', ')}]` : String(value)}.`);
}

/** Checks options of a layer: `requireSizes('Linear', { in: 3, out: 0 })`. */
export function requireSizes(layer: string, sizes: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(sizes)) {
    if (!Number.isSafeInteger(value) || value < 1) refuseConfig(`${layer}.${name}`, 'a whole number, 1 or more', value);
  }
}

/** `MultiHeadAttention.width must be a multiple of heads (4), got 66.` */
export function requireMultiple(layer: string, [name, value]: readonly [string, number], [ofName, of]: readonly [string, number]): void {
  if (value % of !== 0) refuseConfig(`${layer}.${name}`, `a multiple of ${ofName} (${of})`, value);
}

/** Of dropout: 0 keeps everything, 1 would keep nothing. */
export function requireRate(layer: string, name: string, value: number): void {
  if (!(value >= 0 && value < 1)) refuseConfig(`${layer}.${name}`, 'in [0, 1)', value);
}

/** Of norms. */
export function requireEpsilon(layer: string, value: number): void {
  if (!(value >= 0 && value < Infinity)) refuseConfig(`${layer}.epsilon`, 'a finite number, 0 or more', value);
}

export function requireOneOf<T extends string>(layer: string, name: string, value: T, allowed: readonly T[]): void {
  if (!allowed.includes(value)) refuseConfig(`${layer}.${name}`, `one of ${allowed.join(', ')}`, value);
}

/**
 * Checks what a layer is handed: as many axes as `axes` where told, the last of `width` channels.
 *
 * @throws FigmentError `SHAPE_MISMATCH`
 */
export function requireChannels(layer: string, x: Tensor, width: number, axes?: number): void {
  if (x.shape.at(-1) !== width || (axes !== undefined && x.rank !== axes)) {
    const expected = axes === undefined ? `[..., ${width}]` : `[${'_, '.repeat(axes - 1)}${width}]`;
    throw new FigmentError('SHAPE_MISMATCH', `${layer} takes ${expected}, got [${x.shape.join(', ')}].`);
  }
}
