import { parseArgs } from 'node:util';

import { compare } from './compare.ts';
import { runOn } from './run.ts';

const usage = `usage: npm run agree -- [--backend torch|webgpu|wasm|cpu]… [--steps N] [--tolerance X] [--json]
Runs the same training script on every backend that works here, each in a process of its own, and fails when losses differ by more
than the tolerance (0.001) at any of the steps (50), or when fewer than two backends work. A backend asked for by name has to work.`;

const { values } = parseArgs({
  options: {
    backend: { type: 'string', multiple: true },
    steps: { type: 'string', default: '50' },
    tolerance: { type: 'string', default: '0.001' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(`${usage}\n`);
  process.exit(0);
}
const steps = positive('steps', values.steps);
const tolerance = positive('tolerance', values.tolerance);

// All at once: one of them, a GPU that is none, takes longer than the others together.
const outcomes = await Promise.all((values.backend ?? ['torch', 'wasm', 'webgpu', 'cpu']).map(async (backend) => {
  const outcome = await runOn(backend, steps);
  if (!values.json) process.stdout.write(`${backend.padEnd(7)} ${'unavailable' in outcome ? outcome.unavailable : `${outcome.device}, ${outcome.seconds.toFixed(0)} s`}\n`);
  return outcome;
}));

const ran = outcomes.filter((outcome) => 'trained' in outcome);
const missing = values.backend === undefined ? [] : outcomes.filter((outcome) => 'unavailable' in outcome);
const names = [...new Set(ran.flatMap(({ trained }) => trained.map(({ model }) => model)))];
const agreements = names.map((name) => compare(name, ran.map(({ trained }) => trained.find(({ model }) => model === name)?.losses ?? []), tolerance));
if (values.json) process.stdout.write(`${JSON.stringify({ steps, tolerance, outcomes, agreements }, null, 2)}\n`);
else {
  for (const { model, atEnd, largest, largestAtStep, agrees } of agreements) {
    const losses = ran.map(({ backend, trained }) => `${backend} ${trained.find((one) => one.model === model)?.losses.at(-1)?.toFixed(6) ?? 'none'}`).join(', ');
    process.stdout.write(`${agrees ? 'agree ' : 'DIFFER'}  ${model}: after ${steps} steps ${losses}; ${atEnd.toExponential(1)} apart, at most ${largest.toExponential(1)} (step ${largestAtStep})\n`);
  }
}
process.exitCode = ran.length > 1 && missing.length === 0 && agreements.every(({ agrees }) => agrees) ? 0 : 1;

function positive(name: string, text: string): number {
  const number = Number(text);
  if (number > 0) return number;
  process.stderr.write(`--${name} must be a number above 0, got ${text}\n${usage}\n`);
  process.exit(2);
}
