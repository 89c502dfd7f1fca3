import { Button, Progress } from '@mantine/core';
import { ArrowRight, Pause, Play, RotateCcw, SkipForward, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { pathOf } from '../../app/paths.ts';
import { useFormat } from '../../app/i18n/format.ts';
import { isActive, useTraining } from '../../state/training.ts';
import { useVerdictName } from '../../views/balance/use-verdict-name.ts';
import { isCalm } from '../../workers/protocol/index.ts';
import styles from './RunBar.module.css';

interface RunBarProps {
  /** Why nothing can be started, if so. */
  readonly blocked: string | undefined;
  readonly onStart: () => void;
  readonly onContinue: () => void;
}

/** The play button, and how the run stands. */
export function RunBar({ blocked, onStart, onContinue }: RunBarProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useVerdictName();
  const run = useTraining();
  const { state, stage, last, request, savedStep } = run;
  const active = isActive(state);
  const steps = last?.steps ?? Number(request?.training['steps'] ?? 0);
  const lossEntry = Object.entries(last?.losses ?? {})[0];
  const left = last === undefined || last.samplesPerSecond <= 0 || !active ? undefined : ((last.steps - last.step) * Number(request?.training['batchSize'] ?? 1)) / last.samplesPerSecond;

  return (
    <div className={styles.bar} data-state={state} data-testid="run-bar">
      <div className={styles.top}>
        <div className={styles.buttons}>
          {state === 'idle' && <Button size="md" leftSection={<Play size={17} aria-hidden />} disabled={blocked !== undefined} onClick={onStart}>{t('train.start')}</Button>}
          {state === 'running' && stage !== 'calibrating' && <Button size="md" variant="default" leftSection={<Pause size={17} aria-hidden />} onClick={() => void run.pause()}>{t('train.pause')}</Button>}
          {state === 'paused' && <Button size="md" leftSection={<Play size={17} aria-hidden />} onClick={() => void run.resume()}>{t('train.resume')}</Button>}
          {stage === 'calibrating' && active && <Button size="md" variant="default" leftSection={<SkipForward size={16} aria-hidden />} onClick={() => void run.stop()}>{t('train.skip')}</Button>}
          {active && state !== 'stopping' && stage !== 'calibrating' && <Button size="md" variant="default" leftSection={<Square size={15} aria-hidden />} onClick={() => void run.stop()}>{t('train.stop')}</Button>}
          {(state === 'stopped' || state === 'finished') && request !== undefined && (
            <Button component={Link} to={pathOf(`opfs:${request.name}`, last?.balance === undefined ? request.preview && { name: request.preview.task, output: request.subject } : { name: 'judge' })} size="md" rightSection={<ArrowRight size={17} aria-hidden />}>{t('train.use')}</Button>
          )}
          {(state === 'interrupted' || state === 'stopped' || state === 'failed') && <Button size="md" variant={state === 'interrupted' ? 'filled' : 'default'} leftSection={<Play size={17} aria-hidden />} onClick={onContinue}>{t('train.continue')}</Button>}
          {(state === 'stopped' || state === 'finished' || state === 'failed') && <Button size="md" variant="subtle" color="gray" leftSection={<RotateCcw size={16} aria-hidden />} onClick={() => void run.forget()}>{t('train.again')}</Button>}
          {state === 'interrupted' && <Button size="md" variant="subtle" color="gray" onClick={() => void run.forget()}>{t('train.discard')}</Button>}
        </div>
        <div className={styles.words} role="status">
          <b>{stage !== undefined && active ? t(`train.stage.${stage}`) : t(`train.state.${state}`)}{run.stageProgress !== undefined && active && ` ${stage === 'tokenizer' ? t('train.tokenizerOf', run.stageProgress) : t('train.stageOf', { done: run.stageProgress.done, of: run.stageProgress.of })}`}</b>
          {state === 'idle' && blocked !== undefined && <span>{blocked}</span>}
          {state === 'interrupted' && request !== undefined && (
            <span>{savedStep === undefined ? t('train.interruptedNone', { name: request.name }) : t('train.interrupted', { name: request.name, step: format.number(last?.step ?? savedStep), steps: format.number(steps), saved: format.number(savedStep) })}</span>
          )}
          {last !== undefined && state !== 'idle' && state !== 'interrupted' && <span>{t('train.stepOf', { step: format.number(last.step), steps: format.number(steps) })}</span>}
        </div>
        <dl className={styles.stats}>
          {last !== undefined && (
            <>
              {last.balance !== undefined && <Stat name={t('balance.rightShort')}>{Number.isFinite(last.balance.accuracy) ? `${format.number(100 * last.balance.accuracy)} %` : '–'} <small data-calm={isCalm(last.balance.verdict)}>{nameOf(last.balance.verdict)}</small></Stat>}
              {lossEntry !== undefined && last.balance === undefined && <Stat name={t('train.loss')}>{format.significant(lossEntry[1], 4)}</Stat>}
              <Stat name={t('train.speed')}>{format.significant(last.samplesPerSecond, 3)} <small>{t(request?.written === true ? 'train.speedRows' : request?.subject === undefined || request.subject === 'image' ? 'train.speedUnit' : 'train.speedExamples')}</small></Stat>
              {active && <Stat name={t('train.left')}>{left === undefined ? '–' : format.duration(left)}</Stat>}
              <Stat name={t('train.lastSaved')}>{savedStep === undefined ? t('train.notSaved') : t('train.atStep', { step: format.number(savedStep) })}</Stat>
            </>
          )}
        </dl>
      </div>
      <Progress className={styles.progress} size={4} value={last === undefined || steps === 0 ? 0 : (100 * last.step) / steps} aria-label={t('train.title')} color={state === 'paused' || state === 'interrupted' ? 'gray' : 'ink'} />
    </div>
  );
}

function Stat({ name, children }: { name: string; children: ReactNode }) {
  return <div className={styles.stat}><dt>{name}</dt><dd>{children}</dd></div>;
}
