import { Button, Group, Slider } from '@mantine/core';
import { Dices, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../app/i18n/format.ts';
import styles from './NumbersControl.module.css';

interface NumbersControlProps {
  readonly values: readonly number[];
  readonly onChange: (values: readonly number[]) => void;
  readonly count: number;
  readonly minimum: number;
  readonly maximum: number;
  readonly step: number;
  readonly disabled: boolean;
  readonly label: string;
}

const first = 8;

/** Many numbers by hand: a bank of sliders, each from the middle outwards. */
export function NumbersControl({ values, onChange, count, minimum, maximum, step, disabled, label }: NumbersControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? count : Math.min(first, count);
  const middle = Math.min(maximum, Math.max(minimum, 0));

  const set = (index: number, value: number) => {
    const next = Array.from({ length: count }, (_, i) => (i === index ? value : values[i] ?? middle));
    onChange(trimmed(next, middle));
  };
  const draw = () => {
    // Two uniform numbers make a normal one (Box & Muller 1958): near the middle most of the time.
    const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    onChange(Array.from({ length: count }, () => Math.round(Math.min(maximum, Math.max(minimum, normal())) / step) * step));
  };

  return (
    <div className={styles.bank} role="group" aria-label={label}>
      {Array.from({ length: shown }, (_, i) => (
        <div key={i} className={styles.row}>
          <span className={styles.index}>{i + 1}</span>
          <Slider
            className={styles.slider} size="sm" min={minimum} max={maximum} step={step} value={values[i] ?? middle} marks={[{ value: middle }]} styles={{ bar: { display: 'none' } }} label={null} disabled={disabled}
            thumbLabel={t('input.embedding.number', { index: i + 1 })} onChange={(value) => { set(i, value); }}
          />
          <span className={styles.value}>{format.number(values[i] ?? middle, 1)}</span>
        </div>
      ))}
      <Group gap={6}>
        <Button variant="default" size="compact-sm" leftSection={<Dices size={14} aria-hidden />} disabled={disabled} onClick={draw}>{t('input.embedding.random')}</Button>
        {values.some((value) => value !== middle) && <Button variant="default" size="compact-sm" leftSection={<RotateCcw size={14} aria-hidden />} disabled={disabled} onClick={() => { onChange([]); }}>{t('input.embedding.zero')}</Button>}
        {count > first && <Button variant="subtle" color="gray" size="compact-sm" onClick={() => { setAll(!all); }}>{all ? t('input.embedding.fewer', { count: first }) : t('input.embedding.all', { count })}</Button>}
      </Group>
    </div>
  );
}

function trimmed(values: readonly number[], middle: number): readonly number[] {
  return values.slice(0, values.findLastIndex((value) => value !== middle) + 1);
}
