import { FigmentError } from '@figment/core';

import type { DefinitionId, Family } from '../families/family.ts';
import { families } from '../families/index.ts';
import { type Json, readFields, refuseField } from './field.ts';

/** What a `config.json` of transformers' says, in our terms. */
export interface HuggingFaceConfig {
  /** The id of the definition that it is a model of. */
  readonly definition: DefinitionId;
  /** What that definition's config takes. */
  readonly config: Readonly<Record<string, unknown>>;
  /** `model_type`: 'llama'. */
  readonly family: string;
}

/**
 * A `config.json`, as transformers 4 or 5 saved it, as a config of ours.
 *
 * @param names of the weights, where they are known: some tell what a model has
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` listing what is supported
 * @throws FigmentError `CONFIG_INVALID` for a field that is missing, of the wrong type, or asks for what there is not
 */
export function readHuggingFaceConfig(json: unknown, names: Iterable<string> = []): HuggingFaceConfig {
  const { family, config } = readAs(json, names);
  return { definition: family.definition, config, family: family.type };
}

/** As {@link readHuggingFaceConfig}, with the family itself. */
export function readAs(json: unknown, names: Iterable<string> = []): { readonly family: Family; readonly config: Record<string, unknown> } {
  if (typeof json !== 'object' || json === null) throw new FigmentError('CONFIG_INVALID', `config.json must hold an object, got ${JSON.stringify(json)}.`);
  const file = json as Json;
  const { family, architecture } = familyOf(file);
  for (const [name, right] of Object.entries(family.fixed ?? {})) {
    if ((file[name] ?? right) !== right) refuseField(name, JSON.stringify(right), file[name]);
  }
  const known = new Set(names);
  const told = Object.entries(family.told ?? {}).filter(([name]) => known.has(name) || known.has(name.slice(family.prefix?.length ?? 0)));
  const config = { preset: family.preset, ...readFields(family, file), ...family.architectures[architecture] };
  return { family, config: Object.assign(config, ...told.map(([, says]) => says)) as Record<string, unknown> };
}

function familyOf(file: Json): { family: Family; architecture: string } {
  const [given] = [file['architectures'] ?? []].flat() as (string | undefined)[];
  const family = families.find(({ type, architectures }) => (given === undefined ? type === file['model_type'] : given in architectures));
  if (family !== undefined) return { family, architecture: given ?? Object.keys(family.architectures)[0]! };
  const supported = families.flatMap(({ architectures }) => Object.keys(architectures)).join(', ');
  throw new FigmentError('ARCHITECTURE_UNSUPPORTED', `config.json: ${given === undefined ? `model_type ${JSON.stringify(file['model_type'])}` : `the architecture "${given}"`} is not supported; these are: ${supported}.`);
}
