#!/usr/bin/env node
// In the workspace this runs the sources, so that nothing has to be built; as published it runs `dist`.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const inWorkspace = existsSync(new URL('../tsconfig.json', import.meta.url));

if (!inWorkspace) {
  const { main } = await import('../dist/index.js');
  await main(process.argv.slice(2));
} else {
  const source = fileURLToPath(new URL('../src/workspace.ts', import.meta.url));
  const child = spawn(process.execPath, ['--conditions=@figment/source', '--import', import.meta.resolve('tsx'), source, ...process.argv.slice(2)], { stdio: 'inherit' });
  // Ctrl-C reaches the child through the terminal: it finishes its step and saves while this process waits.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => { if (signal === 'SIGTERM') child.kill(signal); });
  child.on('exit', (code, signal) => { process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1); });
}
