import { dispose, reshape, slice, tensor, tidy } from '@figment/core/ops';
import { type RunCall, task } from '@figment/core/plugin';
import { foldIn, inverseCdf, uniformArray } from '@figment/core/random';
import { z } from 'zod';

import { type Characters, EDGE } from './characters.ts';
import type { Network, State } from './network.ts';

const options = z.object({
  temperature: z.number().min(0).max(2).default(0.8).describe('0 = always the likeliest character; more = more surprises.'),
  length: z.int().min(1).max(2000).default(200).describe('Characters at most.'),
});

export const completeTask = task({ title: 'Complete', description: 'Goes on writing.', input: { prompt: 'text' }, options, output: 'text' });

/** Yields the text after each character, and returns it when the model has said that it ends, or at `length`. */
export async function* complete(
  network: Network,
  characters: Characters,
  { prompt }: { readonly prompt: string },
  { temperature, length }: z.output<typeof options>,
  { key, wait }: RunCall,
) {
  const read = characters.reader();
  let text = prompt;
  let unread = [EDGE, ...characters.encode(prompt)];
  let state: State | undefined;
  for (let step = 1; step <= length; step++) {
    const next = tidy(() => {
      const { logits, state: after } = network.forward(tensor(unread, [1, unread.length], 'int32'), state); // [1, T, ids]
      return { last: reshape(slice(logits, [0, unread.length - 1, 0], [1, 1, characters.size]), [characters.size]), after };
    });
    dispose(state ?? []);
    state = next.after;
    // After this await, only what waited with `wait` is freed for us if the run is left.
    const logits = await wait(next.last.data());
    next.last.dispose();

    const id = draw(logits, { temperature, mayEnd: step > 1, at: uniformArray(foldIn(key, step), 1)[0]! });
    if (id === EDGE) break;
    const character = read(id);
    text += character;
    unread = [id];
    yield { step, of: undefined, sample: text, character };
  }
  return text;
}

function draw(logits: ArrayLike<number>, { temperature, mayEnd, at }: { temperature: number; mayEnd: boolean; at: number }): number {
  const allowed = Array.from(logits, (logit, id) => (id === EDGE && !mayEnd ? -Infinity : logit));
  const largest = Math.max(...allowed);
  if (temperature === 0) return allowed.indexOf(largest);
  return inverseCdf(allowed.map((logit) => Math.exp((logit - largest) / temperature)), at);
}
