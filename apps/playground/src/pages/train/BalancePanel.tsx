import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import { roleColours } from '../../chart/colours.ts';
import { ShareChart, type ShareLine } from '../../chart/ShareChart.tsx';
import { useTraining } from '../../state/training.ts';
import { BalanceGauge } from '../../views/balance/BalanceGauge.tsx';
import { balancedFrom, balancedTo } from '../../views/balance/balanced.ts';
import { VerdictWords } from '../../views/balance/VerdictWords.tsx';
import styles from './BalancePanel.module.css';
import { IncidentList } from './IncidentList.tsx';
import { useRunBackdrop } from './use-run-backdrop.ts';

/** How two networks that learn against each other stand: in words, on a scale, over the steps, and what went wrong when. */
export function BalancePanel() {
  const { t } = useTranslation();
  const curve = useTraining(({ balance }) => balance.curve);
  const last = useTraining(({ balance }) => balance.last);
  const backdrop = useRunBackdrop();
  const accuracies = useMemo((): readonly ShareLine[] => [
    { name: 'accuracy', title: t('balance.both'), colour: roleColours.discriminator },
    { name: 'accuracyReal', title: t('balance.ofReal'), colour: roleColours.real },
    { name: 'accuracyMade', title: t('balance.ofMade'), colour: roleColours.made },
  ], [t]);
  const others = useMemo((): readonly ShareLine[] => [
    { name: 'diversity', title: t('balance.diversity'), colour: 'var(--series-4)' },
    { name: 'coverage', title: t('balance.coverage'), colour: 'var(--series-5)' },
    { name: 'overfitting', title: t('balance.overfitting'), colour: 'var(--series-6)' },
    { name: 'augmentation', title: t('balance.augmentation'), colour: 'var(--dim)' },
  ], [t]);
  if (last === undefined) return null;
  return (
    <section className={panel.panel} aria-labelledby="balance" data-testid="balance">
      <h2 id="balance" className={panel.title}>{t('balance.title')}</h2>
      <div className={styles.now}>
        <VerdictWords verdict={last.verdict} reason={last.reason} />
        <BalanceGauge accuracy={last.accuracy} accuracyReal={last.accuracyReal} accuracyMade={last.accuracyMade} />
      </div>
      <div className={styles.charts}>
        <ShareChart title={t('balance.rightOver')} note={t('balance.rightNote')} curve={curve} lines={accuracies} backdrop={{ ...backdrop, band: [balancedFrom, balancedTo], line: 0.5 }} />
        <ShareChart title={t('balance.variety')} note={t('balance.varietyNote')} curve={curve} lines={others} backdrop={backdrop} />
      </div>
      <IncidentList />
    </section>
  );
}
