import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../app/i18n/format.ts';
import { useLocal, usePluginText } from '../app/i18n/use-texts.ts';
import type { DataSetDescription, DefinitionDescription, OpenedModel, ShelfEntry } from '../workers/protocol/index.ts';
import styles from './ModelPicker.module.css';

interface ModelPickerProps {
  readonly shelf: readonly ShelfEntry[];
  readonly definitions: readonly DefinitionDescription[];
  readonly data: readonly DataSetDescription[];
  readonly source: string | undefined;
  readonly model: OpenedModel | undefined;
  readonly onPick: (source: string) => void;
}

/** Which model, and what it is. */
export function ModelPicker({ shelf, definitions, data, source, model, onPick }: ModelPickerProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const local = useLocal();
  const say = usePluginText();
  const named = (entry: ShelfEntry) => ({ value: entry.source, label: local(entry.titles, entry.title) });
  const groups = [
    { group: t('models.ready'), items: shelf.filter(({ origin }) => origin === 'shipped').map(named) },
    { group: t('models.own'), items: shelf.filter(({ origin }) => origin === 'own').map(named) },
  ].filter(({ items }) => items.length > 0);
  const listed = shelf.some((entry) => entry.source === source);
  const definition = definitions.find(({ id }) => id === model?.definition);
  const set = data.find(({ id }) => id === model?.data);
  // A composite has none of its own: the shelf knows those of its parts.
  const parameters = model === undefined || model.parameters > 0 ? model?.parameters : shelf.find((entry) => entry.source === source)?.parameters;
  const facts = model === undefined ? [] : [
    definition === undefined ? model.definition : say(definition.title),
    parameters === undefined || parameters === 0 ? undefined : t('common.parameters', { number: format.compact(parameters) }),
    model.step === undefined ? undefined : t('models.step', { step: format.number(model.step) }),
    set === undefined ? undefined : t('models.trainedOn', { data: local(set.titles, set.title) }),
  ].filter((fact) => fact !== undefined);
  return (
    <div className={styles.picker}>
      <Select
        className={styles.select} aria-label={t('generate.model')} size="md" data={listed || source === undefined ? groups : [{ group: source, items: [{ value: source, label: source }] }, ...groups]}
        value={source ?? null} onChange={(next) => { if (next !== null) onPick(next); }} maxDropdownHeight={360}
      />
      <p className={styles.facts}>{facts.join(' · ')}</p>
    </div>
  );
}
