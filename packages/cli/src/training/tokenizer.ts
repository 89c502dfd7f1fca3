import { existsSync } from 'node:fs';

import { FigmentError } from '@figment/core';
import type { Tokenizer } from '@figment/core/interfaces';
import { type AnyModelDefinition, describeSchema, type SchemaField, trainTokenizer } from '@figment/core/plugin';

import type { AnyDataset } from '../inputs/data-source.ts';
import type { Output } from '../output/output.ts';
import { openAny } from '../tokenizer/open.ts';
import { phaseLines } from '../tokenizer/phase-lines.ts';
import { abortOnInterrupt } from './interrupt.ts';
import { textsOf } from './texts-of.ts';

/** What the flags say of a model's tokenizer. */
export interface TokenizerWish {
  /** A file or folder to open, or a kind to train: 'characters'. */
  readonly tokenizer?: string | undefined;
  /** For its training. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** What the training of a definition's tokenizer can be told. */
export function tokenizerFields({ tokenizer }: Pick<AnyModelDefinition, 'tokenizer'>): readonly SchemaField[] {
  return tokenizer?.options === undefined ? [] : describeSchema(tokenizer.options);
}

/**
 * The tokenizer of a new model: opened, or trained on the data it will learn from; none for a model that reads no texts.
 *
 * @throws FigmentError `OPTIONS_INVALID` where neither can be
 */
export async function tokenizerFor(definition: AnyModelDefinition, config: unknown, { tokenizer: wanted, options }: TokenizerWish, data: AnyDataset, output: Output): Promise<Tokenizer | undefined> {
  const told = Object.keys(options);
  if (definition.tokenizer === undefined || definition.needsTokenizer?.(config) === false) {
    if (wanted !== undefined || told.length > 0) throw new FigmentError('OPTIONS_INVALID', `${definition.id}${definition.tokenizer === undefined ? '' : ' of this config'} has no tokenizer: leave --tokenizer out.`);
    return undefined;
  }
  const kinds = (tokenizerFields(definition).find(({ path }) => path === 'model')?.choices ?? []).map(String);
  if (wanted !== undefined && !kinds.includes(wanted)) {
    if (!existsSync(wanted)) throw new FigmentError('FILE_NOT_FOUND', `--tokenizer must be a file or folder of a tokenizer, or a kind to train (${kinds.join(', ')}), got ${wanted}.`);
    if (told.length > 0) throw new FigmentError('OPTIONS_INVALID', `${wanted} is a trained tokenizer: leave --tokenizer.${told[0] ?? ''} out.`);
    return await openAny(wanted);
  }
  return await trained(definition, { ...options, ...(wanted !== undefined && { model: wanted }) }, data, output);
}

async function trained({ tokenizer: definition }: AnyModelDefinition, options: Readonly<Record<string, unknown>>, data: AnyDataset, output: Output): Promise<Tokenizer> {
  const interrupt = abortOnInterrupt();
  const phases = phaseLines(output);
  try {
    const tokenizer = await trainTokenizer(definition!, textsOf(data), {
      options,
      signal: interrupt.signal,
      onProgress({ phase, done, of }) { phases.show(`tokenizer: ${phase}`, done, of); },
    });
    phases.end();
    output.event('tokenizer', { vocabularySize: tokenizer.vocabularySize });
    output.line(`tokenizer  ${tokenizer.vocabularySize.toLocaleString('en-US')} tokens, learnt from ${data.title}`);
    return tokenizer;
  } finally {
    phases.end();
    interrupt.release();
  }
}
