import type { Tokenizer, TokenizerStream } from '@figment/core/interfaces';

import type { Constraint, ConstraintState } from './constraint.ts';
import type { GeneratedSequence } from './result.ts';
import type { RuleContext } from './rules/rule.ts';
import type { FinishReason, WrittenToken } from './step.ts';
import { StopTexts } from './text/stop-texts.ts';
import { continueText } from './text/text-stream.ts';

/** When a text ends, and how it is told. */
export interface WriterPlan {
  readonly maxTokens: number;
  readonly stop: readonly string[];
  readonly stopIds: readonly number[];
  readonly ends: readonly number[];
  readonly tokenizer: Tokenizer | undefined;
  readonly constraint: Constraint | undefined;
}

/** A text that is being written: its ids, what of it can be read, and whether it is done. */
export class Writer implements RuleContext {
  readonly row: number;
  readonly ids: number[];
  readonly promptLength: number;
  readonly tokens: WrittenToken[] = [];
  text = '';
  /** Sum of the log-probabilities of what was written. */
  score = 0;
  finish: FinishReason | undefined;
  /** Most tokens it may have, and what stops it there. */
  readonly limit: number;
  constraint: ConstraintState | undefined;
  readonly #plan: WriterPlan;
  readonly #limitedBy: 'length' | 'context';
  readonly #stream: TokenizerStream;
  readonly #stops: StopTexts;

  /** @param room tokens that its context has room for */
  constructor(plan: WriterPlan, prompt: readonly number[], { row, room }: { readonly row: number; readonly room: number }) {
    this.row = row;
    this.limit = Math.min(plan.maxTokens, room);
    this.#limitedBy = room < plan.maxTokens ? 'context' : 'length';
    this.ids = [...prompt];
    this.promptLength = prompt.length;
    this.constraint = plan.constraint?.start();
    this.#plan = plan;
    this.#stream = continueText(plan.tokenizer, prompt);
    this.#stops = new StopTexts(plan.stop);
  }

  /** Takes the next token; what of the text can be told now. */
  write(token: WrittenToken): string {
    const { id } = token;
    this.ids.push(id);
    this.tokens.push(token);
    this.score += token.logProbability;
    const ended = endedBy(this.#plan, id);
    if (ended !== undefined) return this.end(ended);
    const told = this.#tell(this.#stream.push(id));
    if (this.finish !== undefined) return told;
    this.constraint = this.constraint?.accept(id);
    if (this.constraint?.mustEnd === true) return told + this.end('complete');
    return this.tokens.length === this.limit ? told + this.end(this.#limitedBy) : told;
  }

  /** Ends the text; the rest of it. */
  end(reason: FinishReason): string {
    this.finish = reason;
    return this.#tell(this.#stream.end(), true);
  }

  /** The text as a result. */
  sequence(prompt: number): GeneratedSequence {
    const { text, tokens, score, finish = 'length' } = this;
    return { prompt, ids: this.ids.slice(this.promptLength), text, tokens, finish, score };
  }

  #tell(more: string, end = false): string {
    const told = this.#stops.push(more, end);
    if (this.#stops.found) this.finish = 'stop';
    this.text += told;
    return told;
  }
}

/** What an id by itself ends a text for. */
export function endedBy({ ends, stopIds }: Pick<WriterPlan, 'ends' | 'stopIds'>, id: number): 'end' | 'stop' | undefined {
  if (ends.includes(id)) return 'end';
  return stopIds.includes(id) ? 'stop' : undefined;
}
