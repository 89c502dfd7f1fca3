import { describeSchema, type Schema } from '@figment/core/plugin';

import type { ChatMessage, TextSample, TrainRequest } from '../protocol/index.ts';
import { runTask } from './generation.ts';
import type { AnyModel } from './models.ts';
import type { Preview } from './preview.ts';
import type { TextSet } from './text-values.ts';

/** Texts that a preview shows, and how long they may become. */
const count = 4;
const length = 64;
const words = 4;

/** Shows what a model of texts writes while it learns: from the same beginnings every time, so that progress is seen and not chance. */
export async function textPreviewer(model: AnyModel, { preview, seed }: TrainRequest, data: TextSet): Promise<Preview> {
  const task = preview?.task ?? '';
  const tasks = model.definition.tasks as Readonly<Record<string, { readonly input: Readonly<Record<string, string>>; readonly options: Schema }>>;
  const [field, kind] = Object.entries(tasks[task]?.input ?? {})[0] ?? ['prompt', 'text'];
  const samples = await givenTo(data);
  // Not every model has these options; without them it writes as much as it likes.
  const known = new Set(tasks[task] === undefined ? [] : describeSchema(tasks[task].options).map(({ path }) => path));
  const options = Object.fromEntries(Object.entries({ maxTokens: length, length, candidates: 0 }).filter(([name]) => known.has(name)));
  return async (step) => {
    const from = performance.now();
    const made: TextSample[] = [];
    for (const { given, expected } of samples) {
      const value = kind === 'chat' ? [{ role: 'user', content: given }] : given;
      const { output } = await runTask(model, { task, options, seed }, { [field]: { kind, value } }, undefined, () => undefined);
      made.push({ given, made: String(output.value), expected });
    }
    return { type: 'preview', step, inputs: {}, output: { kind: 'text-samples', value: made }, ms: performance.now() - from };
  };
}

/** A few beginnings, spread over the data: of lines of its texts, of its sources, of its conversations. */
async function givenTo(data: TextSet): Promise<readonly Omit<TextSample, 'made'>[]> {
  const { text, source, target, chat } = await data.read(spread(Array.from({ length: data.size }, (_, i) => i), 8 * count)) as Readonly<Partial<{ text: readonly string[]; source: readonly string[]; target: readonly string[]; chat: readonly (readonly ChatMessage[])[] }>>;
  if (source !== undefined) return spread(source.map((given, i) => ({ given, expected: target?.[i] })));
  if (chat !== undefined) return spread(chat.flatMap(([first, second]) => (first?.role === 'user' ? [{ given: first.content, expected: second?.content }] : [])));
  const lines = (text ?? []).flatMap((each) => each.split(/\r?\n/)).map((line) => line.trim().split(/\s+/)).filter((line) => line.length > words);
  // Lines that begin alike show nothing new.
  const beginnings = [...new Set(lines.map((line) => line.slice(0, words).join(' ')))];
  return spread(beginnings).map((given) => ({ given, expected: undefined }));
}

function spread<Value>(all: readonly Value[], most = count): readonly Value[] {
  const wanted = Math.min(most, all.length);
  return Array.from({ length: wanted }, (_, i) => all[Math.floor(((i + 0.37) * all.length) / wanted)]).filter((value) => value !== undefined);
}
