import type { Values } from '../../controls/values.ts';
import type { Turn } from '../../state/conversation.ts';
import type { Written } from '../../state/writing.ts';
import type { Field } from '../../workers/protocol/index.ts';

/** What makes a model leave out the oldest turns rather than refuse, where it can be told. */
export function forgetful(options: readonly Field[]): Values {
  const overflow = options.find(({ path }) => path.join('.') === 'overflow');
  return overflow?.choices?.includes('truncate') === true ? { overflow: 'truncate' } : {};
}

/** Whether what the model read for an answer no longer has the first thing that was said. */
export function forgotten(turns: readonly Turn[], written: Written | undefined): boolean {
  const [first] = turns;
  return first?.role === 'user' && written?.prompt !== undefined && !written.prompt.includes(first.content);
}
