import { createRequire } from 'node:module';

import { Command } from 'commander';

import { backendsCommand } from './commands/backends.ts';
import { chatCommand } from './commands/chat.ts';
import { evalCommand } from './commands/eval.ts';
import { inspectCommand } from './commands/inspect.ts';
import { modelsCommand } from './commands/models.ts';
import { sampleCommand } from './commands/sample.ts';
import { tokenizerCommand } from './commands/tokenizer/tokenizer.ts';
import { trainCommand } from './commands/train.ts';
import { throwing } from './options/throwing.ts';
import type { Output } from './output/output.ts';

const { version } = createRequire(import.meta.url)('../package.json') as { version: string };

/** The command line's commands. Errors are thrown, never a call of `process.exit`. */
export function createProgram(output: Output): Command {
  const program = throwing(new Command('figment'), output).description('Train, sample and inspect generative models.').version(version).showSuggestionAfterError();
  for (const make of [trainCommand, sampleCommand, chatCommand, evalCommand, inspectCommand, modelsCommand, backendsCommand, tokenizerCommand]) program.addCommand(throwing(make(output), output));
  return program;
}
