import { useLayoutEffect, useRef } from 'react';
import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { resolvedColour } from '../../chart/colours.ts';
import { isPlain } from '../image/pixels.ts';
import type { ViewProps } from '../view.ts';
import styles from './EmbeddingView.module.css';

/** A vector as a map of cells: what is above zero in the accent, what is below in grey. */
export function EmbeddingView({ shown }: ViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { colorScheme } = useMantineColorScheme();
  const canvas = useRef<HTMLCanvasElement>(null);
  const values = isPlain(shown.value) ? Array.from(shown.value.data) : [];
  const count = values.length;
  const columns = Math.min(count, count <= 64 ? 16 : 32);
  const rows = Math.ceil(count / Math.max(1, columns));
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, count);
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, count));

  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const [above, below] = [resolvedColour('var(--accent)'), resolvedColour('var(--dim)')];
    const largest = Math.max(1e-6, ...values.map(Math.abs));
    context.clearRect(0, 0, columns, rows);
    for (const [i, value] of values.entries()) {
      context.globalAlpha = Math.abs(value) / largest;
      context.fillStyle = value >= 0 ? above : below;
      context.fillRect(i % columns, Math.floor(i / columns), 1, 1);
    }
  });

  return (
    <figure className={styles.figure} data-scheme={colorScheme}>
      <canvas ref={canvas} className={styles.map} width={columns} height={rows} style={{ width: columns * 18, maxWidth: '100%' }} role="img" aria-label={t('view.embedding.alt', { count })} />
      <figcaption>
        {t('view.embedding.summary', { count, mean: format.significant(mean, 2), deviation: format.significant(deviation, 2) })}
        <br />{t('view.embedding.map')}
      </figcaption>
    </figure>
  );
}
