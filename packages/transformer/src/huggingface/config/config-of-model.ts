import { type AnyModelDefinition, parseSchema } from '@figment/core/plugin';
import type { Shape } from '@figment/core';

import type { Architecture } from '../../architecture/architecture.ts';
import { decoderArchitecture, encoderArchitecture, sequenceToSequenceArchitecture } from '../../config/resolve.ts';
import type { DefinitionId } from '../families/family.ts';
import { type Written, writeHuggingFaceConfig, type WrittenConfig } from './write-config.ts';

/** What configs of our definitions mean. */
const architectures: Readonly<Record<DefinitionId, (config: never, sizes: { readonly vocabulary: number }) => Architecture>> = {
  'figment/transformer': decoderArchitecture, 'figment/text-encoder': encoderArchitecture, 'figment/sequence-to-sequence': sequenceToSequenceArchitecture,
};

/**
 * The config that transformers would have for a model of ours.
 *
 * @param weights names and shapes of its weights
 * @throws FigmentError `ARCHITECTURE_UNSUPPORTED` where no family can hold the model, saying what the nearest lacks
 */
export function configOfModel(
  { definition, config }: { readonly definition: AnyModelDefinition; readonly config: unknown }, architecture: Architecture, weights: Iterable<readonly [name: string, weight: { readonly shape: Shape }]>,
): WrittenConfig {
  const architectureOf = architectures[definition.id as DefinitionId];
  return writeHuggingFaceConfig({
    definition: definition.id, architecture, config: config as Written['config'], weights,
    architectureOf: (read) => architectureOf(parseSchema(definition.config, read, 'config', 'CONFIG_INVALID') as never, architecture),
  });
}
