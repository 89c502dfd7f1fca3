import { ActionIcon, NumberInput, Tooltip } from '@mantine/core';
import { Dice1, Dice2, Dice3, Dice4, Dice5, Dice6 } from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';

import { throwDice } from '../state/generate-url.ts';
import styles from './SeedControl.module.css';

const faces = [Dice1, Dice2, Dice3, Dice4, Dice5, Dice6] as const;

interface SeedControlProps {
  readonly seed: number;
  readonly onChange: (seed: number) => void;
  readonly disabled?: boolean;
  readonly note?: string;
}

/** The number behind the dice, and the die that throws a new one. The face that lies up follows from the number. */
export function SeedControl({ seed, onChange, disabled = false, note }: SeedControlProps) {
  const { t } = useTranslation();
  const id = useId();
  const Face = faces[seed % faces.length] ?? Dice5;
  return (
    <div>
      <div className={styles.seed}>
        <label className={styles.label} htmlFor={id}>{t('generate.seed')}</label>
        <NumberInput
          id={id} className={styles.number} value={seed} min={0} max={4_294_967_295} allowDecimal={false} allowNegative={false} hideControls disabled={disabled} aria-describedby={`${id}-note`}
          onChange={(next) => { if (typeof next === 'number' && Number.isSafeInteger(next)) onChange(next); }}
        />
        <Tooltip label={t('generate.throw')}>
          <ActionIcon key={seed} className={styles.die} variant="light" color="ink" size={36} aria-label={t('generate.throw')} disabled={disabled} onClick={() => { onChange(throwDice()); }}>
            <Face size={24} strokeWidth={1.75} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
      <p className={styles.note} id={`${id}-note`}>{note ?? t('generate.seedNote')}</p>
    </div>
  );
}
