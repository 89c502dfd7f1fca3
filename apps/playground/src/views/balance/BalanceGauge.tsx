import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { roleColours } from '../../chart/colours.ts';
import { balancedFrom, balancedTo } from './balanced.ts';
import styles from './Balance.module.css';

interface BalanceGaugeProps {
  /** Of real and made pictures together that it tells rightly. */
  readonly accuracy: number;
  readonly accuracyReal: number;
  readonly accuracyMade: number;
}

/** Who is ahead: how often the discriminator is right, between being fooled always and never. Half-way it is right by chance only. */
export function BalanceGauge({ accuracy, accuracyReal, accuracyMade }: BalanceGaugeProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const percent = (share: number): string => (Number.isFinite(share) ? `${format.number(100 * share)} %` : '–');
  const marks = [
    { name: t('balance.ofReal'), share: accuracyReal, colour: roleColours.real },
    { name: t('balance.ofMade'), share: accuracyMade, colour: roleColours.made },
  ];
  return (
    <div className={styles.gauge}>
      <div className={styles.scale} role="img" aria-label={[t('balance.right', { percent: percent(accuracy) }), ...marks.map(({ name, share }) => `${name} ${percent(share)}`)].join(', ')}>
        <span className={styles.band} style={{ left: `${100 * balancedFrom}%`, width: `${100 * (balancedTo - balancedFrom)}%` }} />
        <span className={styles.half} />
        {marks.map(({ name, share, colour }) => Number.isFinite(share) && <span key={name} className={styles.tick} style={{ left: `${100 * share}%`, background: colour }} />)}
        {Number.isFinite(accuracy) && <span className={styles.needle} style={{ left: `${100 * accuracy}%` }} />}
      </div>
      <p className={styles.ends} aria-hidden><span>{t('balance.fooled')}</span><span>50 %</span><span>{t('balance.sees')}</span></p>
      <p className={styles.readout}>
        <span><b>{t('balance.right', { percent: percent(accuracy) })}</b></span>
        {marks.map(({ name, share, colour }) => <span key={name}><i style={{ background: colour }} />{name} <b>{percent(share)}</b></span>)}
      </p>
    </div>
  );
}
