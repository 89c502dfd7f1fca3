import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { selectBackend } from '@figment/core/backend';

import { findCases } from './find-cases.ts';
import { loadKinds } from './kinds.ts';
import { runCase, type Status } from './run-case.ts';

const usage = `npm run golden -- DIR... [--backend wasm|cpu|torch] [--filter TEXT]

Runs every golden case below the folders and compares it with what the reference libraries computed.
  --backend  what to run on (wasm)
  --filter   only cases whose path, from the name of the folder given, contains this text`;

const casesBelow = (root: string, filter: string): string[] => findCases(root).filter((folder) => relative(dirname(root), folder).includes(filter));

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { backend: { type: 'string', default: 'wasm' }, filter: { type: 'string', default: '' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (values.help || positionals.length === 0) {
    console.log(usage);
    return values.help ? 0 : 1;
  }
  const selection = await selectBackend({ prefer: values.backend });
  console.log(`on ${selection.name}: ${selection.device}`);
  const kinds = await loadKinds();
  // npm changes to the root before it runs a script; the folders are meant from where it was typed.
  const from = process.env['INIT_CWD'] ?? process.cwd();
  const counts: Record<Status, number> = { pass: 0, fail: 0, skip: 0 };
  for (const folder of new Set(positionals.flatMap((root) => casesBelow(resolve(from, root), values.filter)))) {
    const { id, status, detail } = await runCase(folder, kinds);
    counts[status]++;
    console.log(`${status} ${id}: ${detail.replaceAll(/\s+/g, ' ')}`);
  }
  const found = counts.pass + counts.fail + counts.skip;
  if (found === 0) console.error(`No golden case was found below ${positionals.join(', ')}.`);
  console.log(`${counts.pass} passed, ${counts.fail} failed, ${counts.skip} skipped`);
  return counts.fail > 0 || found === 0 ? 1 : 0;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
