import { Button, SegmentedControl, Slider } from '@mantine/core';
import { FastForward, RotateCcw, StepForward } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import styles from './Noise.module.css';
import { difference, levelAt, type Noisy, partOf } from './noisy.ts';
import { Tile } from './Tile.tsx';
import type { useWalk } from './use-walk.ts';

interface WalkBackProps {
  readonly back: ReturnType<typeof useWalk>;
  readonly noisy: Noisy;
  readonly part: number;
  readonly width: number;
  /** Of the whole way from t = 1. */
  readonly steps: number;
  readonly onSteps: (steps: number) => void;
}

/** From the noisy picture back, one step or all: each keeps a part of the guess and gives back a part of the noise. */
export function WalkBack({ back, noisy, part, width, steps, onSteps }: WalkBackProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { walk, computing, going, arrived, error } = back;
  const footsteps = walk?.footsteps ?? [];
  const at = walk?.at ?? 0;
  const step = footsteps[at - 1];
  const [from, to] = [partOf(noisy.levels, step?.time ?? 0), at < footsteps.length ? partOf(noisy.levels, footsteps[at]?.time ?? 0) : 0];
  const level = levelAt(noisy.levels, to);
  const small = footsteps.length > 12 ? 32 : 48;
  return (
    <section className={panel.panel} aria-labelledby="back" data-testid="walk" data-at={at} data-of={footsteps.length} data-state={computing ? 'computing' : going ? 'going' : arrived ? 'arrived' : 'resting'}>
      <h2 id="back" className={panel.title}>{t('noise.backTitle')}</h2>
      <p className={panel.note}>{t('noise.backNote')}</p>
      <div className={styles.actions}>
        <Button leftSection={<StepForward size={16} aria-hidden />} variant="default" disabled={arrived || going} loading={computing && !going} onClick={() => void back.go(false, part, steps)}>{t('noise.oneStep')}</Button>
        <Button leftSection={<FastForward size={16} aria-hidden />} disabled={arrived || going || computing} onClick={() => void back.go(true, part, steps)}>{t('noise.allSteps')}</Button>
        {walk !== undefined && <Button leftSection={<RotateCcw size={15} aria-hidden />} variant="subtle" color="gray" onClick={back.reset}>{t('noise.backToStart')}</Button>}
        <label className={styles.steps}>
          <span>{t('noise.steps')}</span>
          <SegmentedControl size="xs" value={String(steps)} disabled={computing || going} aria-label={t('noise.steps')} onChange={(next) => { onSteps(Number(next)); }} data={['5', '10', '20', '50']} />
        </label>
      </div>
      {error !== undefined && <ErrorPanel error={error} />}
      {step !== undefined && (
        <>
          <div className={styles.equation}>
            <Tile picture={at > 1 ? footsteps[at - 2]?.sample : noisy.sample} width={width} symbol={<>x<sub>t</sub></>} name={`t = ${format.number(from, 2)}`} />
            <span className={styles.factor} style={{ height: width }}><i>→</i></span>
            <Tile picture={step.clean} width={width} symbol={<>x̂<sub>0</sub></>} name={t('noise.guess')} />
            <span className={styles.factor} style={{ height: width }}><i>→</i></span>
            <Tile picture={step.sample} width={width} symbol={<>x<sub>t′</sub></>} name={`t′ = ${format.number(to, 2)}`} />
          </div>
          <p className={styles.formula}>
            <span>{t('noise.stepOf', { step: at, of: footsteps.length })}</span>
            {level !== undefined && <span>x<sub>t′</sub> = <b data-of="picture">{format.number(to === 0 ? 1 : level.alpha, 2)}</b> · x̂<sub>0</sub> + <b data-of="noise">{format.number(to === 0 ? 0 : level.sigma, 2)}</b> · ε̂</span>}
          </p>
          {footsteps.length > 1 && <Slider size="sm" min={1} max={footsteps.length} step={1} value={at} label={null} thumbLabel={t('noise.stepLabel')} onChange={back.look} />}
          <ol className={styles.trail} aria-label={t('noise.trail')}>
            {footsteps.slice(0, at).map(({ sample }, i) => <li key={i} data-now={i === at - 1}><PictureCanvas picture={sample} width={small} label="" /></li>)}
          </ol>
          <p className={styles.words} role="status">{arrived ? t('noise.arrived', { difference: format.number(difference(step.sample, noisy.picture), 2) }) : t('noise.onTheWay')}</p>
        </>
      )}
    </section>
  );
}
