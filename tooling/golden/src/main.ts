import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

import { noSoftwareGpu, softwareGpuEnvironment } from '@figment/build/software-gpu';
import { isFigmentError } from '@figment/core';
import { selectBackend, type Selection } from '@figment/core/backend';

import { findCases } from './find-cases.ts';
import { loadKinds } from './kinds.ts';
import { runCase, type Status } from './run-case.ts';

const usage = `npm run golden -- DIR... [--backend wasm|cpu|torch|webgpu] [--filter TEXT]

Runs every golden case below the folders and compares it with what the reference libraries computed.
  --backend  what to run on (wasm); webgpu is Dawn's, on chromium's software adapter where there is no GPU
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
  const selection = await selected(values.backend);
  if (selection === undefined) return await withSoftwareGpu();
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

/** Undefined where it needs the environment of the software GPU, which the loader of its driver reads once. */
async function selected(backend: string): Promise<Selection | undefined> {
  try {
    return await selectBackend({ prefer: backend });
  } catch (error) {
    const canHelp = backend === 'webgpu' && isFigmentError(error, 'BACKEND_UNAVAILABLE') && noSoftwareGpu === undefined && process.env['VK_ICD_FILENAMES'] === undefined;
    if (canHelp) return undefined;
    throw error;
  }
}

/** This command line once more, in a process that has it. */
async function withSoftwareGpu(): Promise<number> {
  const child = spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1)], { stdio: 'inherit', env: { ...process.env, ...softwareGpuEnvironment } });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  return 1;
});
