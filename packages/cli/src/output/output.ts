/** Where a command writes: words for people, or one JSON object a line for machines. */
export interface Output {
  readonly json: boolean;
  /** Whether people watch: a terminal, and no JSON asked for. */
  readonly interactive: boolean;
  /** Whether 256 colours can be seen: a terminal that has them, no JSON, and no NO_COLOR. */
  readonly colours: boolean;
  /** A line for people; silent with `--json`. */
  line(text?: string): void;
  /** Text for people as it is, without a newline behind it; silent with `--json`. */
  text(text: string): void;
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
    colours: !json && process.stdout.isTTY && process.stdout.hasColors(256),
    line(text = '') { if (!json) process.stdout.write(`${text}\n`); },
    text(text) { if (!json) process.stdout.write(text); },
    event(type, value) { if (json) process.stdout.write(`${JSON.stringify({ type, ...value })}\n`); },
    warn(text) { process.stderr.write(`${text}\n`); },
  };
}
