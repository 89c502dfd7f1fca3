import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const fixture = join(root, 'test/typed-vae.ts');
const published = join(root, 'test/published.d.ts');
const consumer = join(root, 'test/consumer.ts');

const configPath = join(root, 'tsconfig.json');
const { options } = ts.parseJsonConfigFileContent(ts.readConfigFile(configPath, (path) => ts.sys.readFile(path)).config, ts.sys, root);
const parsed = new Map<string, ts.SourceFile | undefined>();

function program(file: string, more: ts.CompilerOptions, virtual: ReadonlyMap<string, string>): ts.Program {
  const host = ts.createCompilerHost({ ...options, ...more });
  return ts.createProgram([file], { ...options, ...more }, {
    ...host,
    fileExists: (path) => virtual.has(path) || host.fileExists(path),
    readFile: (path) => virtual.get(path) ?? host.readFile(path),
    getSourceFile: (path, target) => {
      const text = virtual.get(path);
      if (text !== undefined) return ts.createSourceFile(path, text, target);
      if (!parsed.has(path)) parsed.set(path, host.getSourceFile(path, target));
      return parsed.get(path);
    },
  });
}

const consuming = `
  import { createModel } from '../src/plugin/create-model.ts';
  import type { Tensor } from '../src/tensor.ts';
  import { vae } from './published';
  export async function use(cake: Tensor): Promise<unknown> {
    const model = await createModel(vae, { image: { size: 32, channels: 3 } }, { seed: 7 });
    for await (const step of model.tasks.interpolate.sample({ from: cake, to: cake }, { steps: 3 })) {
      const weight: number = step.weight;
      const sample: Tensor = step.sample;
    }
    const score: { score: number; threshold: number } = await model.tasks.detectAnomaly.sample({ image: cake }, { quantile: 1 }).result();
    const verdict: 'healthy' | undefined = model.observe?.().balance.verdict;
    // @ts-expect-error wrong option type
    model.tasks.interpolate.sample({ from: cake, to: cake }, { steps: 'x' });
    // @ts-expect-error not any
    const text: string = await model.tasks.interpolate.sample({ from: cake, to: cake }).result();
    return [score, verdict, text];
  }`;

describe('the types of a definition', () => {
  it('survive the emission of declarations', () => {
    const emitted = new Map<string, string>();
    const source = program(fixture, { noEmit: false, declaration: true, emitDeclarationOnly: true }, emitted);
    source.emit(source.getSourceFile(fixture), (_, text) => emitted.set(published, text), undefined, true);
    expect([...emitted.keys()]).toEqual([published]);

    const checked = program(consumer, {}, new Map([...emitted, [consumer, consuming]]));
    const problems = checked.getSemanticDiagnostics(checked.getSourceFile(consumer)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    expect(problems).toEqual([]);
  }, 300_000);
});
