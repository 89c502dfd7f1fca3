import { isFigmentError } from '@figment/core';
import { CommanderError } from 'commander';

import type { Output } from './output.ts';

/** Exit codes: 1 = it did not work, 2 = the command line is wrong. */
export function reportError(error: unknown, output: Output): number {
  // Commander has printed its own message, and help ends with code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const known = isFigmentError(error);
  const message = error instanceof Error ? error.message : String(error);
  output.event('error', { code: known ? error.code : 'UNEXPECTED', message });
  if (!output.json) output.warn(known ? `error ${error.code}: ${message}` : `unexpected error: ${error instanceof Error ? (error.stack ?? message) : message}`);
  return 1;
}
