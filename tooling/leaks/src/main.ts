import { parseArgs } from 'node:util';

import { isFigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { createRegistry } from '@figment/core/plugin';

import { type Finding, isLeak, table } from './finding.ts';
import { lookForLeaks } from './look-for-leaks.ts';
import { plugins, subjects } from './plugins.ts';
import { steady } from './steady/steady.ts';

const usage = `usage: npm run leaks -- [--steps N] [--aborts N] [--backend torch|wasm|cpu|webgpu]… [--model ID]… [--json]
Trains and samples every model of this workspace, aborts and breaks it; fails on any tensor left, and on memory that grows.
1000 steps and 100 aborts unless you say otherwise; cpu, ten times slower than wasm, makes a tenth of the steps. On cpu and wasm, and
on torch where it works here.

       npm run leaks -- --steady [--steps N] [--backend NAME]… [--json]
Trains three small models for 2000 steps on every backend that works here, each in a process of its own; fails when the count or the
bytes of tensors change after the first quarter, or when the memory of the process grows by more than 5 % from there to the end.`;

const { values } = parseArgs({
  options: {
    steady: { type: 'boolean', default: false },
    steps: { type: 'string' },
    aborts: { type: 'string', default: '100' },
    backend: { type: 'string', multiple: true },
    model: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

if (values.steady) process.exit((await steady({ backends: values.backend, steps: count('steps', values.steps ?? '2000'), json: values.json })) ? 0 : 1);

const backends = values.backend ?? ['cpu', 'wasm', ...((await works('torch')) ? ['torch'] : [])];
const registry = createRegistry(plugins);
const definitions = values.model?.map((id) => registry.model(id)) ?? registry.list('models');
const counts = { steps: count('steps', values.steps ?? '1000'), aborts: count('aborts', values.aborts) };

const findings: Finding[] = [];
for (const definition of definitions) {
  for (const backend of backends) {
    for await (const finding of lookForLeaks(definition, subjects[definition.id] ?? {}, backend, backend === 'cpu' ? { ...counts, steps: Math.ceil(counts.steps / 10) } : counts)) {
      findings.push(finding);
      if (!values.json) process.stderr.write(isLeak(finding) ? 'x' : '.');
    }
  }
}

const leaks = findings.filter(isLeak);
process.stdout.write(values.json ? `${JSON.stringify(findings, null, 2)}\n` : `\n${table(findings)}\n\n${findings.length - leaks.length} ok, ${leaks.length} leaking\n`);
process.exitCode = leaks.length > 0 ? 1 : 0;

async function works(backend: string): Promise<boolean> {
  try {
    await selectBackend({ prefer: backend });
    return true;
  } catch (error) {
    if (!isFigmentError(error, 'BACKEND_UNAVAILABLE')) throw error;
    return false;
  }
}

function count(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  process.stderr.write(`--${name} must be a whole number above 0, got ${text}\n${usage}\n`);
  process.exit(2);
}
