import { Select } from '@mantine/core';
import type { ReactNode } from 'react';

import { usePluginText } from '../app/i18n/use-texts.ts';
import type { Suggestion } from '../workers/protocol/index.ts';
import styles from './SchemaForm.module.css';

interface SuggestionsControlProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly suggestions: readonly Suggestion[];
  readonly value: string;
  readonly disabled: boolean;
  readonly describedBy: string;
  readonly onChange: (value: string) => void;
}

/** A text that is one of those which the model tells of, each by name with a line about it. */
export function SuggestionsControl({ id, label, suggestions, value, disabled, describedBy, onChange }: SuggestionsControlProps) {
  const say = usePluginText();
  // What an address says stands there, too, when it fits nothing: the error that follows says so.
  const all = suggestions.some((each) => each.value === value) ? suggestions : [...suggestions, { value, title: value }];
  const about = all.find((each) => each.value === value)?.description;
  return (
    <>
      <div className={styles.head}>
        <label className={styles.label} htmlFor={id}>{label}</label>
        <Select
          id={id} size="xs" w={190} data={all.map((each) => ({ value: each.value, label: say(each.title) }))} value={value} disabled={disabled} aria-describedby={describedBy} maxDropdownHeight={340}
          comboboxProps={{ width: 300, position: 'bottom-end' }} onChange={(next) => { if (next !== null) onChange(next); }}
          renderOption={({ option }) => {
            const said = all.find((each) => each.value === option.value)?.description;
            return <span><span className={styles.suggestion}>{option.label}</span>{said !== undefined && <span className={styles.suggestionNote}>{say(said)}</span>}</span>;
          }}
        />
      </div>
      {about !== undefined && <p className={styles.about}>{say(about)}</p>}
    </>
  );
}
