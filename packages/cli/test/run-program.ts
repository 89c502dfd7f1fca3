import type { Output } from '../src/output/output.ts';
import { createProgram } from '../src/program.ts';

/** What a command wrote. */
export interface Written {
  /** For people. */
  readonly out: string;
  readonly err: string;
  readonly events: readonly Record<string, unknown>[];
}

/** Runs a command in this process, as in a pipe; rejects with what it throws. */
export async function runProgram(...args: readonly string[]): Promise<Written> {
  let out = '';
  let err = '';
  const events: Record<string, unknown>[] = [];
  const output: Output = {
    json: false, interactive: false, colours: false,
    line(text = '') { out += `${text}\n`; },
    text(text) { out += text; },
    event(type, value) { events.push({ type, ...value }); },
    warn(text) { err += `${text}\n`; },
  };
  await createProgram(output).parseAsync([...args], { from: 'user' });
  return { out, err, events };
}
