import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

import { PictureCanvas } from '../image/PictureCanvas.tsx';
import { integerScale, picturesOf } from '../image/pixels.ts';
import styles from './DenoisingView.module.css';
import { evenPlaces, type Frame } from './frames.ts';

interface FilmProps {
  readonly frames: readonly Frame[];
  /** Which of the pictures. */
  readonly picture: number;
  readonly at: number;
  /** How many frames there will be. */
  readonly length: number;
  readonly onGo: (at: number) => void;
}

const gap = 6;
/** Around a picture. */
const frameWidth = 4;

/** One picture at steps from noise to the end, above what the model saw in it: each a way back to that step. */
export function Film({ frames, length, picture, at, onGo }: FilmProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const first = frames[0] && picturesOf(frames[0].sample)[picture];
  const wanted = width > 560 ? 64 : 34;
  const wide = first === undefined ? wanted : first.width > wanted ? wanted : integerScale(first.width, wanted) * first.width;
  const places = evenPlaces(length, Math.max(2, Math.floor((width + gap) / (wide + frameWidth + gap))));
  // Where the slider is stands in the place of the nearest.
  const near = places.reduce((best, place) => (Math.abs(place - at) < Math.abs(best - at) ? place : best), places[0] ?? 0);
  return (
    <div ref={ref} className={styles.film} style={{ minHeight: 2 * wide + 28 }}>
      {width > 0 && places.map((each) => (each === near ? at : each)).map((place) => {
        const frame = frames[place];
        const [made, clean] = [frame && picturesOf(frame.sample)[picture], frame?.clean && picturesOf(frame.clean)[picture]];
        return frame !== undefined && made !== undefined && (
          <button key={place} type="button" className={styles.cell} aria-pressed={place === at} aria-label={t('view.denoising.go', { step: frame.step })} onClick={() => { onGo(place); }}>
            <PictureCanvas picture={made} width={wide} label="" />
            {clean !== undefined && <PictureCanvas picture={clean} width={wide} label="" />}
            <span className="mono">{frame.step}</span>
          </button>
        );
      })}
    </div>
  );
}
