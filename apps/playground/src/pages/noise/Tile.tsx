import type { ReactNode } from 'react';

import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import type { Picture } from '../../views/image/pixels.ts';
import styles from './Noise.module.css';

interface TileProps {
  readonly picture: Picture | undefined;
  readonly width: number;
  /** Its letter in the formula. */
  readonly symbol?: ReactNode;
  readonly name: string;
}

/** A term of the formula, as a picture. */
export function Tile({ picture, width, symbol, name }: TileProps) {
  return (
    <figure className={styles.tile} style={{ width }}>
      {picture === undefined ? <span className={styles.blank} style={{ width, height: width }} /> : <PictureCanvas picture={picture} width={width} label={name} />}
      <figcaption>{symbol !== undefined && <><b className={styles.symbol}>{symbol}</b> </>}{name}</figcaption>
    </figure>
  );
}
