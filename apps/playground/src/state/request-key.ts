import { addressOf } from '../controls/inputs/given.ts';
import type { GenerationRequest } from './generation.ts';

/** What can be written down of a request: tells whether two ask for the same, but for pictures of one's own. */
export function keyOf({ source, task, seed, options, inputs }: GenerationRequest): string {
  return JSON.stringify({ source, task, seed, options, inputs: Object.fromEntries(Object.entries(inputs).map(([name, value]) => [name, addressOf(value)])) });
}
