import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

/** How a shipped model is trained; what is left out has the value that its card states. */
export interface Options {
  readonly steps: number;
  readonly seed: number;
  /** 'wasm', 'webgpu', 'cpu', 'torch'. */
  readonly backend: string;
  /** The folder with index.json and the data: `models`. */
  readonly models: string;
  /** Where the checkpoint to go on from is kept while training. */
  readonly work: string;
  /** Where the finished model goes. */
  readonly out: string;
  /** Steps between two checkpoints. */
  readonly every: number;
  /** The folder that holds tfjs's WebAssembly, where it is not found by itself: in a bundle. */
  readonly wasm: string | undefined;
  readonly resume: boolean;
  /** Fields that replace those of the recipe's config, as JSON: to try another setting. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Measure, draw the pictures and write the card and the index entry; they need the package `sharp`. */
  readonly card: boolean;
  /** Measure what was saved. */
  readonly measure: boolean;
  /** Go straight to measuring and the card, with the model that lies in `out`. */
  readonly train: boolean;
}

export function readOptions(name: string, defaults: { readonly steps: number; readonly seed: number; readonly backend?: string }): Options {
  const { values } = parseArgs({
    allowNegative: true,
    options: {
      steps: { type: 'string', default: String(defaults.steps) },
      seed: { type: 'string', default: String(defaults.seed) },
      backend: { type: 'string', default: defaults.backend ?? 'wasm' },
      models: { type: 'string', default: 'models' },
      work: { type: 'string', default: `runs/${name}` },
      out: { type: 'string' },
      every: { type: 'string', default: '500' },
      wasm: { type: 'string' },
      config: { type: 'string', default: '{}' },
      resume: { type: 'boolean', default: false },
      card: { type: 'boolean', default: true },
      measure: { type: 'boolean', default: true },
      train: { type: 'boolean', default: true },
    },
  });
  return {
    ...values,
    wasm: values.wasm === undefined ? undefined : pathToFileURL(`${values.wasm}/`).href,
    config: JSON.parse(values.config) as Record<string, unknown>,
    out: values.out ?? `${values.models}/${name}`,
    steps: wholeNumber('steps', values.steps),
    seed: wholeNumber('seed', values.seed),
    every: wholeNumber('every', values.every),
  };
}

function wholeNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} must be a whole number, got ${text}.`);
  return value;
}
