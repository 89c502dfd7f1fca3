import { Slider } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { type Preview, useTraining } from '../../state/training.ts';
import { picturesOf } from '../../views/image/pixels.ts';
import type { TextSample } from '../../workers/protocol/index.ts';
import { SampleMedia } from './SampleMedia.tsx';
import { SamplePictures } from './SamplePictures.tsx';
import { SampleWall } from './SampleWall.tsx';
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
  const looked = useTraining((training) => training.looked);
  const index = placeOf(looked, previews);
  const preview = previews[index];
  // The same objects for the same pictures: a canvas is drawn once.
  const made = useMemo(() => (preview?.output.kind === 'image' ? picturesOf(preview.output.value) : []), [preview]);
  const given = useMemo(() => Object.values(preview?.inputs ?? {}).flatMap(({ value }) => picturesOf(value)), [preview?.inputs]);
  if (preview === undefined) {
    return (
      <p className={styles.empty}>
        {previewProblem !== undefined ? t('train.slowPreview', { step: previewProblem.step, message: previewProblem.error.message })
          : request?.preview !== undefined && state !== 'idle' ? t('train.samplesEmpty', { step: format.number(Math.min(request.preview.every, Number(request.training['steps'] ?? request.preview.every))) }) : t('train.samplesIdle')}
      </p>
    );
  }
  const { kind, value } = preview.output;
  const paired = given.length > 0 && given.length === made.length;
  const look = (next: number): void => { useTraining.getState().look(next === previews.length - 1 ? undefined : previews[next]); };
  const notes = previewProblem !== undefined ? [t('train.slowPreview', { step: previewProblem.step, message: previewProblem.error.message })]
    : [paired && t('train.pairs'), preview.captions !== undefined && t('train.captioned'), previews.length > 1 && t('train.scrubNote')].filter((note) => note !== false);
  return (
    <div ref={ref} data-testid="samples" data-step={preview.step}>
      {kind === 'text-samples' && <TextSamples samples={value as readonly TextSample[]} />}
      {kind === 'image' && width > 0 && <SamplePictures made={made} given={paired ? given : []} captions={preview.captions} width={width} />}
      {(kind === 'audio' || kind === 'video') && width > 0 && <SampleMedia output={preview.output} captions={preview.captions} width={width} />}
      <div className={styles.scrub}>
        <span className={styles.step}>{t('train.sampleAt', { step: format.number(preview.step) })}</span>
        {previews.length > 1 && (
          <Slider
            className={styles.slider} size="sm" min={0} max={previews.length - 1} step={1} value={index} label={(value) => t('train.sampleAt', { step: format.number(previews[value]?.step ?? 0) })}
            thumbLabel={t('train.scrub')} onChange={look}
          />
        )}
      </div>
      <p className={styles.note}>{notes.join(' ')}</p>
      {kind === 'image' && given.length === 0 && previews.length > 1 && width > 0 && <SampleWall previews={previews} index={index} width={width} onPick={look} />}
    </div>
  );
}

/** Where the one that is looked at stands; the latest where none is. */
function placeOf(looked: Preview | undefined, previews: readonly Preview[]): number {
  if (looked === undefined) return previews.length - 1;
  const place = previews.indexOf(looked);
  // It may have changed since, as one that the run went back before.
  return place >= 0 ? place : Math.max(0, previews.findLastIndex(({ step }) => step <= looked.step));
}
