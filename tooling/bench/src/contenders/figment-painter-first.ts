/** A picture by the shipped painter of emoji from nothing: from the command in a new process to the file. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { painterCommand } from '../models/painter.ts';
import { serve, settings } from '../serve.ts';

const { backend } = settings();
// In the workspace the command runs the sources, which takes longer; this is what is published.
const cli = pathToFileURL(join(createRequire(import.meta.url).resolve('@figment/cli/package.json'), '../dist/index.js')).href;
const program = `const { main } = await import('${cli}'); await main(process.argv.slice(1));`;
const folder = mkdtempSync(join(tmpdir(), 'figment-bench-'));
process.on('exit', () => { rmSync(folder, { recursive: true, force: true }); });

await serve({ name: `figment sample, ${backend}, a new process` }, () => {
  execFileSync(process.execPath, ['--input-type=module', '--eval', program, ...painterCommand, '--backend', backend, '--out', join(folder, 'picture.png')], { stdio: ['ignore', 'ignore', 'pipe'] });
  return Promise.resolve(undefined);
});
