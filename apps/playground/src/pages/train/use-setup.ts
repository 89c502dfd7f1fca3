import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';

import type { Values } from '../../controls/values.ts';
import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import { learnsFrom } from './learning.ts';
import type { DataSetDescription, DefinitionDescription, ShelfEntry } from '../../workers/protocol/index.ts';

export interface Setup {
  readonly definition: string;
  readonly data: string;
  readonly config: Values;
  /** How its tokenizer is trained, for models of texts. */
  readonly tokenizer: Values;
  readonly training: Values;
  readonly seed: number;
  /** Name of the run; '' for one made from definition and data. */
  readonly name: string;
  /** Task that is shown while it learns; '' for none. */
  readonly preview: string | undefined;
  readonly every: number;
  readonly checkpointEvery: number;
  /** What is done when training goes wrong; '' for nothing. */
  readonly policy: string;
}

const defaults = { config: {}, tokenizer: {}, training: {}, seed: 1, name: '', preview: undefined, every: 50, checkpointEvery: 100, policy: '' } as const;

/** What is to be trained, as the form edits it. The address may name the kind, the data, or a model to go on from. */
export function useSetup(definitions: readonly DefinitionDescription[], sets: readonly DataSetDescription[], shelf: readonly ShelfEntry[]) {
  const [query] = useSearchParams();
  const from = query.get('from') ?? undefined;
  const entry = shelf.find(({ source }) => source === from);
  const trainable = definitions.filter(({ data, parts }) => data !== undefined && parts.length === 0);
  const [setup, setSetup] = useState<Setup>({ ...defaults, definition: query.get('definition') ?? '', data: query.get('data') ?? '' });
  const change = (part: Partial<Setup>) => { setSetup((before) => ({ ...before, ...part })); };

  const definition = definitions.find(({ id }) => id === (entry?.definition ?? setup.definition)) ?? trainable[0];
  const able = sets.filter((set) => learnsFrom(definition, set));
  const data = able.find(({ id }) => id === setup.data) ?? able.find(({ id }) => id === entry?.data) ?? able[0];
  const baseName = [definition?.id.split('/').at(-1), data?.id].filter(Boolean).join('-').replaceAll(/[^\w-]+/g, '-').slice(0, 32);

  // A model that is taken further keeps its own settings.
  const opened = useQuery(from, () => compute().open(from ?? '', () => undefined));
  const fixed = opened.value?.config as Values | undefined;

  // What follows from the data (the size of its pictures) is filled in unless the user said otherwise.
  const key = definition === undefined || data === undefined || from !== undefined ? undefined : `${definition.id}/${data.id}/${JSON.stringify(setup.config)}`;
  const followed = useQuery(key, () => compute().configFor(definition?.id ?? '', data?.id ?? '', setup.config));

  useEffect(() => {
    const next = query.get('definition');
    if (next !== null) setSetup((before) => ({ ...before, definition: next }));
  }, [query]);

  return { setup, change, definition, data, able, trainable, from: entry, fixed, config: followed.value?.config, unavailable: followed.value?.unavailable, readsTexts: followed.value?.readsTexts ?? definition?.tokenizer !== undefined, problem: followed.error ?? opened.error, baseName };
}
