import { readFile } from 'node:fs/promises';

import { FigmentError } from '@figment/core';
import { parse } from 'yaml';

/**
 * A config from a JSON or YAML file.
 *
 * @throws FigmentError `FILE_NOT_FOUND`, or `CONFIG_INVALID` when it can't be parsed or holds no object
 */
export async function readConfigFile(path: string): Promise<Record<string, unknown>> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new FigmentError('FILE_NOT_FOUND', `--config must name a JSON or YAML file that can be read, got ${path}.`, { cause });
  });
  let value: unknown;
  try {
    // YAML is a superset of JSON.
    value = parse(text);
  } catch (cause) {
    throw new FigmentError('CONFIG_INVALID', `${path} is neither JSON nor YAML: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new FigmentError('CONFIG_INVALID', `${path} must hold an object with the config's fields, got ${JSON.stringify(value)}.`);
  return value as Record<string, unknown>;
}
