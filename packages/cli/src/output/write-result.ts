import type { HostArray } from '@figment/core';
import { encodeWav } from '@figment/core/data';
import type { HostValue, Kind } from '@figment/core/plugin';

import { encodeAnimation, isAnimation, type Pace } from './animation.ts';
import { writeAttention } from './attention-maps.ts';
import { usualFile } from './file-type.ts';
import { figure } from './format.ts';
import { likelihoodTable } from './likelihood-table.ts';
import type { Output } from './output.ts';
import { eachPicture, type GridLook, gridOf, writePictures } from './pictures.ts';
import { writeOut } from './write-out.ts';

/** How pictures, and what moves, are written. */
export interface Look extends GridLook {
  readonly framesPerSecond: number;
}

/** How long the end of a way stays, before it begins again. */
const HOLD_MS = 1500;

/**
 * Shows a result by its kind, and writes it to `path` where there is one. What can't be shown as text is always written.
 *
 * @param way Pictures of the steps that led there, of which an animation is made where there are several.
 * @returns the files
 */
export async function writeResult(kind: Kind, value: HostValue<Kind>, path: string | undefined, look: Look, output: Output, way: readonly HostArray<Uint8Array>[] = []): Promise<readonly string[]> {
  const target = path ?? usualFile(kind);
  if (target !== undefined && isAnimation(target) && (kind === 'image' || kind === 'video')) {
    const stages = way.length > 1 && kind === 'image' ? way : eachPicture(value as HostArray).map((frame) => gridOf(frame, look));
    await writeOut(target, await encodeAnimation(stages, target, paceOf(look, stages === way)));
    return [target];
  }
  if (kind === 'image' || kind === 'mask' || kind === 'video') return await writePictures(value as HostArray, target!, look, output);
  if (kind === 'audio' && /\.wav$/i.test(target!)) {
    await writeOut(target!, encodeWav(value as HostValue<'audio'>));
    return [target!];
  }
  if (kind === 'attention' && (path === undefined || /\.png$/i.test(path))) return await writeAttention(value as HostValue<'attention'>, path ?? 'attention.png', look, output);
  const text = kind === 'text' ? (value as string) : JSON.stringify(plain(value));
  if (path !== undefined) {
    await writeOut(path, `${text}\n`);
    return [path];
  }
  if (kind === 'score') {
    const { score, threshold } = value as HostValue<'score'>;
    output.line(`score ${figure(score)}   threshold ${figure(threshold)}   ${score > threshold ? 'anomalous' : 'ordinary'}`);
  } else if (kind === 'likelihood') output.line(likelihoodTable(value as HostValue<'likelihood'>, output.colours));
  else output.line(text);
  return [];
}

function paceOf({ framesPerSecond }: Look, isWay: boolean): Pace {
  return { framesPerSecond, holdMs: isWay ? HOLD_MS : 0 };
}

/** Typed arrays as lists, for JSON. */
export function plain(value: unknown): unknown {
  if (ArrayBuffer.isView(value)) return Array.from(value as Float32Array);
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, plain(child)]));
  return value;
}
