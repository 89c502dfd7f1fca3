import type { TextSample, TrainRequest } from '../protocol/index.ts';
import { runTask } from './generation.ts';
import type { AnyModel } from './models.ts';
import type { Preview } from './preview.ts';
import type { TextContent } from './text-content.ts';

/** Texts that a preview shows, and how long they may become. */
const count = 4;
const length = 64;
const words = 4;

/** Shows what a model of texts writes while it learns: from the same beginnings every time, so that progress is seen and not chance. */
export function textPreviewer(model: AnyModel, { preview, seed }: TrainRequest, content: TextContent): Preview {
  const task = preview?.task ?? '';
  const tasks = model.definition.tasks as Readonly<Record<string, { readonly input: Readonly<Record<string, string>> }>>;
  const [field, kind] = Object.entries(tasks[task]?.input ?? {})[0] ?? ['prompt', 'text'];
  const samples = givenTo(content);
  return async (step) => {
    const from = performance.now();
    const made: TextSample[] = [];
    for (const { given, expected } of samples) {
      const value = kind === 'chat' ? [{ role: 'user', content: given }] : given;
      const { output } = await runTask(model, { task, options: { maxTokens: length, candidates: 0 }, seed }, { [field]: { kind, value } }, undefined, () => undefined);
      made.push({ given, made: String(output.value), expected });
    }
    return { type: 'preview', step, inputs: {}, output: { kind: 'text-samples', value: made }, ms: performance.now() - from };
  };
}

/** A few beginnings, spread over the data. */
function givenTo(content: TextContent): readonly Omit<TextSample, 'made'>[] {
  const spread = <Value>(all: readonly Value[]): readonly Value[] => all.filter((_, i) => Array.from({ length: count }, (__, k) => Math.floor(((k + 0.37) * all.length) / count)).includes(i));
  switch (content.kind) {
    case 'texts': return spread(content.texts.flatMap((text) => text.split(/\r?\n/)).filter((line) => line.trim().split(/\s+/).length > words)).map((line) => ({ given: line.trim().split(/\s+/).slice(0, words).join(' '), expected: undefined }));
    case 'pairs': return spread(content.source.map((given, i) => ({ given, expected: content.target[i] })));
    case 'chats': return spread(content.chats.flatMap(([first, second]) => (first?.role === 'user' ? [{ given: first.content, expected: second?.content }] : [])));
  }
}
