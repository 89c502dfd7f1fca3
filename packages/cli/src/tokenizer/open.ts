import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { FigmentError } from '@figment/core';
import type { Tokenizer as AnyTokenizer } from '@figment/core/interfaces';
import { openTokenizer, Tokenizer } from '@figment/tokenizer';

import { findTokenizer } from '../plugins/plugins.ts';

/** How commands say which kind of tokenizer a folder holds. */
export interface KindFlags {
  readonly kind?: string | undefined;
  readonly plugin?: string[] | undefined;
}

/**
 * The tokenizer in a file or folder. What it is shows in its files; only what a plugin has written needs its kind.
 *
 * @throws FigmentError and TokenizerError: whatever is wrong with the files
 */
export async function openAny(source: string, { kind, plugin }: KindFlags = {}): Promise<AnyTokenizer> {
  if (kind === undefined) return await openTokenizer(source);
  const definition = await findTokenizer(kind, plugin);
  return await definition.open(async (name) => {
    const path = source.endsWith(`/${name}`) || source === name ? source : join(source, name);
    const bytes = await readFile(path).catch((cause: unknown) => {
      throw new FigmentError('FILE_NOT_FOUND', `${definition.id} needs ${path}, which can't be read.`, { cause });
    });
    return new Blob([bytes]);
  });
}

/**
 * One of this project's own, with all its parts.
 *
 * @throws FigmentError `INPUT_INVALID`
 */
export function ownOnly(tokenizer: AnyTokenizer, what: string): Tokenizer {
  if (tokenizer instanceof Tokenizer) return tokenizer;
  throw new FigmentError('INPUT_INVALID', `${what} can't be done with a tokenizer of a plugin.`);
}
