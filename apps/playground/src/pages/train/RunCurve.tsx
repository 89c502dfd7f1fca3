import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { LossChart } from '../../chart/LossChart.tsx';
import { lossName, useTraining } from '../../state/training.ts';
import { balanceSignals } from '../../workers/protocol/index.ts';
import { useRunBackdrop } from './use-run-backdrop.ts';

const lossPrefix = lossName('').split('(')[0] ?? '';

/** The losses of the run as they come. */
export function RunCurve() {
  const { t } = useTranslation();
  const curve = useTraining((training) => training.curve);
  const name = useTraining((training) => training.request?.name);
  const names = Object.keys(curve.values).join();
  const losses = useMemo(() => names.split(',').filter((each) => each.startsWith(lossPrefix)), [names]);
  const backdrop = useRunBackdrop();
  // What is shown as the balance of a run needs no second chart.
  const balanced = useTraining(({ balance }) => balance.last !== undefined);
  const without = useMemo(() => (balanced ? names.split(',').filter((each) => (balanceSignals as readonly string[]).includes(each.split('.').at(-1) ?? '')) : []), [names, balanced]);
  return <LossChart curve={curve} primary={losses} fileName={name ?? 'loss'} backdrop={backdrop} without={without} {...(balanced && { height: 200, yLabel: t('chart.game') })} />;
}
