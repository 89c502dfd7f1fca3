import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import type { TokenizerEntry } from '../../workers/tokenize-protocol.ts';
import { useEntryTitle } from './use-entry-title.ts';

interface TokenizerPickerProps {
  readonly label: string;
  readonly entries: readonly TokenizerEntry[];
  readonly value: string;
  /** Whether there may be none. */
  readonly optional: boolean;
  readonly onPick: (id: string) => void;
}

/** Tokenizers there are, by where they come from. */
export function TokenizerPicker({ label, entries, value, optional, onPick }: TokenizerPickerProps) {
  const { t } = useTranslation();
  const { titleOf } = useEntryTitle();
  const groups = (['shipped', 'own'] as const)
    .map((origin) => ({ group: t(`tokenize.pick.${origin}`), items: entries.filter((entry) => entry.origin === origin).map((entry) => ({ value: entry.id, label: titleOf(entry) })) }))
    .filter(({ items }) => items.length > 0);
  // The list may still be on its way, and a link may name one that is not here: what is wrong with it shows below.
  const known = value === '' || entries.some(({ id }) => id === value);
  return (
    <Select
      label={label} value={value} maxDropdownHeight={360} comboboxProps={{ withinPortal: true }}
      data={[...(optional ? [{ value: '', label: t('tokenize.pick.none') }] : []), ...groups, ...(known ? [] : [{ value, label: t(`tokenize.name.${value}`, { defaultValue: value }) }])]}
      onChange={(id) => { if (id !== null) onPick(id); }}
    />
  );
}
