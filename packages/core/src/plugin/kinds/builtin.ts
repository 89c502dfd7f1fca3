import type { Kinds } from '../spec/v1.ts';
import { shown } from '../schema/path.ts';
import { isObject } from '../schema/mismatch.ts';
import type { KindRule } from './kind-rule.ts';
import { tensorKind } from './tensor-kind.ts';

const samples = tensorKind({ dtype: 'float32', shapes: ['T'], least: -1, most: 1 });
const roles = ['system', 'user', 'assistant'];

/** The rules of the kinds that come with the specification. */
export const builtinKinds: { readonly [K in keyof Kinds]?: KindRule<Kinds[K]> } = {
  text: plain('text', (value) => typeof value === 'string'),
  chat: plain(
    'a list of messages { role: "system" | "user" | "assistant", content: text }',
    (value) => Array.isArray(value) && value.length > 0 && value.every((message: unknown) => isObject(message) && roles.includes(message['role'] as string) && typeof message['content'] === 'string'),
  ),
  tokens: tensorKind({ dtype: 'int32', shapes: ['T'], least: 0 }),
  image: tensorKind({ dtype: 'float32', shapes: ['H, W, C', 'N, H, W, C'], least: 0, most: 1 }),
  mask: tensorKind({ dtype: 'float32', shapes: ['H, W, 1'], least: 0, most: 1 }),
  audio: {
    accepts: `{ samples: ${samples.accepts}; rate: a number above 0 }`,
    problem(value) {
      if (!isObject(value)) return shown(value);
      const { rate } = value;
      if (typeof rate !== 'number' || !(rate > 0)) return `rate ${shown(rate)}`;
      const problem = samples.problem(value['samples']);
      return problem === undefined ? undefined : `samples ${problem}`;
    },
    numbersProblem: async (value) => await samples.numbersProblem?.(value.samples),
  },
  video: tensorKind({ dtype: 'float32', shapes: ['F, H, W, C'], least: 0, most: 1 }),
  embedding: tensorKind({ dtype: 'float32', shapes: ['D', 'N, D'] }),
  points: tensorKind({ dtype: 'float32', shapes: ['N, 2', 'N, 3'] }),
  label: plain('an integer of at least 0', (value) => Number.isSafeInteger(value) && (value as number) >= 0),
  score: plain('{ score, threshold }, two numbers', (value) => isObject(value) && Number.isFinite(value['score']) && Number.isFinite(value['threshold'])),
};

function plain(accepts: string, isRight: (value: unknown) => boolean): KindRule<unknown> {
  return { accepts, problem: (value) => (isRight(value) ? undefined : shown(value)) };
}
