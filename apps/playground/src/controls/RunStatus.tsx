import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../app/i18n/format.ts';
import type { Generation } from '../state/generation.ts';
import styles from './RunStatus.module.css';

interface RunStatusProps {
  /** What is being done. */
  readonly title: string;
  readonly generation: Generation;
}

/** A bar is seen to have begun, where nobody knows how long it will be. */
const begunPercent = 5;

/** How far a run is, and of the last one what it was thrown with and how long it took. */
export function RunStatus({ title, generation: { state, step, result } }: RunStatusProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const running = state === 'running';
  const percent = step?.of === undefined ? begunPercent : (100 * step.step) / step.of;
  return (
    <>
      <div className={styles.status} role="status">
        {running
          ? <><span>{step === undefined ? title : step.of === undefined ? t('generate.runningOpen', { step: step.step }) : t('generate.running', { step: step.step, of: step.of })}</span><span>{t('common.ms', { count: Math.round(step?.ms ?? 0) })}</span></>
          : state === 'done' && result !== undefined
            ? <><span>{t('common.seed')} <b className="mono">{result.request.seed}</b></span><span>{t('generate.took', { ms: format.number(result.ms), backend: result.backend })}</span></>
            : <span>{state === 'stopped' ? t('generate.stopped', { step: step?.step ?? 0 }) : t('generate.empty')}</span>}
      </div>
      <Progress className={styles.progress} size={2} value={running ? percent : 0} aria-label={title} />
    </>
  );
}
