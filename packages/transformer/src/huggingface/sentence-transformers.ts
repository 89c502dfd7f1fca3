import { FigmentError } from '@figment/core';

import type { Json } from './config/field.ts';
import { type Files, readJson } from './files/source.ts';

const POOLING = '1_Pooling/config.json';

/** Names of poolings in files, and ours. */
const poolings = { mean: ['pooling_mode_mean_tokens', 'mean'], cls: ['pooling_mode_cls_token', 'cls'], max: ['pooling_mode_max_tokens', 'max'], last: ['pooling_mode_lasttoken', 'lasttoken'] } as const;

/**
 * What the files of sentence-transformers say of how texts become embeddings; undefined where there are none.
 *
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` for modules or poolings that there are not
 */
export async function readSentenceModules(files: Files): Promise<Json | undefined> {
  const modules = (await readJson(files, 'modules.json')) as readonly { readonly path: string; readonly type: string }[] | undefined;
  if (modules === undefined) return undefined;
  const kinds = modules.map(({ type }) => type.split('.').at(-1) ?? '');
  const foreign = kinds.find((kind) => !['Transformer', 'Pooling', 'Normalize'].includes(kind));
  if (foreign !== undefined) throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `modules.json: the module "${foreign}" is not supported; Transformer, Pooling and Normalize are.`);
  const place = modules[kinds.indexOf('Pooling')]?.path;
  const json = (place === undefined ? {} : await readJson(files, `${place}/config.json`)) as Json | undefined;
  const chosen = Object.entries(poolings).filter(([, [flag, name]]) => json?.[flag] === true || json?.['pooling_mode'] === name).map(([pooling]) => pooling);
  if (chosen.length !== 1) throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `${place ?? ''}/config.json must have one of the poolings ${Object.keys(poolings).join(', ')}, got ${JSON.stringify(json)}.`);
  return { objective: 'contrastive', pooling: chosen[0], normalize: kinds.includes('Normalize') };
}

/** The same files for an encoder of ours, by name. */
export function sentenceModules({ pooling, normalize, width }: { readonly pooling: keyof typeof poolings; readonly normalize: boolean; readonly width: number }): Readonly<Record<string, unknown>> {
  const module = (path: string, kind: string, idx: number): Json => ({ idx, name: String(idx), path, type: `sentence_transformers.models.${kind}` });
  return {
    'modules.json': [module('', 'Transformer', 0), module('1_Pooling', 'Pooling', 1), ...(normalize ? [module('2_Normalize', 'Normalize', 2)] : [])],
    [POOLING]: { word_embedding_dimension: width, ...Object.fromEntries(Object.entries(poolings).map(([name, [flag]]) => [flag, name === pooling])) },
  };
}
