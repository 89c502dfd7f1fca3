import { ActionIcon } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { soundOf } from '../audio/sound.ts';
import { usePlayer } from '../audio/use-player.ts';
import { Waveform } from '../audio/Waveform.tsx';
import styles from './Small.module.css';

/** A sound in one line, to be heard. */
export function PlayableSound({ value, width, label }: { readonly value: unknown; readonly width: number; readonly label: string }) {
  const { t } = useTranslation();
  const sound = useMemo(() => soundOf(value), [value]);
  const player = usePlayer(sound);
  if (sound === undefined) return null;
  return (
    <div className={styles.sound}>
      <ActionIcon variant="light" color="ink" size={34} aria-label={`${t(player.playing ? 'view.audio.stop' : 'view.audio.play')}: ${label}`} onClick={player.playing ? player.stop : player.play}>{player.playing ? <Square size={15} aria-hidden /> : <Play size={16} aria-hidden />}</ActionIcon>
      <Waveform sound={sound} width={Math.max(40, width - 46)} height={44} position={player.position} label={label} />
    </div>
  );
}
