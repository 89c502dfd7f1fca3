import { useTranslation } from 'react-i18next';

import { BalanceGauge } from '../../views/balance/BalanceGauge.tsx';
import { type Exhibits, standingOf, takenForReal } from './exhibit.ts';
import styles from './Gan.module.css';
import { Network } from './Network.tsx';

/** What the discriminator says of all of them: whom it believes, whom it sees through, and who is ahead. */
export function Judgement({ exhibits }: { readonly exhibits: Exhibits | undefined }) {
  const { t } = useTranslation();
  const { real = [], made = [], compares = false } = exhibits ?? {};
  const judged = made.length > 0 && made.every(({ realness }) => realness !== undefined);
  const fooled = takenForReal(made);
  const accuracyMade = 1 - fooled / Math.max(1, made.length);
  const accuracyReal = real.length === 0 ? Number.NaN : takenForReal(real) / real.length;
  const accuracy = real.length === 0 ? Number.NaN : (accuracyReal + accuracyMade) / 2;
  return (
    <div className={styles.judge}>
      <p className={styles.way}><Network as="discriminator" name={t('gan.discriminator')} note={t('gan.discriminatorNote')} /></p>
      <p className={styles.note}>{t(compares ? 'gan.halfCompares' : 'gan.half')}</p>
      {judged && (
        <>
          <p className={styles.words} role="status" data-testid="fooled" data-fooled={fooled}>
            {fooled === 0 ? t('gan.fooledNone') : t('gan.fooledSome', { count: fooled, of: made.length })}
            {real.length > 0 && ` ${t('gan.takes', { real: takenForReal(real), made: fooled, of: made.length })} ${t(`gan.stand.${standingOf(accuracy)}`)}`}
          </p>
          {real.length > 0 && <BalanceGauge accuracy={accuracy} accuracyReal={accuracyReal} accuracyMade={accuracyMade} />}
        </>
      )}
    </div>
  );
}
