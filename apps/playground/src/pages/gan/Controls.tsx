import { Chip, NumberInput, Slider } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { withValue } from '../../controls/values.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import styles from './Gan.module.css';
import type { ClassName } from './use-classes.ts';

interface ControlsProps {
  readonly classes: readonly ClassName[];
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** More of them are told by number. */
const mostChips = 24;

/** The dice, how far from the average, and of what. */
export function Controls({ classes, address, change }: ControlsProps) {
  const { t } = useTranslation();
  const { options, seed } = address;
  const set = (name: string, value: unknown) => { change((before) => ({ options: withValue(before.options, [name], value) })); };
  const truncation = typeof options['truncation'] === 'number' ? options['truncation'] : 1;
  const chosen = typeof options['class'] === 'number' ? options['class'] : undefined;
  return (
    <section className={`${panel.panel} ${styles.controls}`}>
      <SeedControl seed={seed} note={t('gan.seedNote')} onChange={(next) => { change({ seed: next }); }} />
      <div>
        <p className={styles.label} id="truncation">{t('gan.truncation')} <b>{truncation.toFixed(2)}</b></p>
        <Slider size="sm" min={0} max={1} step={0.05} value={truncation} label={null} thumbLabel={t('gan.truncation')} onChange={(value) => { set('truncation', value === 1 ? undefined : value); }} />
        <p className={styles.note}>{t('gan.truncationNote')}</p>
      </div>
      {classes.length > 0 && (
        <div>
          <p className={styles.label} id="class">{t('gan.class')}</p>
          {classes.length > mostChips
            ? <NumberInput size="xs" aria-labelledby="class" placeholder={t('gan.anyClass')} min={0} max={classes.length - 1} allowDecimal={false} value={chosen ?? ''} onChange={(value) => { set('class', typeof value === 'number' ? value : undefined); }} />
            : (
              <Chip.Group value={chosen === undefined ? 'any' : String(chosen)} onChange={(value) => { set('class', value === 'any' ? undefined : Number(value)); }}>
                <div className={styles.chips} role="radiogroup" aria-labelledby="class">
                  <Chip value="any" size="xs" variant="outline">{t('gan.anyClass')}</Chip>
                  {classes.map(({ value, label }) => <Chip key={value} value={String(value)} size="xs" variant="outline">{label}</Chip>)}
                </div>
              </Chip.Group>
            )}
        </div>
      )}
    </section>
  );
}
