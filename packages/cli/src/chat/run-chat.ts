import { isFigmentError } from '@figment/core';
import type { TaskSpec } from '@figment/core/plugin';

import type { AnyModel } from '../models/locate-model.ts';
import type { Output } from '../output/output.ts';
import { colouredByProbability } from '../output/token-colours.ts';
import type { Conversation } from './conversation.ts';
import { type Lines, standardLines } from './lines.ts';
import { runSlashCommand } from './slash-commands.ts';

/** A step of a text that is written, as far as plugins tell. */
interface WritingStep {
  readonly text?: string;
  readonly token?: { readonly id: number; readonly probability: number };
}

/** Talks until the person leaves, or what is piped in ends. */
export async function runChat(model: AnyModel, task: TaskSpec, conversation: Conversation, output: Output): Promise<void> {
  let answering: AbortController | undefined;
  let isLeaving = false;
  const onInterrupt = (): void => {
    if (answering !== undefined && !answering.signal.aborted) answering.abort();
    else if (isLeaving || answering !== undefined || !output.interactive) lines.close();
    else {
      isLeaving = true;
      output.line('\n(Ctrl-C again leaves; so does /exit)');
      lines.prompt();
    }
  };
  const lines: Lines = standardLines({ interactive: output.interactive && process.stdin.isTTY, onInterrupt });
  try {
    lines.prompt();
    for await (const line of lines) {
      isLeaving = false;
      if (line.startsWith('/')) {
        const answer = refusable(() => runSlashCommand(line.trim(), conversation, task), output);
        if (answer === undefined) break;
        if (answer !== '') output.line(answer);
      } else if (line.trim() !== '') {
        answering = new AbortController();
        const { signal } = answering;
        await refusableAnswer(() => answer(model, line, conversation, signal, output), output);
        answering = undefined;
      }
      lines.prompt();
    }
  } finally {
    lines.close();
  }
}

/** One turn. What was said before Ctrl-C stays said. */
async function answer(model: AnyModel, question: string, conversation: Conversation, signal: AbortSignal, output: Output): Promise<void> {
  const { seed, options, colours } = conversation;
  const sampling = model.tasks['chat']!.sample({ messages: conversation.with(question) }, { ...options, seed, signal });
  const whole = sampling.result().then((value) => value as string, () => undefined);
  let said = '';
  try {
    for await (const step of sampling as AsyncIterable<WritingStep>) {
      const { text = '', token } = step;
      said += text;
      output.text(colours && output.colours && token !== undefined ? colouredByProbability(text, token.probability) : text);
      output.event('token', { text, ...(token && { id: token.id, probability: token.probability }) });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  // A text that is found by search is known only at its end.
  const final = (signal.aborted ? undefined : await whole) ?? said;
  if (final !== said) output.text(final.startsWith(said) ? final.slice(said.length) : `\n${final}`);
  output.line(signal.aborted ? ' …' : '');
  output.event('answer', { text: final, seed, stopped: signal.aborted });
  conversation.add(question, final.trim());
}

function refusable(work: () => string | undefined, output: Output): string | undefined {
  try {
    return work();
  } catch (error) {
    return told(error, output);
  }
}

async function refusableAnswer(work: () => Promise<void>, output: Output): Promise<void> {
  try {
    await work();
  } catch (error) {
    output.line();
    told(error, output);
  }
}

/** What is wrong with one line ends no conversation. */
function told(error: unknown, output: Output): '' {
  if (!isFigmentError(error)) throw error;
  output.event('error', { code: error.code, message: error.message });
  if (!output.json) output.warn(`error ${error.code}: ${error.message}`);
  return '';
}
