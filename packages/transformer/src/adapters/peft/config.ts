import * as z from 'zod';

import { invalidAdapter } from '../invalid-adapter.ts';

const patterns = (values: z.ZodNumber) => z.record(z.string(), values).nullish().transform((value) => value ?? {});
const names = z.union([z.string(), z.array(z.string())]).nullish().transform((value) => value ?? undefined);

/** PEFT's `adapter_config.json`, what of it decides what an adapter computes. */
const peftConfig = z.object({
  peft_type: z.literal('LORA'),
  r: z.int().min(1),
  lora_alpha: z.number().positive(),
  lora_dropout: z.number().min(0).max(0.9).default(0),
  use_rslora: z.boolean().default(false),
  use_dora: z.boolean().default(false),
  rank_pattern: patterns(z.int().min(1)),
  alpha_pattern: patterns(z.number().positive()),
  target_modules: names,
  exclude_modules: names,
  layers_to_transform: z.union([z.int(), z.array(z.int())]).nullish().transform((value) => (value === null || value === undefined ? undefined : [value].flat())),
  layers_pattern: names,
});

/** What an adapter says of itself. */
export type PeftConfig = z.output<typeof peftConfig>;

/** Fields that make another model, and the values with which they don't. */
const refused: Readonly<Record<string, readonly unknown[]>> = {
  bias: ['none'],
  lora_bias: [false],
  modules_to_save: [],
  target_parameters: [],
  trainable_token_indices: [],
  layer_replication: [],
  alora_invocation_tokens: [],
  use_qalora: [false],
  use_bdlora: [],
  arrow_config: [],
};

/**
 * @param file names it in messages
 * @throws FigmentError `ADAPTER_INVALID` for a field that is missing, wrong, or asks for what there is not
 */
export function parsePeftConfig(json: unknown, file: string): PeftConfig {
  const parsed = peftConfig.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw invalidAdapter(`${file}: ${issue!.path.join('.')}: ${issue!.message}`);
  }
  for (const [name, harmless] of Object.entries(refused)) {
    const value = (json as Record<string, unknown>)[name] ?? undefined;
    const isEmpty = value === undefined || (typeof value === 'object' && Object.keys(value).length === 0);
    if (!isEmpty && !harmless.includes(value)) throw invalidAdapter(`${file}: ${name} ${JSON.stringify(value).slice(0, 200)} is not supported: only the low-rank matrices of linear layers can be read`);
  }
  return parsed.data;
}

/** As PEFT looks a layer up in `rank_pattern` and `alpha_pattern`: by the first key that its name ends in, as a regular expression. */
export function valueFor(name: string, pattern: Readonly<Record<string, number>>, fallback: number): number {
  const key = Object.keys(pattern).find((each) => expression(`(?:.*\\.)?(?:${each})`).test(name));
  return key === undefined ? fallback : pattern[key]!;
}

/** Whether PEFT would put an adapter on a layer of this name. */
export function isTargeted(name: string, { target_modules: targets, exclude_modules: excluded, layers_to_transform: only, layers_pattern: lists }: PeftConfig): boolean {
  if (excluded !== undefined && excluded.length > 0 && matches(name, excluded)) return false;
  if (targets === undefined || !(targets === 'all-linear' ? !/(^|\.)(lm_head|embed_out|score|classifier)$/.test(name) : matches(name, targets))) return false;
  if (only === undefined) return true;
  const list = lists === undefined || lists.length === 0 ? '[^.]*' : `(?:${[lists].flat().join('|')})`;
  const layer = new RegExp(`^.*?\\.${list}\\.(\\d+)\\.`).exec(`.${name}`)?.[1];
  return layer !== undefined && only.includes(Number(layer));
}

/** A list names endings, a string is a regular expression for the whole name. */
function matches(name: string, targets: string | readonly string[]): boolean {
  return typeof targets === 'string' ? expression(targets).test(name) : targets.some((target) => name === target || name.endsWith(`.${target}`));
}

function expression(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`, 'su');
  } catch (cause) {
    throw invalidAdapter(`${JSON.stringify(source)} must be a regular expression: ${(cause as Error).message}`);
  }
}
