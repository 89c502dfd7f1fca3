import { ActionIcon, Slider, Tooltip } from '@mantine/core';
import { Pause, Play } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import foot from '../image/Foot.module.css';
import styles from './DenoisingView.module.css';
import { Film } from './Film.tsx';
import type { Frame } from './frames.ts';

interface TimelineProps {
  readonly frames: readonly Frame[];
  /** Steps of the whole way. */
  readonly of: number;
  readonly at: number;
  readonly picture: number;
  /** Frames are still being made. */
  readonly running: boolean;
  readonly onGo: (at: number) => void;
}

/** A way of twenty steps plays in two seconds. */
const frameMs = 100;

/** The way from noise to picture, to go back and forth on. */
export function Timeline({ frames, of, at, picture, running, onGo }: TimelineProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [playing, setPlaying] = useState(false);
  const last = frames.length - 1;
  const place = useRef(at);
  place.current = at;

  useEffect(() => { if (running) setPlaying(false); }, [running]);
  useEffect(() => {
    if (!playing) return;
    const timer = setInterval(() => {
      onGo(Math.min(last, place.current + 1));
      if (place.current + 1 >= last) setPlaying(false);
    }, frameMs);
    return () => { clearInterval(timer); };
  }, [playing, last, onGo]);

  const frame = frames[at];
  if (frame === undefined) return null;
  const length = running ? Math.max(of, frames.length) : frames.length;
  const words = t('view.denoising.at', { step: frame.step, of });
  return (
    <section className={styles.timeline} aria-label={t('view.denoising.timeline')} data-testid="timeline" data-step={frame.step}>
      <div className={styles.bar}>
        <Tooltip label={t(playing ? 'view.denoising.pause' : 'view.denoising.play')}>
          <ActionIcon
            variant="default" size={32} disabled={running || last < 1} aria-label={t(playing ? 'view.denoising.pause' : 'view.denoising.play')}
            onClick={() => {
              if (!playing && at === last) onGo(0);
              setPlaying(!playing);
            }}
          >{playing ? <Pause size={16} aria-hidden /> : <Play size={16} aria-hidden />}</ActionIcon>
        </Tooltip>
        <Slider
          className={styles.slider} min={0} max={Math.max(1, length - 1)} step={1} value={at} disabled={running || last < 1} label={null} thumbLabel={t('view.denoising.timeline')} thumbValueText={words}
          onChange={(next) => { setPlaying(false); onGo(next); }}
        />
        <span className={styles.where}>{words}{frame.noiseLevel !== undefined && <> · {t('view.denoising.noise', { level: format.plain(Number(frame.noiseLevel.toPrecision(2))) })}</>}</span>
      </div>
      <Film frames={frames} length={length} picture={picture} at={at} onGo={(next) => { setPlaying(false); onGo(next); }} />
      <p className={foot.note}>{t('view.denoising.note')}</p>
    </section>
  );
}
