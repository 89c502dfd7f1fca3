import { FigmentError } from '../errors.ts';

/** What figment.json says. */
export interface Manifest {
  /** Version of this layout. */
  readonly spec: number;
  /** Counts what was saved in this place: files that are not yet in theirs bear this number. */
  readonly generation: number;
  /** Id of the model's definition. */
  readonly model: string;
  /** Where the definition came from, if that was known. */
  readonly plugin?: { readonly id: string; readonly version: string } | undefined;
  readonly config: unknown;
  /** Training steps that made these weights. */
  readonly step?: number | undefined;
  /** Whatever is worth knowing later: data, command, backend, when. */
  readonly provenance?: Readonly<Record<string, unknown>> | undefined;
  /** The files that belong to it, besides this one; those of its parts too. */
  readonly files: readonly string[];
  /** Those of its files that its definition opens a tokenizer from. */
  readonly tokenizer?: readonly string[] | undefined;
  /**
   * Folders of the checkpoints that a composite is made of, by name: in this one, or, for models that share a part, in one beside it
   * ('../text-to-emoji/denoiser/').
   */
  readonly parts?: Readonly<Record<string, string>> | undefined;
  /** How a run goes on from here; belongs to the trainer. */
  readonly training?: Readonly<Record<string, unknown>> | undefined;
}

export const MANIFEST = 'figment.json';
export const MODEL = 'model.safetensors';
export const TRAINING = 'training.safetensors';
/** The version of the layout that this code writes, and the newest that it reads. */
export const SPEC = 1;

export function encodeManifest(manifest: Manifest): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(manifest, undefined, 2)}\n`);
}

/**
 * @param file names it in messages
 * @throws FigmentError `CHECKPOINT_INVALID`, `CHECKPOINT_SPEC_UNSUPPORTED`
 */
export function parseManifest(bytes: ArrayBuffer, file: string): Manifest {
  const invalid = (reason: string): FigmentError => new FigmentError('CHECKPOINT_INVALID', `${file}: ${reason}`);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw invalid('this is no JSON.');
  }
  if (typeof value !== 'object' || value === null) throw invalid('this must be a JSON object.');
  const { spec, generation = 0, model, config, files, parts = {}, step } = value as Record<string, unknown>;
  if (typeof spec !== 'number') throw invalid(`spec must be a number, got ${JSON.stringify(spec)}.`);
  if (spec > SPEC) throw new FigmentError('CHECKPOINT_SPEC_UNSUPPORTED', `${file} is of version ${spec}, and this version of @figment/core reads up to ${SPEC}: update @figment/core.`);
  if (typeof model !== 'string') throw invalid(`model must be the id of a model, got ${JSON.stringify(model)}.`);
  if (config === undefined) throw invalid('config is missing.');
  if (!Number.isSafeInteger(generation)) throw invalid(`generation must be a whole number, got ${JSON.stringify(generation)}.`);
  if (step !== undefined && !Number.isSafeInteger(step)) throw invalid(`step must be a whole number, got ${JSON.stringify(step)}.`);
  if (!Array.isArray(files) || !files.every(isInside)) throw invalid(`files must name files of this folder, got ${JSON.stringify(files)}.`);
  if (typeof parts !== 'object' || parts === null || !Object.values(parts).every((path) => isInside(path) || isBeside(path))) throw invalid(`parts must map names to folders in this one, or in one beside it (../NAME), got ${JSON.stringify(parts)}.`);
  return { ...(value as Manifest), generation: generation as number };
}

/** What a part begins with that lies in a folder beside. */
const BESIDE = '../';

/** Whether a path leads to a folder beside, and no further up. */
export function isBeside(path: unknown): boolean {
  return typeof path === 'string' && path.startsWith(BESIDE) && isInside(path.slice(BESIDE.length));
}

/** A relative path that does not lead out. */
function isInside(path: unknown): boolean {
  return typeof path === 'string' && path !== '' && !/^[/\\]|^[a-z]+:|\\/i.test(path) && path.split('/').every((part, i, all) => (part !== '' || i === all.length - 1) && part !== '..' && part !== '.');
}
