import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import { RealnessBar } from '../../views/judgement/RealnessBar.tsx';
import type { Exhibit } from './exhibit.ts';
import styles from './Gan.module.css';

interface ExhibitRowProps {
  readonly of: 'real' | 'made';
  readonly exhibits: readonly Exhibit[];
  /** Side of a picture on the page. */
  readonly width: number;
  /** How many there will be. */
  readonly count: number;
}

/** Pictures, and below each how real the discriminator takes it to be. */
export function ExhibitRow({ of, exhibits, width, count }: ExhibitRowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ul className={styles.row} data-testid={`exhibits-${of}`} aria-label={t(`gan.${of}`)}>
      {Array.from({ length: exhibits.length === 0 ? count : exhibits.length }, (_, i) => {
        const exhibit = exhibits[i];
        if (exhibit === undefined) return <li key={i}><span className={styles.blank} style={{ width, height: width }} /></li>;
        const percent = exhibit.realness === undefined ? '…' : `${format.number(100 * exhibit.realness)} %`;
        return (
          <li key={i} data-realness={exhibit.realness?.toFixed(4)}>
            <PictureCanvas picture={exhibit.picture} width={width} label={t(of === 'real' ? 'gan.pictureReal' : 'gan.pictureMade', { index: i + 1, percent })} />
            <RealnessBar of={of} realness={exhibit.realness} width={width} />
          </li>
        );
      })}
    </ul>
  );
}
