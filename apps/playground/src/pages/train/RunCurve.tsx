import { useMemo } from 'react';

import { LossChart } from '../../chart/LossChart.tsx';
import { lossName, useTraining } from '../../state/training.ts';

const lossPrefix = lossName('').split('(')[0] ?? '';

/** The losses of the run as they come. */
export function RunCurve() {
  const curve = useTraining((training) => training.curve);
  const name = useTraining((training) => training.request?.name);
  const names = Object.keys(curve.values).join();
  const losses = useMemo(() => names.split(',').filter((each) => each.startsWith(lossPrefix)), [names]);
  return <LossChart curve={curve} primary={losses} fileName={name ?? 'loss'} />;
}
