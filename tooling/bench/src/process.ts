import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Contender, Introduction, Sample } from './contender.ts';

/** Lines of the conversation begin with this; others are an engine's own words. */
export const mark = '#bench ';

/** One unit of work never takes this long, unless it hangs. */
const timeLimit = 180_000;

/** Lines of a process's error stream that are kept, to say what went wrong. */
const lastWords = 60;

/**
 * A contender in a child process, which reads its settings from its first argument, as JSON. It prints {@link mark} and an
 * {@link Introduction} when it is set up; then, for each line it reads, it does one unit of work and prints the mark and a {@link Sample}.
 */
export async function processContender(command: string, args: readonly string[], settings: object, env: NodeJS.ProcessEnv = {}): Promise<Contender> {
  const child = spawn(command, [...args, JSON.stringify(settings)], { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] });
  const program = args.at(-1)?.split(/[\\/]/).at(-1) ?? command;
  const words: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    words.push(line);
    if (words.length > lastWords) words.shift();
  });
  child.stdin.on('error', () => undefined); // It ended: that is told below.
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<never>((_, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => { reject(new Error(`${program} ended with ${String(code ?? signal)}: ${reason(words)}`)); });
  });
  ended.catch(() => undefined);
  const next = async (): Promise<unknown> => {
    let overdue: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      overdue = setTimeout(() => { reject(new Error(`${program} did not answer within ${timeLimit / 1000} s: ${reason(words)}`)); }, timeLimit);
    });
    try {
      for (;;) {
        const line = await Promise.race([lines.next(), ended, late]);
        if (line.done === true) return await ended;
        if (line.value.startsWith(mark)) return JSON.parse(line.value.slice(mark.length)) as unknown;
      }
    } finally {
      clearTimeout(overdue);
    }
  };
  try {
    const introduction = (await next()) as Introduction;
    return {
      ...introduction,
      async once() {
        child.stdin.write('\n');
        return (await next()) as Sample;
      },
      stop: () => stop(child),
    };
  } catch (error) {
    await stop(child);
    throw error;
  }
}

/** A contender written in TypeScript. The packages that it imports are those that were built, as users have them. */
export function scriptContender(url: URL, settings: object, env: NodeJS.ProcessEnv = {}): Promise<Contender> {
  return processContender(process.execPath, ['--import', 'tsx', fileURLToPath(url)], settings, env);
}

/** The line that says most: an error at the beginning of a line, as Node and Python print it, or the last words there were. */
function reason(words: readonly string[]): string {
  const latest = words.filter((line) => line.trim() !== '').reverse();
  return (latest.find((line) => /^[\w.]*(Error|Exception)\b.*: /.test(line)) ?? latest[0] ?? 'it said nothing').trim();
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdin?.end();
  child.kill();
  await exited;
}
