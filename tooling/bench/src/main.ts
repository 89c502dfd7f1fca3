import { parseArgs } from 'node:util';

import type { Benchmark } from './contender.ts';
import { type Figure, measure } from './measure.ts';
import { groups } from './groups.ts';
import { table } from './report.ts';

const { positionals, values } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean', default: false }, rounds: { type: 'string' } } });

const unknown = positionals.filter((name) => !(name in groups));
if (positionals.length === 0 || unknown.length > 0) {
  if (unknown.length > 0) process.stderr.write(`unknown: ${unknown.join(', ')}\n`);
  process.stderr.write(`usage: pnpm bench NAME… [--json] [--rounds N]\nnames: ${Object.keys(groups).join(', ')}\n`);
  process.exit(2);
}

const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
  process.stderr.write(`--rounds must be a positive whole number, got ${String(values.rounds)}\n`);
  process.exit(2);
}

const figures: Figure[] = [];
for (const benchmark of positionals.flatMap((name): readonly Benchmark[] => groups[name] ?? [])) {
  if (!values.json) process.stderr.write(`measuring ${benchmark.name}\n`);
  figures.push(await measure(rounds === undefined ? benchmark : { ...benchmark, rounds }));
}
process.stdout.write(values.json ? `${JSON.stringify(figures, null, 2)}\n` : `${table(figures)}\n`);
