import { createRequire } from 'node:module';

import { Command } from 'commander';

import { backendsCommand } from './commands/backends.ts';
import { inspectCommand } from './commands/inspect.ts';
import { modelsCommand } from './commands/models.ts';
import { sampleCommand } from './commands/sample.ts';
import { trainCommand } from './commands/train.ts';
import type { Output } from './output/output.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** The command line's commands. Errors are thrown, never a call of `process.exit`. */
export function createProgram(output: Output): Command {
  const program = new Command('figment')
    .description('Train, sample and inspect generative models.')
    .version(version)
    .exitOverride()
    .configureOutput({ writeErr: (text) => { output.warn(text.trimEnd()); } })
    .showSuggestionAfterError();
  const commands = [trainCommand, sampleCommand, inspectCommand, modelsCommand, backendsCommand].map((make) => make(output));
  for (const command of commands) program.addCommand(command.copyInheritedSettings(program));
  return program;
}
