import { FigmentError } from '@figment/core';
import { selectBackend } from '@figment/core/backend';
import { describeSchema, type TaskSpec } from '@figment/core/plugin';
import { Command } from 'commander';

import { Conversation } from '../chat/conversation.ts';
import { runChat } from '../chat/run-chat.ts';
import { type LocatedModel, locateModel, taskOf } from '../models/locate-model.ts';
import { addBackendFlags, type BackendFlags, backendOptions } from '../options/backend-flags.ts';
import { asksForHelp, firstLook, lateCommand } from '../options/first-look.ts';
import { number } from '../options/number.ts';
import { addSchemaFlags, schemaValues } from '../options/schema-flags.ts';
import { throwing } from '../options/throwing.ts';
import type { Output } from '../output/output.ts';
import { colourLegend } from '../output/token-colours.ts';
import { openAny } from '../tokenizer/open.ts';

const summary = 'Talk to a language model.';

interface ChatFlags extends BackendFlags {
  readonly system: string;
  readonly seed?: number;
  readonly colours?: boolean;
  readonly tokenizer?: string;
  readonly plugin?: string[];
}

/** `figment chat FOLDER`: its flags are those of the model's task, so they are made once that is known. */
export function chatCommand(output: Output): Command {
  return lateCommand('chat', summary, 'FOLDER|FILE.gguf [options]', (argv) => chat(argv, output));
}

async function chat(argv: readonly string[], output: Output): Promise<void> {
  const look = firstLook(argv, addChatFlags);
  if (look.operand === undefined) {
    if (asksForHelp(argv)) {
      describeChat(undefined).outputHelp();
      return;
    }
    throw new FigmentError('OPTIONS_INVALID', 'say with which model: figment chat models/chat (figment models lists those that ship), a folder of Hugging Face, or a GGUF file.');
  }
  const located = await locateModel(look.operand, (look.flags as Partial<ChatFlags>).plugin);
  const task = taskOf(located, 'chat', 'A language model is needed (figment/transformer).');
  const command = throwing(describeChat(task), output);
  command.parse([...argv], { from: 'user' });
  const flags = command.opts<ChatFlags>();
  // A conversation that outgrows the context goes on without its oldest turns.
  const options = { overflow: 'truncate', ...schemaValues(command, describeSchema(task.options), '', 'options', 'OPTIONS_INVALID') };
  const seed = flags.seed ?? Math.floor(Math.random() * 2 ** 31);
  await talk(located, task, new Conversation({ system: flags.system, seed, colours: flags.colours ?? false, options }), flags, output);
}

async function talk(located: LocatedModel, task: TaskSpec, conversation: Conversation, flags: ChatFlags, output: Output): Promise<void> {
  const tokenizer = flags.tokenizer === undefined ? undefined : await openAny(flags.tokenizer);
  const { name, device } = await selectBackend(backendOptions(flags));
  const model = await located.open(tokenizer);
  try {
    if (model.tokenizer === undefined) throw new FigmentError('TOKENIZER_MISSING', `${located.location} has no tokenizer beside its weights: say where one is, with --tokenizer FILE|FOLDER.`);
    conversation.options = { ...model.tasks['chat']?.defaults, ...conversation.options };
    output.event('start', { model: located.definition.id, location: located.location, backend: name, seed: conversation.seed });
    if (output.interactive) output.line(`${located.location}   ${name} (${device})   seed ${conversation.seed}   /help lists what else you can say${conversation.colours ? `   ${colourLegend}` : ''}`);
    await runChat(model, task, conversation, output);
  } finally {
    model.dispose();
  }
}

function addChatFlags(command: Command): Command {
  command
    .option('--system <text>', 'what the model is told before all else', '')
    .option('--seed <n>', 'same seed, same answers (drawn if absent)', number({ integer: true }))
    .option('--colors, --colours', 'shows by colours how sure the model is of each token')
    .option('--tokenizer <path>', 'a tokenizer, where none lies beside the weights');
  return addBackendFlags(command)
    .option('--plugin <package...>', 'further plugins: packages, or folders of such')
    .option('--json', 'one JSON object a line, for machines');
}

function describeChat(task: TaskSpec | undefined): Command {
  const command = new Command('figment chat').argument('[folder]').description(summary).usage('FOLDER|FILE.gguf [options]');
  command.optionsGroup('Conversation:');
  addChatFlags(command);
  if (task === undefined) return command.addHelpText('after', '\nWhat a model can be told: figment chat FOLDER --help.');
  return addSchemaFlags(command, describeSchema(task.options), '', 'Options:');
}
