import type { Tensor } from '../../tensor.ts';
import type { Kinds } from '../spec/v1.ts';
import { shown } from '../schema/path.ts';
import { isObject } from '../schema/mismatch.ts';
import type { KindRule } from './kind-rule.ts';
import { tensorKind } from './tensor-kind.ts';

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
  audio: withTensor('samples', tensorKind({ dtype: 'float32', shapes: ['T'], least: -1, most: 1 }), 'rate', 'a number above 0', (rate) => typeof rate === 'number' && rate > 0),
  video: tensorKind({ dtype: 'float32', shapes: ['F, H, W, C'], least: 0, most: 1 }),
  embedding: tensorKind({ dtype: 'float32', shapes: ['D', 'N, D'] }),
  points: tensorKind({ dtype: 'float32', shapes: ['N, 2', 'N, 3'] }),
  label: plain('an integer of at least 0', (value) => Number.isSafeInteger(value) && (value as number) >= 0),
  score: plain('{ score, threshold }, two numbers', (value) => isObject(value) && Number.isFinite(value['score']) && Number.isFinite(value['threshold'])),
  attention: withTensor('weights', tensorKind({ dtype: 'float32', shapes: ['L, H, Q, K'], least: 0, most: 1 }), 'tokens', 'texts', Array.isArray),
  likelihood: plain('{ tokens, logProbability, perplexity, bitsPerByte }', (value) => isObject(value) && Array.isArray(value['tokens']) && Number.isFinite(value['logProbability'])),
};

function plain(accepts: string, isRight: (value: unknown) => boolean): KindRule<unknown> {
  return { accepts, problem: (value) => (isRight(value) ? undefined : shown(value)) };
}

/** A tensor, and a field that says how it is meant. */
function withTensor<Field extends string>(field: Field, rule: KindRule<Tensor>, other: string, otherAccepts: string, isRight: (value: unknown) => boolean): KindRule<Readonly<Record<Field, Tensor>>> {
  return {
    accepts: `{ ${field}: ${rule.accepts}; ${other}: ${otherAccepts} }`,
    problem(value) {
      if (!isObject(value)) return shown(value);
      if (!isRight(value[other])) return `${other} ${shown(value[other])}`;
      const problem = rule.problem(value[field]);
      return problem === undefined ? undefined : `${field} ${problem}`;
    },
    numbersProblem: async (value) => await rule.numbersProblem?.(value[field]),
  };
}
