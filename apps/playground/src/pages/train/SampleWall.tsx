import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import type { Preview } from '../../state/training.ts';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import { integerScale, picturesOf } from '../../views/image/pixels.ts';
import styles from './Samples.module.css';

/** Looks that the wall keeps. */
const most = 8;

interface SampleWallProps {
  readonly previews: readonly Preview[];
  readonly width: number;
  readonly onPick: (index: number) => void;
}

/** The same noise, step after step: how pictures emerge while it learns. */
export function SampleWall({ previews, width, onPick }: SampleWallProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const chosen = previewsOf(previews.length);
  const rows = useMemo(() => chosen.map((index) => ({ index, step: previews[index]?.step ?? 0, pictures: picturesOf(previews[index]?.output.value) })), [previews, chosen.join()]);
  const side = rows[0]?.pictures[0]?.width ?? 32;
  const count = Math.min(8, rows[0]?.pictures.length ?? 0, Math.max(1, Math.floor((width - 76) / (side + 3))));
  const size = integerScale(side, Math.min(64, (width - 76) / Math.max(1, count) - 3)) * side;
  return (
    <div className={styles.wall} data-testid="sample-wall">
      <h3 className={styles.wallTitle}>{t('train.wall')}</h3>
      <p className={styles.note}>{t('train.wallNote')}</p>
      {rows.map(({ index, step, pictures }) => (
        <button key={step} type="button" className={styles.wallRow} onClick={() => { onPick(index); }} aria-label={t('train.sampleAt', { step: format.number(step) })}>
          <span>{format.number(step)}</span>
          {pictures.slice(0, count).map((picture, i) => <PictureCanvas key={i} picture={picture} width={size} label="" />)}
        </button>
      ))}
    </div>
  );
}

/** The first, the last, and some between, closer together where more happens: early. */
function previewsOf(count: number): readonly number[] {
  if (count <= most) return Array.from({ length: count }, (_, i) => i);
  return [...new Set(Array.from({ length: most }, (_, i) => Math.round((count - 1) * (i / (most - 1)) ** 1.6)))];
}
