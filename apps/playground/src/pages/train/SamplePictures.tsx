import { useTranslation } from 'react-i18next';

import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import type { Picture } from '../../views/image/pixels.ts';
import styles from './Samples.module.css';

interface SamplePicturesProps {
  readonly made: readonly Picture[];
  /** What each was made of, if it was made of a picture. */
  readonly given: readonly Picture[];
  readonly captions: readonly string[] | undefined;
  readonly width: number;
}

/** Pictures in full rows, below those that they were made of, or above the words. */
export function SamplePictures({ made, given, captions, width }: SamplePicturesProps) {
  const { t } = useTranslation();
  const { columns, size } = arranged(made.length, made[0]?.width ?? 1, width);
  // Rows are full: a picture more or less says nothing.
  const rows = Array.from({ length: Math.max(1, Math.floor(made.length / columns)) }, (_, row) => row * columns);
  return rows.map((from) => (
    <div key={from} className={styles.rows}>
      {given.length > 0 && <div className={styles.row} aria-hidden>{given.slice(from, from + columns).map((picture, i) => <PictureCanvas key={i} picture={picture} width={size} label="" />)}</div>}
      <div className={styles.row}>
        {made.slice(from, from + columns).map((picture, i) => (
          <figure key={i} className={styles.made} style={{ width: size }}>
            <PictureCanvas picture={picture} width={size} label={captions?.[from + i] ?? t('view.image.alt', { index: from + i + 1, count: made.length, width: picture.width, height: picture.height })} />
            {captions !== undefined && <figcaption title={captions[from + i]}>{captions[from + i]}</figcaption>}
          </figure>
        ))}
      </div>
    </div>
  ));
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
