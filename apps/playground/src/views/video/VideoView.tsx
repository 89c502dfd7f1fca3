import { ActionIcon, Button, Chip, SegmentedControl, Slider, Tooltip } from '@mantine/core';
import { useElementSize, useReducedMotion } from '@mantine/hooks';
import { Film, Pause, Play } from 'lucide-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { download } from '../../chart/export.ts';
import { gifOf } from '../image/gif.ts';
import { PictureCanvas } from '../image/PictureCanvas.tsx';
import { integerScale, picturesOf } from '../image/pixels.ts';
import type { ViewProps } from '../view.ts';
import { usualPace } from './ClipCanvas.tsx';
import styles from './VideoView.module.css';

const paces = [4, 8, 16] as const;

/** A clip to play, to go through frame by frame, and to take away. */
export function VideoView({ shown, task, running }: ViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const calm = useReducedMotion();
  const { ref, width } = useElementSize();
  const frames = useMemo(() => picturesOf(shown.value), [shown.value]);
  const [at, setAt] = useState(0);
  const [isPlaying, setPlaying] = useState(!calm);
  const [loops, setLoops] = useState(true);
  const [pace, setPace] = useState<number>(usualPace);
  const last = frames.length - 1;
  const frame = Math.min(at, Math.max(0, last));

  useEffect(() => { if (calm) setPlaying(false); }, [calm]);
  useEffect(() => {
    if (!isPlaying || last < 1) return;
    const timer = setTimeout(() => {
      if (frame < last || loops) setAt(frame < last ? frame + 1 : 0);
      else setPlaying(false);
    }, 1000 / pace);
    return () => { clearTimeout(timer); };
  }, [isPlaying, frame, last, loops, pace]);

  const [first] = frames;
  const picture = frames[frame];
  if (first === undefined || picture === undefined) return null;
  const scale = integerScale(first.width, Math.min(width, 288));
  const small = integerScale(first.width, Math.max(first.width, Math.min(64, width / frames.length - 6)));
  const toggle = (): void => {
    // From the end it begins anew.
    if (!isPlaying && frame === last) setAt(0);
    setPlaying(!isPlaying);
  };
  const look = (next: number): void => { setPlaying(false); setAt(next); };
  return (
    <div ref={ref} className={styles.view} data-testid="video" data-frame={frame} data-playing={isPlaying}>
      {width > 0 && <PictureCanvas picture={picture} width={scale * first.width} label={t('view.video.alt', { frame: frame + 1, count: frames.length, width: first.width, height: first.height })} />}
      <div className={styles.bar}>
        <Tooltip label={t(isPlaying ? 'view.video.pause' : 'view.video.play')}>
          <ActionIcon variant="filled" color="ink" size={36} aria-label={t(isPlaying ? 'view.video.pause' : 'view.video.play')} onClick={toggle}>{isPlaying ? <Pause size={18} aria-hidden /> : <Play size={18} aria-hidden />}</ActionIcon>
        </Tooltip>
        <Slider className={styles.scrub} size="sm" min={0} max={Math.max(1, last)} step={1} value={frame} label={null} thumbLabel={t('view.video.frame')} onChange={look} />
        <span className={styles.count}>{format.number(frame + 1)} / {format.number(frames.length)}</span>
      </div>
      <div className={styles.strip} role="group" aria-label={t('view.video.frames')}>
        {width > 0 && frames.map((each, i) => (
          <button key={i} type="button" className={styles.frame} aria-pressed={i === frame} aria-label={t('view.video.alt', { frame: i + 1, count: frames.length, width: each.width, height: each.height })} onClick={() => { look(i); }}>
            <PictureCanvas picture={each} width={small * each.width} label="" />
          </button>
        ))}
      </div>
      <div className={styles.foot}>
        <label className={styles.pace}>{t('view.video.pace')} <SegmentedControl size="xs" value={String(pace)} aria-label={t('view.video.pace')} onChange={(next) => { setPace(Number(next)); }} data={paces.map(String)} /></label>
        <Chip size="xs" variant="outline" checked={loops} onChange={setLoops}>{t('view.video.loop')}</Chip>
        <Button variant="subtle" color="gray" size="compact-sm" disabled={running} leftSection={<Film size={15} aria-hidden />} onClick={() => void gifOf(frames.map((each) => [each]), 1, integerScale(first.width, 256), { frameMs: 1000 / pace, holdMs: 1000 / pace }).then((blob) => { download(blob, `figment-${task.name}.gif`); })}>{t('view.video.save')}</Button>
      </div>
    </div>
  );
}
