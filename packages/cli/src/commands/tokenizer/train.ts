import { FigmentError } from '@figment/core';
import { describeSchema, type TokenizerDefinition } from '@figment/core/plugin';
import { Command } from 'commander';

import { asksForHelp, firstLook, lateCommand } from '../../options/first-look.ts';
import { addSchemaFlags, schemaValues } from '../../options/schema-flags.ts';
import { throwing } from '../../options/throwing.ts';
import type { Output } from '../../output/output.ts';
import { findTokenizer } from '../../plugins/plugins.ts';
import { runTokenizerTraining } from '../../tokenizer/run-training.ts';
import { addKindFlags, type KindFlags } from './kind-flags.ts';

const summary = 'Train a tokenizer on text files.';
const ours = 'figment/tokenizer';

interface TrainFlags extends KindFlags {
  readonly data?: readonly string[];
  readonly out?: string;
}

/** Short names of options that a kind may have. */
const short = { vocabulary: 'vocab', specialTokens: 'special', minFrequency: 'min-frequency' } as const;

/** `figment tokenizer train --vocab N --data FILE --out FILE`: its flags depend on the kind, so they are made once that is known. */
export function trainTokenizerCommand(output: Output): Command {
  return lateCommand('train', summary, '--vocab N --data FILE... --out FILE|FOLDER [options]', (argv) => train(argv, output));
}

async function train(argv: readonly string[], output: Output): Promise<void> {
  const { kind = ours, plugin } = firstLook(argv, addRunFlags).flags as TrainFlags;
  const definition = await findTokenizer(kind, plugin);
  const described = describeTrain(definition);
  if (asksForHelp(argv)) {
    described.outputHelp();
    return;
  }
  const command = throwing(described, output);
  command.parse([...argv], { from: 'user' });
  const { data, out } = command.opts<TrainFlags>();
  if (data === undefined) throw new FigmentError('OPTIONS_INVALID', '--data must name text files to learn from, e.g. --data novel.txt.');
  if (out === undefined) throw new FigmentError('OPTIONS_INVALID', '--out must name where the tokenizer goes: a .json file, or a folder.');
  const options = definition.options === undefined ? undefined : schemaValues(command, describeSchema(definition.options), '', 'options', 'OPTIONS_INVALID');
  await runTokenizerTraining({ definition, options, data, out }, output);
}

function addRunFlags(command: Command): Command {
  command
    .option('--data <file...>', 'text files; each line is a text')
    .option('--out <path>', 'a .json file, or a folder for all files');
  return addKindFlags(command);
}

function describeTrain(definition: TokenizerDefinition): Command {
  const command = new Command('figment tokenizer train').description(`${summary}\n\n${definition.title}: ${definition.description ?? ''}`.trim()).usage('--vocab N --data FILE... --out FILE|FOLDER [options]');
  command.optionsGroup('Run:');
  addRunFlags(command);
  if (definition.options !== undefined) addSchemaFlags(command, describeSchema(definition.options), '', 'Tokenizer:', short);
  return command;
}
