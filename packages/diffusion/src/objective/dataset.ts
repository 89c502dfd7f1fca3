import { FigmentError, type HostArray } from '@figment/core';
import type { Dataset, FieldSpec, HostBatch } from '@figment/core/data';

import { promptIds, type PromptReader } from '../tasks/prompts.ts';
import type { DiffusionBatch } from './batch.ts';

/** What data of samples may have, besides. */
export interface SampleSource {
  readonly label?: HostArray;
  readonly text?: readonly string[];
}

/** How data become batches. */
export interface DiffusionDataOptions {
  /** Of the data: 'image', 'audio', 'video'. */
  readonly field: string;
  /** How the sample is uploaded: 'image' for bytes of pictures, 'embedding' for latents. */
  readonly kind: FieldSpec['kind'];
  /** Classes that may be asked for. */
  readonly classes?: number | undefined;
  /** Where samples have captions. */
  readonly reader?: PromptReader | undefined;
  /** Of the field, and what else samples become. */
  readonly sample: (values: unknown) => HostArray | Promise<HostArray>;
}

/** @throws FigmentError `TOKENIZER_MISSING` where captions are to be learnt from that nothing reads */
export function checkReader({ condition }: { readonly condition: string }, reader: PromptReader | undefined): void {
  if (condition === 'text' && reader === undefined) throw new FigmentError('TOKENIZER_MISSING', 'a model that reads captions can learn from them only with its tokenizer: hand it one with createModel(…, { tokenizer }).');
}

/**
 * Data as batches for the objective: samples, and what the model is told of them.
 *
 * @throws FigmentError `DATA_INVALID` where the model is to be told a class or caption that the data lack, or a class that it has not
 */
export function diffusionData(source: Dataset<Record<string, unknown>>, { field, kind, classes, reader, sample }: DiffusionDataOptions): Dataset<DiffusionBatch> {
  const { fields, title } = source;
  const needs = [...(classes === undefined ? [] : ['label']), ...(reader === undefined ? [] : ['text'])];
  const missing = needs.find((name) => fields[name] === undefined);
  if (missing !== undefined) throw new FigmentError('DATA_INVALID', `${title} must have the field ${missing} that this model is told (config.condition), got ${Object.keys(fields).join(', ')}.`);
  const batchOf = async (host: HostBatch<Record<string, unknown>>): Promise<HostBatch<DiffusionBatch>> => {
    const { label, text } = host as SampleSource;
    const batch = {
      sample: await sample(host[field]),
      ...(classes !== undefined && { label: checkedLabels(label!, classes, title) }),
      ...(reader !== undefined && idsOf(reader, text!)),
    };
    return batch as unknown as HostBatch<DiffusionBatch>;
  };
  return {
    title,
    size: source.size,
    fields: { sample: { kind }, ...(classes !== undefined && { label: { kind: 'label' } }), ...(reader !== undefined && { ids: { kind: 'tokens' }, mask: { kind: 'tokens' } }) } as unknown as Dataset<DiffusionBatch>['fields'],
    async *batches(call) {
      for await (const { host, cursor } of source.batches(call)) yield { host: await batchOf(host), cursor };
    },
    async *pass(call) {
      for await (const host of source.pass(call)) yield await batchOf(host);
    },
  };
}

function checkedLabels(label: HostArray, classes: number, title: string): HostArray {
  const wrong = label.data.find((value) => value < 0 || value >= classes);
  if (wrong !== undefined) throw new FigmentError('DATA_INVALID', `label of ${title} must be from 0 to ${classes - 1} (config.classes is ${classes}), got ${wrong}.`);
  return { data: Int32Array.from(label.data), shape: [label.data.length] };
}

function idsOf(reader: PromptReader, texts: readonly string[]): { ids: HostArray; mask: HostArray } {
  const { ids, mask } = promptIds(reader, texts);
  const shape = [texts.length, reader.tokens];
  return { ids: { data: ids, shape }, mask: { data: mask, shape } };
}
