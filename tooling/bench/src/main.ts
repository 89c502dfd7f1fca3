import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';

import type { Benchmark } from './contender.ts';
import { type Figure, isMeasured } from './figure.ts';
import { groups } from './groups.ts';
import { tryToMeasure } from './measure.ts';
import { machineOf } from './report/machine.ts';
import { markdown, withSection } from './report/markdown.ts';
import { table } from './report/table.ts';

const usage = `usage: pnpm bench GROUP… [--filter TEXT]… [--rounds N] [--device cpu|cuda] [--json] [--markdown FILE]
groups: ${Object.keys(groups).join(', ')}
  --filter    only figures whose name has this in it, such as torch/gpt
  --rounds    how often each side does its work, after the warm-up
  --device    what the torch backend and PyTorch compute on (cpu)
  --markdown  renews the group's section of a document as well: docs/benchmarks.md`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    filter: { type: 'string', multiple: true, default: [''] },
    rounds: { type: 'string' },
    device: { type: 'string', default: 'cpu' },
    markdown: { type: 'string' },
  },
});

const unknown = positionals.filter((name) => !(name in groups));
if (positionals.length === 0 || unknown.length > 0) refuse(unknown.length > 0 ? `unknown: ${unknown.join(', ')}` : 'say what to measure');
const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) refuse(`--rounds must be a positive whole number, got ${String(values.rounds)}`);

const { device } = values;
const kind = device.split(':')[0] ?? device;
const wanted = ({ name, devices = ['cpu'] }: Benchmark): boolean => devices.includes(kind) && values.filter.some((text) => name.includes(text));
const chosen = positionals.map((group) => ({ group, benchmarks: (groups[group] ?? []).filter(wanted) }));
if (chosen.every(({ benchmarks }) => benchmarks.length === 0)) refuse(`nothing is called ${values.filter.join(' or ')} and runs on ${device}`);

const all: Figure[] = [];
for (const { group, benchmarks } of chosen) {
  const figures: Figure[] = [];
  for (const benchmark of benchmarks) {
    process.stderr.write(`measuring ${benchmark.name}\n`);
    const figure = await tryToMeasure({ ...benchmark, ...(rounds !== undefined && { rounds }) }, { device });
    if (!isMeasured(figure)) process.stderr.write(`  ${figure.error}\n`);
    figures.push(figure);
  }
  all.push(...figures);
  if (values.markdown === undefined || figures.length === 0) continue;
  const section = kind === 'cpu' ? group : `${group} ${kind}`;
  await writeFile(values.markdown, withSection(await readFile(values.markdown, 'utf8'), section, markdown(figures, machineOf(figures))));
}
process.stdout.write(values.json ? `${JSON.stringify(all, null, 2)}\n` : `${table(all, machineOf(all))}\n`);
process.exitCode = all.every(isMeasured) ? 0 : 1;

function refuse(reason: string): never {
  process.stderr.write(`${reason}\n${usage}\n`);
  process.exit(2);
}
