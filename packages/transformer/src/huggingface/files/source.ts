import type { CheckpointStore } from '@figment/core/checkpoint';
import type { ModelSource } from '@figment/core/interchange';
import { FigmentError } from '@figment/core';

/** Where a model's files are. */
export type HuggingFaceSource = ModelSource;

/** Files below one place. */
export type Files = Pick<CheckpointStore, 'location' | 'read' | 'list'>;

/**
 * A JSON file; undefined where there is none.
 *
 * @throws FigmentError `CONFIG_INVALID` where it is no JSON
 */
export async function readJson(files: Files, name: string): Promise<unknown> {
  const file = await files.read(name);
  if (file === undefined) return undefined;
  const text = new TextDecoder().decode(await file.arrayBuffer());
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new FigmentError('CONFIG_INVALID', `${files.location}/${name} must be JSON: ${(cause as Error).message}.`, { cause });
  }
}
