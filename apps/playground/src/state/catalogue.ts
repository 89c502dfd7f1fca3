import type { DataSetDescription, DefinitionDescription, ShelfEntry } from '../workers/protocol/index.ts';
import { compute } from './compute.ts';
import { type Query, useQuery } from './use-query.ts';

/** Kinds of models that plugins offer. */
export function useDefinitions(): Query<readonly DefinitionDescription[]> {
  return useQuery('definitions', () => compute().definitions());
}

/** Trained models: shipped, and the user's own. `version` asks again when it changes. */
export function useShelf(version = 0): Query<readonly ShelfEntry[]> {
  return useQuery(`shelf/${version}`, () => compute().shelf());
}

export function useDataSets(version = 0): Query<readonly DataSetDescription[]> {
  return useQuery(`data/${version}`, () => compute().dataSets());
}
