import { useElementSize } from '@mantine/hooks';
import { CircleCheck, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { PictureCanvas } from '../image/PictureCanvas.tsx';
import { integerScale, picturesOf } from '../image/pixels.ts';
import type { ViewProps } from '../view.ts';
import styles from './ScoreView.module.css';

interface Score { readonly score: number; readonly threshold: number }

/** A score against its threshold: as words, as numbers, and as a place on a line. */
export function ScoreView({ shown, inputs, lastStep }: ViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const { score, threshold } = shown.value as Score;
  const odd = score > threshold;
  const Icon = odd ? TriangleAlert : CircleCheck;
  const end = Math.max(score, threshold) * 1.25;
  const place = (value: number): number => Math.min(100, Math.max(0, (100 * value) / end));
  const pictures = [
    ...Object.values(inputs).flatMap((input) => (input.kind === 'image' ? picturesOf(input.value).slice(0, 1).map((picture) => ({ picture, label: t('generate.given') })) : [])),
    // What the model was thinking while it scored: the picture as it rebuilt it, where it was wrong.
    ...Object.entries({ rebuilt: lastStep?.sample?.value, ...lastStep?.extras }).flatMap(([name, value]) => picturesOf(value).slice(0, 1).map((picture) => ({ picture, label: t(`view.score.part.${name}`, { defaultValue: name }) }))),
  ];
  return (
    <div ref={ref} className={styles.view}>
      <div className={styles.pictures}>
        {pictures.map(({ picture, label }, i) => (
          <figure key={i} className={styles.figure}>
            <PictureCanvas picture={picture} width={integerScale(picture.width, Math.max(64, Math.min(160, (width - 24) / 3))) * picture.width} label={label} />
            <figcaption>{label}</figcaption>
          </figure>
        ))}
      </div>
      <div className={styles.body}>
        <p className={styles.verdict} data-odd={odd}><Icon size={22} strokeWidth={1.75} aria-hidden />{odd ? t('view.score.odd') : t('view.score.normal')}</p>
        <p className={styles.times}>{t('view.score.times', { ratio: format.significant(score / threshold, 3) })}</p>
        <div className={styles.gauge} role="img" aria-label={t('view.score.alt', { score: format.significant(score), threshold: format.significant(threshold) })}>
          <div className={styles.bar} data-odd={odd} style={{ width: `${place(score)}%` }} />
          <div className={styles.mark} style={{ left: `${place(threshold)}%` }} />
          <span className={styles.markLabel} style={{ left: `${place(threshold)}%` }} data-end={width > 0 && place(threshold) > 70}>{t('view.score.threshold')} {format.significant(threshold)}</span>
        </div>
        <p className={styles.number}>{t('view.score.score')} <b>{format.significant(score)}</b></p>
        <p className={styles.note}>{t('view.score.note')}</p>
      </div>
    </div>
  );
}
