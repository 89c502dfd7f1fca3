import { FigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { evaluate } from '@figment/core/training';
import { Command } from 'commander';

import { foresight } from '../evaluation/foresight.ts';
import { translations } from '../evaluation/translations.ts';
import { type AnyDataset, openSource } from '../inputs/data-source.ts';
import { type AnyModel, locateModel } from '../models/locate-model.ts';
import { textTask } from '../models/text-task.ts';
import { addBackendFlags, type BackendFlags, backendOptions } from '../options/backend-flags.ts';
import { number } from '../options/number.ts';
import { figure, spaced } from '../output/format.ts';
import type { Output } from '../output/output.ts';
import { progressLine, type ProgressLine } from '../output/progress.ts';
import { table } from '../output/table.ts';
import { openAny } from '../tokenizer/open.ts';
import { abortOnInterrupt } from '../training/interrupt.ts';

interface EvalFlags extends BackendFlags {
  readonly data: string;
  readonly by?: 'file' | 'line' | 'paragraph';
  readonly limit?: number;
  readonly batchSize: number;
  readonly window: number;
  readonly stride?: number;
  readonly beams?: number;
  readonly tokenizer?: string;
  readonly plugin?: string[];
}

type Measured = Readonly<Record<string, number>>;

const count = number({ integer: true, min: 1 });

/** `figment eval FOLDER --data FILE`: how good a model is at data that it has not learnt from. */
export function evalCommand(output: Output): Command {
  const command = new Command('eval')
    .description('Measure a model on data: the loss, perplexity and bits per byte of texts, chrF and BLEU of translations, accuracy of classes.')
    .argument('<folder>', 'a run, a shipped model, a folder of Hugging Face, or a GGUF file')
    .requiredOption('--data <file>', 'texts (.txt, .md), texts with labels, conversations or pairs (.jsonl, .tsv, .csv), a folder of them, or a shipped data set')
    .option('--by <part>', 'what a text is: file, line or paragraph')
    .option('--limit <n>', 'measures the first so many examples (all; 200 of those that are written)', count)
    .option('--batch-size <n>', 'examples that are read together', count, 16)
    .option('--window <n>', 'tokens that a language model looks back on at most, if its context is longer', number({ integer: true, min: 2 }), 1024)
    .option('--stride <n>', 'tokens from window to window (half a window)', count)
    .option('--beams <n>', 'texts that are followed while a counterpart is written', count)
    .option('--tokenizer <path>', 'a tokenizer, where none lies beside the weights');
  return addBackendFlags(command)
    .option('--plugin <package...>', 'further plugins: packages, or folders of such')
    .option('--json', 'one JSON object a line, for machines')
    .action(async (folder: string, flags: EvalFlags) => {
      const located = await locateModel(folder, flags.plugin);
      const data = await openSource({ name: flags.data, by: flags.by });
      const tokenizer = flags.tokenizer === undefined ? undefined : await openAny(flags.tokenizer);
      await selectBackend(backendOptions(flags));
      const model = await located.open(tokenizer);
      const progress = progressLine(output, { inPipes: false });
      const interrupt = abortOnInterrupt();
      try {
        const measured = await measure(model, data, flags, interrupt.signal, progress);
        progress.end();
        output.event('evaluation', { model: model.definition.id, location: located.location, data: flags.data, ...measured });
        output.line(table(Object.entries(measured).map(([name, value]) => [spaced(name), Number.isInteger(value) ? value.toLocaleString('en-US') : figure(value)])));
      } catch (error) {
        if (!interrupt.signal.aborted) throw error;
        process.exitCode = 130;
      } finally {
        progress.end();
        interrupt.release();
        model.dispose();
      }
    });
}

async function measure(model: AnyModel, data: AnyDataset, { limit, batchSize, window, stride, beams }: EvalFlags, signal: AbortSignal, progress: ProgressLine): Promise<Measured> {
  const has = (...names: readonly string[]): boolean => names.every((name) => name in data.fields);
  const { tasks } = model;
  if (has('text') && tasks['score']?.unavailable === undefined && 'score' in tasks && !('target' in inputsOf(model, 'score'))) {
    return { ...(await foresight(model, data, { limit: limit ?? Infinity, options: { window, ...(stride !== undefined && { stride }) }, signal }, progress)) };
  }
  if (!('objectives' in model)) throw new FigmentError('TASK_UNAVAILABLE', `${model.definition.id} has nothing that can be measured on ${data.title}.`);
  const { losses, metrics } = await evaluate(model as never, data as never, { batchSize, signal, ...(limit !== undefined && { limit }) });
  const values = { ...(Object.keys(losses).length === 1 ? { loss: Object.values(losses)[0] as number } : losses), ...metrics };
  const task = has('source', 'target') ? textTask(model) : undefined;
  if (task === undefined) return values;
  const { examples, ...nearness } = await translations(model, task, data, { limit: limit ?? 200, options: beams === undefined ? {} : { beams }, signal }, progress);
  for (const { source, written, target } of examples) progress.interrupt(`${source}\n  ${written}\n  (${target})`);
  return { ...values, ...nearness };
}

function inputsOf({ definition }: AnyModel, task: string): object {
  return (definition.tasks as Readonly<Record<string, { readonly input: object }>>)[task]?.input ?? {};
}
