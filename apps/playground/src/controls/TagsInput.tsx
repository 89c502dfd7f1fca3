import { Pill, PillsInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { type Tag, tagFrom, tagText } from './tags.ts';
import styles from './TagsInput.module.css';

interface TagsInputProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly items: 'text' | 'integer' | 'number' | 'any';
  readonly values: readonly Tag[];
  readonly onChange: (values: readonly Tag[]) => void;
  readonly disabled: boolean;
  readonly describedBy: string;
}

/** A list, each value with a cross to take it away. Spaces count; a line's end is written \n. */
export function TagsInput({ id, label, items, values, onChange, disabled, describedBy }: TagsInputProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const next = tagFrom(typed, items);
  const add = () => {
    if (next !== undefined) onChange([...values, next]);
    if (next !== undefined) setTyped('');
  };
  return (
    <PillsInput size="sm" label={label} labelProps={{ htmlFor: id }} disabled={disabled} error={typed !== '' && next === undefined ? t(`form.tags.${items === 'integer' ? 'integer' : 'number'}`) : undefined}>
      <Pill.Group gap={4}>
        {values.map((value, i) => (
          <Pill key={i} className={styles.tag} withRemoveButton={!disabled} removeButtonProps={{ 'aria-label': t('form.tags.remove', { value: tagText(value) }), tabIndex: 0, 'aria-hidden': false }} onRemove={() => { onChange(values.filter((_, at) => at !== i)); }}>{tagText(value)}</Pill>
        ))}
        <PillsInput.Field
          id={id} disabled={disabled} aria-describedby={describedBy} value={typed} inputMode={items === 'integer' ? 'numeric' : items === 'number' ? 'decimal' : 'text'}
          placeholder={values.length > 0 ? '' : t(items === 'text' || items === 'any' ? 'form.tags.text' : 'form.tags.numbers')}
          onChange={(event) => { setTyped(event.currentTarget.value); }}
          onBlur={add}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing) return;
            if (event.key === 'Enter' || (event.key === ',' && items !== 'text')) {
              event.preventDefault();
              add();
            }
            if (event.key === 'Backspace' && typed === '' && values.length > 0) onChange(values.slice(0, -1));
          }}
        />
      </Pill.Group>
    </PillsInput>
  );
}
