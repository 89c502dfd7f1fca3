import type { Command } from 'commander';

import type { Output } from '../output/output.ts';

/** A command that throws where commander would end the process, and complains through `output`. */
export function throwing(command: Command, output: Output): Command {
  return command.exitOverride().configureOutput({ writeErr: (text) => { output.warn(text.trimEnd()); } });
}
