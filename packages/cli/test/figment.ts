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

/** What happens to a command while it runs. */
export interface Treatment {
  /** Piped into it. */
  readonly input?: string;
  /** Presses Ctrl-C as soon as this text was written: once, or twice. */
  readonly ctrlC?: { readonly at: string; readonly times?: 1 | 2 };
  /** Nobody reads on after this text, as behind `| head`; '' = not a word. */
  readonly readUntil?: string;
  /** A folder for compiled sources: with an empty one it runs as in a fresh clone. */
  readonly cache?: string;
}

/** Runs the command as a user would. */
export function figment(args: readonly string[], { input = '', ctrlC, readUntil, cache }: Treatment = {}): Promise<Finished> {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...process.env, FIGMENT_BACKEND: 'wasm', ...(cache !== undefined && { TMPDIR: cache }) }, detached: true });
  child.stdin.end(input);
  let out = '';
  if (readUntil === '') child.stdout.destroy();
  let err = '';
  let pressed = false;
  // As a terminal does: Ctrl-C goes to the whole group.
  const press = (): void => { process.kill(-child.pid!, 'SIGINT'); };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
    if (readUntil !== undefined && out.includes(readUntil)) child.stdout.destroy();
    if (ctrlC === undefined || pressed || !out.includes(ctrlC.at)) return;
    pressed = true;
    press();
    if (ctrlC.times === 2) setImmediate(press);
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
