import { useMemo } from 'react';

import type { Backdrop } from '../../chart/backdrop.ts';
import { useTraining } from '../../state/training.ts';

/** Where the run was out of balance, and the step that is looked back at: the same behind each of its charts. */
export function useRunBackdrop(): Backdrop {
  const incidents = useTraining(({ balance }) => balance.incidents);
  const looked = useTraining((training) => training.looked);
  return useMemo(() => ({
    spans: incidents.flatMap((incident) => (incident.type === 'verdict' && incident.undone !== true ? [{ from: incident.from, to: incident.to }] : [])),
    at: looked === undefined || looked.undone === true ? undefined : looked.step,
  }), [incidents, looked]);
}
