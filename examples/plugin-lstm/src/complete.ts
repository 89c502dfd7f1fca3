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

/** Characters that a step tells as what could have come. */
const FACES = 12;

/** One of the characters that could come. */
interface Face {
  readonly id: number;
  readonly logit: number;
  /** ln of the network's own probability. */
  readonly logProbability: number;
  /** What it is drawn with. */
  readonly probability: number;
}

export const completeTask = task({ title: 'Complete', description: 'Goes on writing.', input: { prompt: 'text' }, options, output: 'text' });

/** Yields what is written, character by character, and returns it when the model has said that it ends, or at `length`. */
export async function* complete(
  network: Network,
  characters: Characters,
  { prompt }: { readonly prompt: string },
  { temperature, length }: z.output<typeof options>,
  { key, wait }: RunCall,
) {
  const read = characters.reader();
  let written = '';
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

    const faces = diceOf(logits, { temperature, mayEnd: step > 1 });
    const token = faces[inverseCdf(faces.map(({ probability }) => probability), uniformArray(foldIn(key, step), 1)[0]!)]!;
    if (token.id === EDGE) break;
    const text = read(token.id);
    written += text;
    unread = [token.id];
    // Beside the text, hosts show what each character could have been.
    const candidates = [...faces].sort((a, b) => b.logit - a.logit).slice(0, FACES).map((face) => ({ ...face, text: characters.text(face.id) }));
    yield { step, of: undefined, sample: written, text, token: { ...token, text, candidates } };
  }
  return written;
}

/** The weighted dice of the next character, a face for each id: softmax(logits / temperature). */
function diceOf(logits: ArrayLike<number>, { temperature, mayEnd }: { readonly temperature: number; readonly mayEnd: boolean }): Face[] {
  const allowed = Array.from(logits, (logit, id) => (id === EDGE && !mayEnd ? -Infinity : logit));
  const own = softmax(Array.from(logits));
  const thrown = temperature === 0 ? onlyLargest(allowed) : softmax(allowed.map((logit) => logit / temperature));
  return allowed.map((_, id) => ({ id, logit: logits[id]!, logProbability: Math.log(own[id]!), probability: thrown[id]! }));
}

function softmax(logits: readonly number[]): number[] {
  const largest = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - largest));
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

function onlyLargest(logits: readonly number[]): number[] {
  const first = logits.indexOf(Math.max(...logits));
  return logits.map((_, id) => Number(id === first));
}
