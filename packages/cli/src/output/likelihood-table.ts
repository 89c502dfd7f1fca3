import type { HostValue } from '@figment/core/plugin';

import { visibleText } from '../tokenizer/token-view.ts';
import { figure } from './format.ts';
import { table } from './table.ts';
import { colouredByProbability } from './token-colours.ts';

/** How surprising each token was; in a terminal with colours the text itself. */
export function likelihoodTable({ tokens, logProbability, perplexity, bitsPerByte }: HostValue<'likelihood'>, colours: boolean): string {
  const totals = `${tokens.length} tokens   log-probability ${figure(logProbability)}   perplexity ${figure(perplexity)}   ${figure(bitsPerByte)} bits per byte`;
  if (colours) return `${tokens.map(({ text, logProbability: one }) => colouredByProbability(text, Math.exp(one))).join('')}\n\n${totals}`;
  const rows = tokens.map(({ text, logProbability: one }) => [visibleText(text), figure(-one / Math.LN2), figure(Math.exp(one))]);
  return `${table([['token', 'bits', 'probability'], ...rows], { numeric: [1, 2] })}\n\n${totals}`;
}
