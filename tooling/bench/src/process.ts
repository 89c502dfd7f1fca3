import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Contender } from './contender.ts';

/**
 * A contender in a child process that prints `ready NAME` when it is set up and, for each line it reads,
 * does one unit of work and prints its milliseconds.
 */
export async function processContender(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Contender> {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => { reject(new Error(`${command} ${args.join(' ')} ended with ${String(code)}`)); });
  });
  ended.catch(() => undefined);
  const next = async (): Promise<string> => String((await Promise.race([lines.next(), ended])).value);
  const first = await next();
  if (!first.startsWith('ready ')) throw new Error(`expected "ready NAME" of ${args.join(' ')}, got "${first}"`);
  return {
    name: first.slice('ready '.length),
    async once() {
      child.stdin.write('\n');
      return Number(await next());
    },
    stop: () => stop(child),
  };
}

/** A contender written in TypeScript, run from its source. */
export function scriptContender(url: URL, env: NodeJS.ProcessEnv = {}): Promise<Contender> {
  return processContender(process.execPath, ['--conditions=@figment/source', '--import', 'tsx', fileURLToPath(url)], env);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  child.kill();
  await exited;
}
