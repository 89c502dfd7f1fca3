import { parseArgs } from 'node:util';

import { createRegistry } from '@figment/core/plugin';

import { type Finding, isLeak, table } from './finding.ts';
import { lookForLeaks } from './look-for-leaks.ts';
import { plugins, smallConfigs } from './plugins.ts';

const usage = `usage: npm run leaks -- [--steps N] [--aborts N] [--backend cpu|wasm]… [--model ID]… [--json]
Trains and samples every model of this workspace, aborts and breaks it; fails on any tensor left, and on memory that grows.
1000 steps and 100 aborts unless you say otherwise; cpu, ten times slower than wasm, makes a tenth of the steps.`;

const { values } = parseArgs({
  options: {
    steps: { type: 'string', default: '1000' },
    aborts: { type: 'string', default: '100' },
    backend: { type: 'string', multiple: true, default: ['cpu', 'wasm'] },
    model: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}

const registry = createRegistry(plugins);
const definitions = values.model?.map((id) => registry.model(id)) ?? registry.list('models');
const counts = { steps: count('steps', values.steps), aborts: count('aborts', values.aborts) };

const findings: Finding[] = [];
for (const definition of definitions) {
  for (const backend of values.backend) {
    for await (const finding of lookForLeaks(definition, { config: smallConfigs[definition.id] ?? {} }, backend, backend === 'cpu' ? { ...counts, steps: Math.ceil(counts.steps / 10) } : counts)) {
      findings.push(finding);
      if (!values.json) process.stderr.write(isLeak(finding) ? 'x' : '.');
    }
  }
}

const leaks = findings.filter(isLeak);
process.stdout.write(values.json ? `${JSON.stringify(findings, null, 2)}\n` : `\n${table(findings)}\n\n${findings.length - leaks.length} ok, ${leaks.length} leaking\n`);
process.exitCode = leaks.length > 0 ? 1 : 0;

function count(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  process.stderr.write(`--${name} must be a whole number above 0, got ${text}\n${usage}\n`);
  process.exit(2);
}
