import type { Tokenizer } from '../interfaces/tokenizer.ts';
import { isFigmentError } from '../errors.ts';
import { checkTokenizer } from '../plugin/check-tokenizer.ts';
import type { AnyModelDefinition } from '../plugin/spec/v1.ts';
import type { Checkpoint } from './checkpoint.ts';

type Files = Readonly<Record<string, string>>;

/** A run writes them with each checkpoint, and a tokenizer does not change. */
const saved = new WeakMap<Tokenizer, Files>();

/**
 * The files of a model's tokenizer, by name, as its definition saves them. None for a tokenizer of another kind: who brought it brings it again
 * when the model is opened.
 */
export async function tokenizerFilesOf({ definition, tokenizer }: { readonly definition: AnyModelDefinition; readonly tokenizer?: Tokenizer | undefined }): Promise<Files> {
  if (tokenizer === undefined) return {};
  const files = saved.get(tokenizer) ?? (await filesOf(tokenizer, definition));
  saved.set(tokenizer, files);
  return files;
}

async function filesOf(tokenizer: Tokenizer, definition: AnyModelDefinition): Promise<Files> {
  try {
    return (await definition.tokenizer?.save?.(tokenizer)) ?? {};
  } catch (error) {
    if (isFigmentError(error, 'INPUT_INVALID')) return {};
    throw error;
  }
}

/** The tokenizer that was saved along, if one was. @throws FigmentError `CHECKPOINT_INVALID`, and what opening throws */
export async function openTokenizerOf(checkpoint: Checkpoint, { tokenizer }: AnyModelDefinition): Promise<Tokenizer | undefined> {
  if (tokenizer === undefined || checkpoint.manifest.tokenizer === undefined) return undefined;
  const opened = await tokenizer.open(async (name) => new Blob([await (await checkpoint.file(name)).arrayBuffer()]));
  checkTokenizer(opened, `open of ${tokenizer.id}`);
  return opened;
}
