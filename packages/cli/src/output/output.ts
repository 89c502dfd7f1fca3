/** Where a command writes: words for people, or one JSON object a line for machines. */
export interface Output {
  readonly json: boolean;
  /** Whether people watch: a terminal, and no JSON asked for. */
  readonly interactive: boolean;
  /** A line for people; silent with `--json`. */
  line(text?: string): void;
  /** An object for machines; silent without `--json`. */
  event(type: string, value: object): void;
  /** To the error stream, always. */
  warn(text: string): void;
}

/** Standard output and standard error. */
export function standardOutput(json: boolean): Output {
  return {
    json,
    interactive: !json && process.stdout.isTTY,
    line(text = '') { if (!json) process.stdout.write(`${text}\n`); },
    event(type, value) { if (json) process.stdout.write(`${JSON.stringify({ type, ...value })}\n`); },
    warn(text) { process.stderr.write(`${text}\n`); },
  };
}
