import { FigmentError } from '@figment/core';

/** What is wrong with an adapter, or does not fit the model. */
export function invalidAdapter(reason: string): FigmentError {
  return new FigmentError('ADAPTER_INVALID', `${reason}.`);
}

/** Names in a message: the first, and how many more. */
export function listed(names: Iterable<string>, most = 12): string {
  const all = [...names];
  return all.length <= most ? all.join(', ') : `${all.slice(0, most).join(', ')} and ${all.length - most} more`;
}
