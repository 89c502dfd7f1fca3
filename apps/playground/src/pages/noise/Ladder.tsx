import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import type { Noisy } from './noisy.ts';
import styles from './Noise.module.css';

interface LadderProps {
  readonly rungs: readonly number[];
  readonly seen: readonly (Noisy | undefined)[];
  readonly part: number;
  readonly width: number;
  readonly onPick: (part: number) => void;
}

/** The whole way at a glance: the picture under more and more noise, and the model's guess below each. */
export function Ladder({ rungs, seen, part, width, onPick }: LadderProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={styles.ladder} role="group" aria-label={t('noise.ladder')}>
      {rungs.map((rung, i) => {
        const noisy = seen[i];
        return (
          <button key={rung} type="button" className={styles.rung} aria-pressed={rung === part} onClick={() => { onPick(rung); }}>
            {[noisy?.sample, noisy?.clean].map((picture, row) => (picture === undefined ? <span key={row} className={styles.blank} style={{ width, height: width }} /> : <PictureCanvas key={row} picture={picture} width={width} label="" />))}
            <span><i>t = </i>{format.number(rung, 1)}</span>
          </button>
        );
      })}
    </div>
  );
}
