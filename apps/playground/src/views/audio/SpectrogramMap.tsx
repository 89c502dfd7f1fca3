import { useMantineColorScheme } from '@mantine/core';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { resolvedColour } from '../../chart/colours.ts';
import styles from './AudioView.module.css';
import { type Sound, spectrogram } from './sound.ts';

/** Which frequencies sound when: low ones at the bottom, loud ones dark. */
export function SpectrogramMap({ sound, width }: { readonly sound: Sound; readonly width: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { colorScheme } = useMantineColorScheme();
  const { columns, bands, levels } = useMemo(() => spectrogram(sound.samples), [sound]);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    context.clearRect(0, 0, columns, bands);
    context.fillStyle = resolvedColour('var(--accent)');
    for (let column = 0; column < columns; column++) {
      for (let band = 0; band < bands; band++) {
        context.globalAlpha = (levels[column * bands + band] ?? 0) ** 1.5;
        context.fillRect(column, bands - 1 - band, 1, 1);
      }
    }
  }, [columns, bands, levels, colorScheme]);
  const seconds = sound.samples.length / sound.rate;
  return (
    <figure className={styles.spectrogram}>
      <canvas ref={canvas} width={columns} height={bands} style={{ width, height: 140 }} role="img" aria-label={t('view.audio.spectrogram')} />
      <figcaption className={styles.axis}><span>0 s</span><span>{t('view.audio.axis', { kHz: format.number(sound.rate / 2000, 1) })}</span><span>{format.number(seconds, 2)} s</span></figcaption>
    </figure>
  );
}
