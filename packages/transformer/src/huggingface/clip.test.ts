import type { PromptEncoder } from '@figment/core/interfaces';
import { selectBackend } from '@figment/core/backend';
import { memoryStore } from '@figment/core/checkpoint';
import { memory, ones, tensor, tidy } from '@figment/core/ops';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';

import { textEncoder } from '../text-encoder.ts';
import reference from './clip-reference.json' with { type: 'json' };
import { openHuggingFace, saveHuggingFace } from './index.ts';

beforeAll(() => selectBackend({ prefer: 'cpu' }));
afterEach(() => { expect(memory().numTensors).toBe(0); });

const filesOf = (change: object = {}): Record<string, Blob> => ({
  'config.json': new Blob([JSON.stringify({ ...reference.config, ...change })]),
  'model.safetensors': new Blob([Uint8Array.from(atob(reference.weights), (character) => character.charCodeAt(0))]),
});

/** What a model says of the prompts of the reference, through core's interface alone. */
function said({ modules }: { readonly modules: Readonly<Record<string, unknown>> }): { states: number[]; pooled: number[] } {
  const encoder = modules['network'] as PromptEncoder;
  const told = tidy(() => encoder.encode(tensor(reference.ids, undefined, 'int32'), ones([2, 6], 'int32')) as never) as ReturnType<PromptEncoder['encode']>;
  const [states, pooled] = [told.states, told.pooled].map((each) => Array.from(each.dataSync())) as [number[], number[]];
  for (const each of Object.values(told) as (typeof told.states)[]) each.dispose();
  return { states, pooled };
}

const near = (values: readonly number[]): number[] => values.map((value) => expect.closeTo(value, 4) as number);

describe('the text encoder of CLIP', () => {
  it('says what transformers says, also when it is saved and opened again', async () => {
    const model = await openHuggingFace(filesOf(), textEncoder, { tokenizer: false });
    const first = said(model);
    expect(first.states).toEqual(near(reference.states));
    expect(first.pooled).toEqual(near(reference.pooled));
    const store = memoryStore('clip');
    await saveHuggingFace(model, store);
    model.dispose();
    const again = await openHuggingFace(store, textEncoder, { tokenizer: false });
    expect(said(again)).toEqual(first);
    again.dispose();
  });

  it('takes the highest id for the end where its config tells the id of old ones', async () => {
    const model = await openHuggingFace(filesOf({ eos_token_id: 2 }), textEncoder, { tokenizer: false });
    expect(said(model).pooled).toEqual(near(reference.pooledAtHighest));
    model.dispose();
  });
});
