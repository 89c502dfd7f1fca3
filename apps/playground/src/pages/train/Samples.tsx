import { Slider } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useElementSize } from '@mantine/hooks';

import { useFormat } from '../../app/i18n/format.ts';
import { useTraining } from '../../state/training.ts';
import type { TextSample } from '../../workers/protocol/index.ts';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import { picturesOf } from '../../views/image/pixels.ts';
import styles from './Samples.module.css';
import { TextSamples } from './TextSamples.tsx';

/** What the model makes now, and by dragging back, what it made before. */
export function Samples() {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const previews = useTraining((training) => training.previews);
  const request = useTraining((training) => training.request);
  const previewProblem = useTraining((training) => training.previewProblem);
  const state = useTraining((training) => training.state);
  const [held, setHeld] = useState<number | undefined>(undefined);
  const index = held === undefined ? previews.length - 1 : Math.min(held, previews.length - 1);
  const preview = previews[index];
  // The same objects for the same pictures: a canvas is drawn once.
  const made = useMemo(() => (preview === undefined ? [] : picturesOf(preview.output.value)), [preview]);
  const given = useMemo(() => Object.values(preview?.inputs ?? {}).flatMap(({ value }) => picturesOf(value)), [preview?.inputs]);
  if (preview === undefined) {
    return (
      <p className={styles.empty}>
        {previewProblem !== undefined ? t('train.slowPreview', { step: previewProblem.step, message: previewProblem.error.message })
          : request?.preview !== undefined && state !== 'idle' ? t('train.samplesEmpty', { step: format.number(Math.min(request.preview.every, Number(request.training['steps'] ?? request.preview.every))) }) : t('train.samplesIdle')}
      </p>
    );
  }
  const paired = given.length > 0 && given.length === made.length;
  const [first] = made;
  const texts = preview.output.kind === 'text-samples' ? preview.output.value as readonly TextSample[] : undefined;
  if (first === undefined && texts === undefined) return null;
  const { columns, size } = arranged(made.length, first?.width ?? 1, width);
  // Rows are full: a picture more or less says nothing.
  const rows = Array.from({ length: Math.max(1, Math.floor(made.length / columns)) }, (_, row) => row * columns);
  return (
    <div ref={ref}>
      {texts !== undefined && <TextSamples samples={texts} />}
      {texts === undefined && width > 0 && rows.map((from) => (
        <div key={from} className={styles.rows}>
          {paired && <div className={styles.row} aria-hidden>{given.slice(from, from + columns).map((picture, i) => <PictureCanvas key={i} picture={picture} width={size} label="" />)}</div>}
          <div className={styles.row}>{made.slice(from, from + columns).map((picture, i) => <PictureCanvas key={i} picture={picture} width={size} label={t('view.image.alt', { index: from + i + 1, count: made.length, width: picture.width, height: picture.height })} />)}</div>
        </div>
      ))}
      <div className={styles.scrub}>
        <span className={styles.step}>{t('train.sampleAt', { step: format.number(preview.step) })}</span>
        {previews.length > 1 && (
          <Slider
            className={styles.slider} size="sm" min={0} max={previews.length - 1} step={1} value={index} label={(value) => t('train.sampleAt', { step: format.number(previews[value]?.step ?? 0) })}
            thumbLabel={t('train.scrub')} onChange={(value) => { setHeld(value === previews.length - 1 ? undefined : value); }}
          />
        )}
      </div>
      <p className={styles.note}>{previewProblem !== undefined ? t('train.slowPreview', { step: previewProblem.step, message: previewProblem.error.message }) : `${paired ? t('train.pairs') : ''} ${previews.length > 1 ? t('train.scrubNote') : ''}`}</p>
    </div>
  );
}

/** Enlarged by the largest whole factor that still leaves room for several beside each other. */
function arranged(count: number, side: number, width: number): { readonly columns: number; readonly size: number } {
  const wanted = Math.min(count, width > 560 ? 6 : 4);
  let factor = 1;
  while (fitting(side * (factor + 1), width) >= wanted && side * (factor + 1) <= 128) factor++;
  return { columns: Math.min(count, Math.max(1, fitting(side * factor, width))), size: side * factor };
}

function fitting(size: number, width: number): number {
  return Math.floor((width + 6) / (size + 6));
}
