import { logSoftmax, type LogitsRule, rules } from '@figment/transformer/generation';

import { arrayOfLists } from '../case/array.ts';
import { Options } from '../case/options.ts';
import { toleranceOf } from '../case/tolerance.ts';
import { compare } from '../compare.ts';
import type { RowsKind } from '../kind.ts';

interface Row {
  readonly name: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly logits: unknown;
  readonly log_probs: unknown;
  /** Ids that are left, where some are removed. */
  readonly kept?: readonly (readonly number[])[];
}

interface Inputs {
  readonly logits: readonly (readonly number[])[];
  readonly input_ids: readonly (readonly number[])[];
}

/** What a row of the batch is given: its rule, told all ids so far and where the prompt ended. */
interface Applied {
  readonly rule: LogitsRule;
  readonly promptLength?: number;
}

type Maker = (params: Options, row: number) => LogitsRule | Applied;

const least = (params: Options): number => params.number('min_tokens_to_keep', 1);
const ends = (params: Options): readonly number[] => params.numbers('eos_token_id');
const lists = (value: unknown): readonly (readonly number[])[] => value as readonly (readonly number[])[];

const forcedEnd: Maker = (params) => ({ rule: rules.forced(new Map([[params.number('max_length') - 1, ends(params)[0] as number]])) });
const truncatedByMass: Maker = (params) => rules.topP(params.number('top_p'), least(params));
const guided = (unconditional: (logits: Float64Array) => Float64Array): Maker => (params, row) => (logits) => {
  const other = unconditional(Float64Array.from(lists(params.raw('unconditional_logits'))[row] ?? []));
  rules.guide(unconditional(logits as Float64Array), other, params.number('guidance_scale'));
};

const makers: Readonly<Record<string, Maker>> = {
  temperature: (params) => rules.temperature(params.number('temperature')),
  top_k: (params) => rules.topK(params.number('top_k'), least(params)),
  top_p: truncatedByMass,
  top_p_min_keep: truncatedByMass,
  min_p: (params) => rules.minP(params.number('min_p'), least(params)),
  typical_p: (params) => rules.typicalP(params.number('typical_p'), least(params)),
  epsilon: (params) => rules.epsilonCutoff(params.number('epsilon'), least(params)),
  eta: (params) => rules.etaCutoff(params.number('eta'), least(params)),
  repetition_penalty: (params) => rules.repetitionPenalty(params.number('repetition_penalty')),
  no_repeat_ngram: (params) => rules.noRepeatNgram(params.number('no_repeat_ngram_size')),
  bad_words: (params) => rules.sequenceBias(lists(params.raw('bad_words_ids')).map((ids) => [ids, -Infinity])),
  sequence_bias: (params) => rules.sequenceBias(params.raw('sequence_bias') as (readonly [readonly number[], number])[]),
  forced_eos: forcedEnd,
  forced_eos_not_yet: forcedEnd,
  min_length: (params) => rules.minTokens(params.number('min_length'), ends(params)),
  suppress_tokens: (params) => rules.sequenceBias(params.numbers('suppress_tokens').map((id) => [[id], -Infinity])),
  exponential_decay_length_penalty: (params) => ({
    rule: rules.endDecay({ start: params.number('start'), factor: params.number('decay') }, ends(params)),
    promptLength: params.number('prompt_length'),
  }),
  frequency_presence: (params) => rules.countPenalty({ frequency: params.number('frequency_penalty'), presence: params.number('presence_penalty') }),
  classifier_free_guidance: guided((logits) => logits),
  classifier_free_guidance_log_probs: guided(logSoftmax),
  chain: (params, row) => {
    const all = (params.raw('order') as string[]).map((name) => applied(name, params, row).rule);
    return (logits, context) => { for (const rule of all) rule(logits, context); };
  },
};

/** What rules make of rows of logits, each alone on the same ones. */
export const kind: RowsKind = {
  name: 'logits-processors',
  check(golden) {
    const inputs = golden.json['inputs'] as Inputs;
    const rows = golden.json['expected'] as readonly Row[];
    const failures = rows.flatMap((row, i) => problemsOf(row, inputs, golden.json['tolerance']).map((problem) => `row ${i} (${row.name}): ${problem}`));
    return { rows: rows.length, failures };
  },
};

function applied(name: string, params: Options, row: number): Applied {
  const made = makers[name]?.(params, row);
  if (made === undefined) throw new Error('there is no such rule');
  return typeof made === 'function' ? { rule: made } : made;
}

function problemsOf({ name, params: values, kept, ...expected }: Row, inputs: Inputs, tolerance: unknown): string[] {
  const params = new Options(values);
  const ids = lists(params.raw('input_ids') ?? inputs.input_ids);
  const logits = inputs.logits.map((row, i) => {
    const { rule, promptLength = 0 } = applied(name, params, i);
    const own = (ids[i] as readonly number[]).slice(0, params.number('current_length', Infinity));
    const changed = Float64Array.from(row);
    rule(changed, { ids: own, promptLength, row: i });
    return changed;
  });
  const results = { logits, log_probs: logits.map((row) => logSoftmax(row.slice())) };
  const differences = (['logits', 'log_probs'] as const).flatMap((quantity) => {
    const wanted = arrayOfLists(expected[quantity]);
    if (wanted === undefined) return [`${quantity} are no numbers`];
    const got = { shape: [results[quantity].length, results[quantity][0]?.length ?? 0], data: results[quantity].flatMap((row) => [...row]) };
    const { passed, message } = compare(got, wanted, toleranceOf(tolerance, quantity));
    return passed ? [] : [`${quantity} ${message}`];
  });
  const left = logits.map((row) => [...row.keys()].filter((id) => (row[id] as number) > -Infinity));
  const keeps = kept === undefined || JSON.stringify(left) === JSON.stringify(kept) ? [] : [`keeps ${JSON.stringify(left)}, expected ${JSON.stringify(kept)}`];
  const unread = params.unread().map((param) => `nothing reads ${param}`);
  return [...differences, ...keeps, ...unread];
}
