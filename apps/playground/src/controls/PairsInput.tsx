import { ActionIcon, Button, Input, NumberInput, TextInput } from '@mantine/core';
import { Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

import styles from './SchemaForm.module.css';

type Pairs = Readonly<Record<string, string | number>>;

interface PairsInputProps {
  readonly id: string;
  readonly label: ReactNode;
  readonly items: 'text' | 'integer' | 'number' | 'any';
  readonly pairs: Pairs;
  readonly onChange: (pairs: Pairs) => void;
  readonly disabled: boolean;
  readonly describedBy: string;
}

/** Names of one's own, each with its value: a row for each, and an empty one to add the next. */
export function PairsInput({ id, label, items, pairs, onChange, disabled, describedBy }: PairsInputProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [value, setValue] = useState<string | number>('');
  const isNumber = items === 'integer' || items === 'number';
  const ready = name !== '' && value !== '' && (!isNumber || typeof value === 'number');
  const add = () => {
    if (!ready) return;
    onChange({ ...pairs, [name]: value });
    setName('');
    setValue('');
  };
  return (
    <Input.Wrapper size="sm" label={label} labelProps={{ htmlFor: id }}>
      <div className={styles.pairs}>
        {Object.entries(pairs).map(([each, held]) => (
          <div key={each} className={styles.pair}>
            <span className="mono">{each}</span>
            {isNumber
              ? <NumberInput size="xs" hideControls aria-label={each} value={held} allowDecimal={items === 'number'} disabled={disabled} onChange={(next) => { if (typeof next === 'number') onChange({ ...pairs, [each]: next }); }} />
              : <TextInput size="xs" aria-label={each} value={held} disabled={disabled} onChange={(event) => { onChange({ ...pairs, [each]: event.currentTarget.value }); }} />}
            <ActionIcon size={26} aria-label={t('form.tags.remove', { value: each })} disabled={disabled} onClick={() => { onChange(Object.fromEntries(Object.entries(pairs).filter(([other]) => other !== each))); }}><X size={14} aria-hidden /></ActionIcon>
          </div>
        ))}
        <div className={styles.pair}>
          <TextInput id={id} size="xs" aria-describedby={describedBy} placeholder={t('form.pairs.name')} value={name} disabled={disabled} onChange={(event) => { setName(event.currentTarget.value); }} />
          {isNumber
            ? <NumberInput size="xs" hideControls aria-label={t('form.pairs.value')} placeholder={t('form.pairs.value')} value={value} allowDecimal={items === 'number'} disabled={disabled} onChange={setValue} onKeyDown={(event) => { if (event.key === 'Enter') add(); }} />
            : <TextInput size="xs" aria-label={t('form.pairs.value')} placeholder={t('form.pairs.value')} value={value} disabled={disabled} onChange={(event) => { setValue(event.currentTarget.value); }} onKeyDown={(event) => { if (event.key === 'Enter') add(); }} />}
          <Button size="compact-xs" px={5} variant="default" aria-label={t('form.pairs.add')} disabled={disabled || !ready} onClick={add}><Plus size={14} aria-hidden /></Button>
        </div>
      </div>
    </Input.Wrapper>
  );
}
