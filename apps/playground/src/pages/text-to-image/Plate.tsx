import { Button, CopyButton, Progress } from '@mantine/core';
import { Check, Info, Link2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import type { Denoising } from '../../state/denoising.ts';
import { DenoisingView } from '../../views/denoising/DenoisingView.tsx';
import type { DataSetDescription, TaskDescription } from '../../workers/protocol/index.ts';
import styles from './TextToImage.module.css';

interface PlateProps {
  readonly task: TaskDescription;
  readonly denoising: Denoising;
  readonly set: DataSetDescription | undefined;
}

/** Pictures as they come out of noise, how far they are, and what went otherwise than asked. */
export function Plate({ task, denoising, set }: PlateProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const say = usePluginText();
  const { state, step, result, error, way } = denoising;
  const running = state === 'running';
  const done = state === 'done' && result !== undefined ? result : undefined;
  return (
    <section className={panel.panel} aria-label={t('textToImage.result')} data-testid="plate" data-state={state} data-task={done?.request.task} data-seed={done?.request.seed}>
      <div className={styles.status} role="status">
        {running
          ? <><span>{step === undefined ? say(task.title) : step.of === undefined ? t('generate.runningOpen', { step: step.step }) : t('generate.running', { step: step.step, of: step.of })}</span><span>{t('common.ms', { count: Math.round(step?.ms ?? 0) })}</span></>
          : done !== undefined
            ? <><span>{t('common.seed')} <b className="mono">{done.request.seed}</b></span><span>{t('generate.took', { ms: format.number(done.ms), backend: done.backend })}</span></>
            : <span>{state === 'stopped' ? t('generate.stopped', { step: step?.step ?? 0 }) : t('generate.empty')}</span>}
      </div>
      <Progress className={styles.progress} size={2} value={running && step?.of !== undefined ? (100 * step.step) / step.of : 0} aria-label={say(task.title)} />
      {error !== undefined && <ErrorPanel error={error} />}
      {way.warnings.map(({ code, message }) => (
        <p key={message} className={styles.warning} role="status" data-testid="warning" data-code={code}><Info size={17} strokeWidth={1.75} aria-hidden /><span>{say(message)}</span></p>
      ))}
      {state !== 'failed' && <DenoisingView task={task} frames={way.frames} of={way.of} output={done?.output} running={running} data={set} />}
      <div className={styles.share}>
        <CopyButton value={location.href}>
          {({ copied, copy }) => <Button variant="subtle" color="gray" size="compact-sm" leftSection={copied ? <Check size={15} aria-hidden /> : <Link2 size={15} aria-hidden />} onClick={copy}>{copied ? t('common.copied') : t('generate.link')}</Button>}
        </CopyButton>
        <span className={styles.fine}>{t('textToImage.linkNote')}</span>
      </div>
    </section>
  );
}
