import { Command } from 'commander';

import { throwing } from '../../options/throwing.ts';
import type { Output } from '../../output/output.ts';
import { countCommand } from './count.ts';
import { decodeCommand } from './decode.ts';
import { encodeCommand } from './encode.ts';
import { inspectTokenizerCommand } from './inspect.ts';
import { trainTokenizerCommand } from './train.ts';

/** `figment tokenizer …`: text to tokens and back. */
export function tokenizerCommand(output: Output): Command {
  const command = new Command('tokenizer').description('Train, use and look into tokenizers.').showSuggestionAfterError();
  for (const make of [trainTokenizerCommand, encodeCommand, decodeCommand, inspectTokenizerCommand, countCommand]) command.addCommand(throwing(make(output), output));
  return command;
}
