import { FigmentError } from '@figment/core';
import { parseSchema, type TaskSpec } from '@figment/core/plugin';

import { colourLegend } from '../output/token-colours.ts';
import type { Conversation } from './conversation.ts';

interface SlashCommand {
  readonly argument?: string;
  readonly help: string;
  /** What is answered. */
  run(conversation: Conversation, argument: string, task: TaskSpec): string;
}

/** What can be said to the command instead of the model. */
const commands: Readonly<Record<string, SlashCommand>> = {
  reset: { help: 'forgets what was said', run: (conversation) => { conversation.reset(); return 'A new conversation.'; } },
  system: {
    argument: 'TEXT',
    help: 'what the model is told before all else; none without TEXT',
    run(conversation, text) {
      conversation.system = text;
      return text === '' ? 'No system message.' : `System: ${text}`;
    },
  },
  seed: {
    argument: 'N',
    help: 'same seed, same answers',
    run(conversation, text) {
      if (text !== '') conversation.seed = integer(text);
      return `Seed ${conversation.seed}.`;
    },
  },
  temperature: { argument: 'N', help: '0 always says the likeliest, 1 draws as the model thinks', run: (conversation, text, task) => option(conversation, 'temperature', text, task) },
  colours: {
    help: 'shows how sure the model is of each token, or no longer',
    run(conversation) {
      conversation.colours = !conversation.colours;
      return conversation.colours ? `Colours: ${colourLegend}` : 'No colours.';
    },
  },
  help: { help: 'this list', run: () => helpText() },
  exit: { help: 'leaves; so does Ctrl-D, and Ctrl-C twice', run: () => '' },
};

const otherNames: Readonly<Record<string, string>> = { quit: 'exit', colors: 'colours', clear: 'reset', '?': 'help' };

/**
 * Does what a line says that begins with '/'.
 *
 * @returns what to answer, or undefined to leave
 * @throws FigmentError `OPTIONS_INVALID`
 */
export function runSlashCommand(line: string, conversation: Conversation, task: TaskSpec): string | undefined {
  const [, said = '', argument = ''] = /^\/(\S*)\s*(.*)$/s.exec(line) ?? [];
  const name = otherNames[said] ?? said;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new FigmentError('OPTIONS_INVALID', `/${said} is not known; there are ${Object.keys(commands).map((each) => `/${each}`).join(', ')}.`);
  const answer = command.run(conversation, argument.trim(), task);
  return name === 'exit' ? undefined : answer;
}

function helpText(): string {
  const rows = Object.entries(commands).map(([name, { argument, help }]) => [`/${name}${argument === undefined ? '' : ` ${argument}`}`, help] as const);
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, help]) => `${name.padEnd(width)}  ${help}`).join('\n');
}

function option(conversation: Conversation, name: string, text: string, task: TaskSpec): string {
  if (text !== '') {
    const next = { ...conversation.options, [name]: Number(text) };
    parseSchema(task.options, next, 'options', 'OPTIONS_INVALID');
    conversation.options = next;
  }
  const filled = parseSchema(task.options, conversation.options, 'options', 'OPTIONS_INVALID') as Record<string, unknown>;
  return `${name} ${String(filled[name])}.`;
}

function integer(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new FigmentError('OPTIONS_INVALID', `/seed must be followed by a whole number, got ${text}.`);
  return value;
}
