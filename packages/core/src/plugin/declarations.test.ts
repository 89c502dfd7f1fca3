import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const here = dirname(fileURLToPath(import.meta.url));
const fixture = join(here, 'inference.test-d.ts');

function program(files: readonly string[], options: ts.CompilerOptions, virtual: ReadonlyMap<string, string>): ts.Program {
  const configPath = join(here, '../../tsconfig.json');
  const config = ts.parseJsonConfigFileContent(ts.readConfigFile(configPath, ts.sys.readFile.bind(ts.sys)).config, ts.sys, dirname(configPath));
  const host = ts.createCompilerHost({ ...config.options, ...options });
  const withVirtual: ts.CompilerHost = {
    ...host,
    fileExists: (path) => virtual.has(path) || host.fileExists(path),
    readFile: (path) => virtual.get(path) ?? host.readFile(path),
    getSourceFile: (path, target) => {
      const text = virtual.get(path);
      return text === undefined ? host.getSourceFile(path, target) : ts.createSourceFile(path, text, target);
    },
  };
  return ts.createProgram([...files], { ...config.options, ...options }, withVirtual);
}

describe('the types of a definition', () => {
  it('survive the emission of declarations', () => {
    const emitted = new Map<string, string>();
    const source = program([fixture], { noEmit: false, declaration: true, emitDeclarationOnly: true, allowImportingTsExtensions: true }, new Map());
    source.emit(source.getSourceFile(fixture), (_, text) => emitted.set(join(here, 'published.d.ts'), text), undefined, true);
    expect([...emitted.keys()]).toHaveLength(1);

    const consumer = join(here, 'consumer.ts');
    const text = (line: string): string => `
      import { createModel } from './create-model.ts';
      import type { Tensor } from '../tensor.ts';
      import { vae } from './published';
      export async function use(cake: Tensor): Promise<void> {
        const model = await createModel(vae, { image: { size: 32, channels: 3 } }, { seed: 7 });
        ${line}
      }`;
    const problems = (line: string): string[] => {
      const checked = program([consumer], {}, new Map([...emitted, [consumer, text(line)]]));
      return checked.getSemanticDiagnostics(checked.getSourceFile(consumer)).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
    };
    expect(problems(`
      for await (const step of model.tasks.interpolate.sample({ from: cake, to: cake }, { steps: 3 })) { const weight: number = step.weight; void weight; }
      const { threshold } = await model.tasks.detectAnomaly.sample({ image: cake }, { quantile: 1 }).result();
      const verdict: 'healthy' | undefined = model.observe?.().balance.verdict;
      void [threshold, verdict];`)).toEqual([]);
    expect(problems("model.tasks.interpolate.sample({ from: cake, to: cake }, { steps: 'x' });")).toHaveLength(1);
  }, 60_000);
});
