import { FigmentError } from '@figment/core';
import { gather, tensor, tidy } from '@figment/core/ops';
import { type Key, randintArray } from '@figment/core/random';
import type { DenoiserCondition } from '@figment/core/interfaces';
import type { SamplingWarning } from '@figment/core/sampling';

import { mapCondition, repeatCondition } from '../network/condition-batch.ts';
import type { DiffusionNetwork } from '../network/diffusion-network.ts';
import { cutWarnings, promptIds, type PromptReader } from './prompts.ts';

/** What is asked for. */
export interface Wish {
  /** One for all pictures, or one for each. */
  readonly prompts?: readonly string[] | undefined;
  readonly negativePrompt?: string | undefined;
  readonly label?: number | undefined;
}

/** What is asked for, as the network is told. */
export interface Told {
  /** Of each picture. */
  readonly condition: DenoiserCondition;
  /** What guidance leads away from; nothing for a model that is told nothing. */
  readonly without?: DenoiserCondition | undefined;
  readonly warnings: readonly SamplingWarning[];
}

/** Puts into numbers what is asked for. */
export interface Conditions {
  /**
   * For `count` pictures. The tensors are the caller's.
   *
   * @throws FigmentError `OPTIONS_INVALID`, `TOKENIZER_MISSING`
   */
  tell(wish: Wish, count: number, key: Key): Told;
  /** One of the classes, where the model knows some. */
  anyLabel(key: Key): number | undefined;
}

/** The conditions of a network that was trained with them. */
export function conditionsOf(network: DiffusionNetwork, reader: PromptReader | undefined): Conditions {
  const { classes, promptTokens } = network;
  return {
    anyLabel: (key) => (classes === undefined ? undefined : randintArray(key, 1, { max: classes })[0]),
    tell({ prompts = [''], negativePrompt = '', label }, count, key) {
      if (label !== undefined && classes === undefined) throw new FigmentError('OPTIONS_INVALID', `options.label must be left out: this model knows no classes, got ${label}.`);
      const said = [...prompts, negativePrompt].find((text) => text.trim() !== '');
      if (promptTokens === undefined) {
        if (said !== undefined) throw new FigmentError('OPTIONS_INVALID', `options.prompt and options.negativePrompt must be left out: this model reads no captions, got "${said}".`);
        return classes === undefined ? { condition: {}, warnings: [] } : ofClass(network, classes, label, count, key);
      }
      if (said === undefined) return tidied(() => ({ condition: repeatCondition(network.unconditional(), count), warnings: [] }));
      if (reader === undefined) throw new FigmentError('TOKENIZER_MISSING', 'this model was made without a tokenizer, so it can not read captions: hand it one with createModel(…, { tokenizer }) or openModel(…, { tokenizer }).');
      const read = promptIds(reader, [...prompts, negativePrompt]);
      return tidied(() => {
        const shape = [prompts.length + 1, promptTokens];
        const all = network.ofPrompts(tensor(read.ids, shape, 'int32'), tensor(read.mask, shape, 'int32'));
        const rows = Int32Array.from({ length: count }, (_, i) => i % prompts.length);
        return { condition: rowsOf(all, rows), without: rowsOf(all, new Int32Array(count).fill(prompts.length)), warnings: cutWarnings(read, promptTokens) };
      });
    },
  };
}

function ofClass(network: DiffusionNetwork, classes: number, label: number | undefined, count: number, key: Key): Told {
  if (label !== undefined && label >= classes) throw new FigmentError('OPTIONS_INVALID', `options.label must be from 0 to ${classes - 1}, for this model knows ${classes} classes, got ${label}.`);
  const labels = label === undefined ? randintArray(key, count, { max: classes }) : new Int32Array(count).fill(label);
  return tidied(() => ({ condition: { label: tensor(labels, [count], 'int32') }, without: repeatCondition(network.unconditional(), count), warnings: [] }));
}

function rowsOf(condition: DenoiserCondition, rows: Int32Array): DenoiserCondition {
  return mapCondition(condition, (value) => gather(value, tensor(rows, [rows.length], 'int32')));
}

/** `tidy` keeps what stands in plain containers. */
function tidied(make: () => Told): Told {
  return tidy(make as () => never);
}
