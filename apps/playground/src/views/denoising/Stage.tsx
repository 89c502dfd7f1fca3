import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

import { columnsFor } from '../image/layout.ts';
import { PictureButton } from '../image/PictureButton.tsx';
import { PictureCanvas } from '../image/PictureCanvas.tsx';
import { integerScale, type Picture } from '../image/pixels.ts';
import styles from './DenoisingView.module.css';

interface StageProps {
  readonly pictures: readonly Picture[];
  /** What the model takes them to be, where it tells. */
  readonly clean: readonly Picture[] | undefined;
  /** Pictures that lead from one to another: in a row. */
  readonly path: boolean;
  readonly chosen: number | undefined;
  readonly disabled: boolean;
  readonly onChoose: (index: number) => void;
}

const gap = 8;
const between = 20;

/** Pictures as they are at a step, beside what the model sees in them. */
export function Stage({ pictures, clean, path, chosen, disabled, onChoose }: StageProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const [first] = pictures;
  const panes = clean === undefined || path ? 1 : 2;
  const room = Math.floor((width - between * (panes - 1)) / panes);
  const columns = path ? columnsFor(pictures.length, true, room) : Math.min(pictures.length, Math.max(1, Math.ceil(Math.sqrt(pictures.length))));
  const space = path ? 2 : gap;
  const widthOf = (picture: Picture): number => {
    const free = (Math.min(room, pictures.length === 1 ? 360 : room) - space * (columns - 1)) / columns;
    // Larger pictures than there is room for are shrunk, tiny ones grow by whole factors.
    return picture.width > free ? Math.floor(free) : integerScale(picture.width, free) * picture.width;
  };
  const grid = (shown: readonly Picture[], name: 'picture' | 'clean') => (
    <figure className={styles.pane} data-testid={`stage-${name}`}>
      <figcaption>{t(`view.denoising.${name}`, { count: shown.length })}</figcaption>
      <div className={styles.grid} style={{ gridTemplateColumns: `repeat(${columns}, max-content)`, gap: space }}>
        {shown.map((each, index) => {
          const label = `${t(`view.denoising.${name}`, { count: 1 })}: ${t('view.image.alt', { index: index + 1, count: shown.length, width: each.width, height: each.height })}`;
          if (name === 'clean') return <PictureCanvas key={index} picture={each} width={widthOf(each)} label={label} />;
          return <PictureButton key={index} picture={each} width={widthOf(each)} chosen={chosen === index} disabled={disabled} label={label} onClick={() => { onChoose(index); }} />;
        })}
      </div>
    </figure>
  );
  return (
    <div ref={ref} className={styles.stage} data-panes={panes}>
      {width > 0 && first !== undefined && grid(pictures, 'picture')}
      {width > 0 && clean !== undefined && grid(clean, 'clean')}
    </div>
  );
}
