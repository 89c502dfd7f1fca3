import type { Command } from 'commander';

export type { KindFlags } from '../../tokenizer/open.ts';

/** Which kind a tokenizer is of, where its files don't say. */
export function addKindFlags(command: Command): Command {
  return command
    .option('--kind <id>', "a plugin's kind of tokenizer, e.g. acme/jamo")
    .option('--plugin <package...>', 'further plugins: packages, or folders of such')
    .option('--json', 'one JSON object a line, for machines');
}
