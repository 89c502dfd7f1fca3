import type { TrainEvent } from '@figment/core';

const done: Readonly<Record<NonNullable<TrainEvent['intervention']>['kind'], string>> = { stop: 'stopped', scaleRate: 'goes on at other rates', rollBack: 'goes back' };

/** `step 500: goes back to step 400 (rates x 0.5). modeCollapse: …`: what a policy did after a step, and why. Empty where it did nothing. */
export function interventionText({ step, intervention }: Pick<TrainEvent, 'step' | 'intervention'>): string {
  if (intervention === undefined) return '';
  const { kind, to, rates = {}, reason } = intervention;
  const factors = Object.entries(rates).map(([objective, factor]) => `${objective} x ${String(Number(factor.toPrecision(3)))}`);
  const where = to === undefined ? '' : ` to step ${to.toLocaleString('en-US')}`;
  return `step ${step.toLocaleString('en-US')}: ${done[kind]}${where}${factors.length === 0 ? '' : ` (${factors.join(', ')})`}. ${reason}`;
}
