import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../bin/figment.js', import.meta.url));

/** A command that has ended. */
export interface Finished {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly events: Record<string, unknown>[];
}

/** Runs the command as a user would; `onLine` may send signals, `input` is piped into it. */
export function figment(args: readonly string[], onLine?: (line: string, kill: () => void) => void, input = ''): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, FIGMENT_BACKEND: 'wasm' }, detached: true });
  child.stdin.end(input);
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    // As a terminal does: Ctrl-C goes to the whole group.
    for (const line of text.split('\n')) onLine?.(line, () => { process.kill(-child.pid!, 'SIGINT'); });
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { err += text; });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      const events = args.includes('--json') ? out.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>) : [];
      resolve({ code, out, err, events });
    });
  });
}

/** Its events of a type. */
export const ofType = (events: readonly Record<string, unknown>[], type: string) => events.filter((event) => event['type'] === type);
