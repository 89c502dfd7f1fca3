import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { FileAudio, Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { download } from '../../chart/export.ts';
import { compute } from '../../state/compute.ts';
import type { ViewProps } from '../view.ts';
import styles from './AudioView.module.css';
import { soundOf } from './sound.ts';
import { SpectrogramMap } from './SpectrogramMap.tsx';
import { usePlayer } from './use-player.ts';
import { Waveform } from './Waveform.tsx';

/** A sound to hear and to see: its swing, and its frequencies over time. */
export function AudioView({ shown, task, running }: ViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const sound = useMemo(() => soundOf(shown.value), [shown.value]);
  const player = usePlayer(running ? undefined : sound);
  if (sound === undefined) return null;
  const room = Math.floor(width);
  const seconds = format.number(sound.samples.length / sound.rate, 2);
  return (
    <div ref={ref} className={styles.view} data-testid="audio">
      {room > 0 && (
        <>
          <Waveform sound={sound} width={room} height={110} position={player.position} label={t('view.audio.waveform', { seconds })} />
          <SpectrogramMap sound={sound} width={room} />
        </>
      )}
      <div className={styles.foot}>
        <Button size="sm" disabled={running} leftSection={player.playing ? <Square size={15} aria-hidden /> : <Play size={16} aria-hidden />} onClick={player.playing ? player.stop : player.play}>{player.playing ? t('view.audio.stop') : t('view.audio.play')}</Button>
        <span className={styles.facts}>{t('view.audio.facts', { seconds, rate: format.number(sound.rate) })}</span>
        <Button variant="subtle" color="gray" size="compact-sm" disabled={running} leftSection={<FileAudio size={15} aria-hidden />} onClick={() => void compute().soundFile(sound).then((blob) => { download(blob, `figment-${task.name}.wav`); })}>{t('view.audio.save')}</Button>
      </div>
    </div>
  );
}
