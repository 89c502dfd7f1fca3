import { FigmentError } from '@figment/core';

import type { Tower } from '../architecture/architecture.ts';

/** A refusal that names the field of the config: `width must be a multiple of heads (4), got 66.` */
export function refuse(path: string, rule: string, value: unknown): never {
  throw new FigmentError('CONFIG_INVALID', `${path} must be ${rule}, got ${String(value)}.`);
}

/** @param rotated Channels of a head that are turned. @throws FigmentError `CONFIG_INVALID` with the path of what does not fit */
export function requireSound(tower: Tower, rotated: number | undefined): void {
  const { layers, width, heads, keyValueHeads, norm, parallel, normPlacement, cross, attention: { window, local }, embedding, feedForward: { experts } } = tower;
  if (heads % keyValueHeads !== 0) refuse('keyValueHeads', `a divisor of heads (${heads})`, keyValueHeads);
  if (rotated !== undefined && (rotated < 2 || rotated % 2 !== 0)) refuse('rotary.fraction', `one that turns an even number of a head's ${tower.headWidth} channels`, `${tower.rotary?.fraction}, which turns ${rotated}`);
  if (local.length !== layers) refuse('attention.local', `one value for each of ${layers} layers`, `${local.length} values`);
  if (window === undefined && local.includes(true)) refuse('attention.window', 'given where layers see a window only', window);
  if (norm.unitOffset && norm.kind !== 'rms') refuse('norm.unitOffset', 'false where norm.kind is layer', norm.unitOffset);
  if (parallel && (normPlacement === 'post' || cross)) refuse('parallel', "false where norms come behind the sum or an encoder's states are read", parallel);
  if (embedding.positions === 'sinusoidal' && width % 2 !== 0) refuse('width', 'even for sinusoidal positions', width);
  if (experts !== undefined && experts.perToken > experts.count) refuse('feedForward.experts.perToken', `at most count (${experts.count})`, experts.perToken);
}
