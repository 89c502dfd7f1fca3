import type { AnyDataset } from '../inputs/data-source.ts';
import type { AnyModel } from '../models/locate-model.ts';
import type { TextTask } from '../models/text-task.ts';
import type { ProgressLine } from '../output/progress.ts';

/** How near what a model writes is to what people wrote. */
export interface Nearness {
  readonly pairs: number;
  /** 0 to 100. */
  readonly chrF: number;
  /** 0 to 100. */
  readonly bleu: number;
  readonly bleuOfCharacters: number;
  readonly examples: readonly { readonly source: string; readonly written: string; readonly target: string }[];
}

/** Has a model write the counterpart of each `source` of data, and compares it with `target`. */
export async function translations(
  model: AnyModel, { name, input }: TextTask, data: AnyDataset,
  { limit, options, signal }: { readonly limit: number; readonly options: object; readonly signal: AbortSignal }, progress: ProgressLine,
): Promise<Nearness> {
  const { bleu, chrF } = await import('@figment/transformer');
  const of = Math.min(data.size, limit);
  const all = (await data.read(Array.from({ length: of }, (_, i) => i))) as unknown as { readonly source: readonly string[]; readonly target: readonly string[] };
  const written: string[] = [];
  for (const [i, source] of all.source.entries()) {
    written.push(await model.tasks[name]!.sample({ [input]: source }, { ...options, seed: 0, signal }).result() as string);
    progress.show({ step: i + 1, of, text: name });
  }
  return {
    pairs: of,
    chrF: chrF(written, all.target),
    bleu: bleu(written, all.target),
    bleuOfCharacters: bleu(written, all.target, { tokens: 'characters' }),
    examples: all.source.slice(0, 5).map((source, i) => ({ source, written: written[i] as string, target: all.target[i] as string })),
  };
}
