import { FigmentError } from '@figment/core';

import type { GenerationOptions } from './options.ts';

/** How many of the first ids of a prompt are not read because they don't fit. */
export function windowStart(length: number, context: number, { overflow, maxTokens }: Pick<GenerationOptions, 'overflow' | 'maxTokens'>): number {
  switch (overflow) {
    case 'error':
      if (length <= context) return 0;
      throw new FigmentError('CONTEXT_OVERFLOW', `The prompt has ${length} tokens, the model looks back on ${context}. Shorten it, or choose what to do: overflow 'truncate' cuts off its start, 'slide' also forgets the older half whenever the context is full.`);
    case 'truncate':
      return Math.max(0, length - Math.max(context - maxTokens, halfOf(context)));
    case 'slide':
      return length <= context ? 0 : length - halfOf(context);
  }
}

/** What stays when a full context slides: its newer half. */
export function halfOf(context: number): number {
  return Math.ceil(context / 2);
}
