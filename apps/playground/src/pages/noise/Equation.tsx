import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import styles from './Noise.module.css';
import type { Level, Noisy } from './noisy.ts';
import { Tile } from './Tile.tsx';

interface EquationProps {
  readonly noisy: Noisy;
  /** At the place of the hand, which may be ahead of the pictures. */
  readonly level: Level;
  readonly width: number;
}

/** x_t = alpha x_0 + sigma e, in pictures, letters and numbers. */
export function Equation({ noisy, level, width }: EquationProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [alpha, sigma] = [format.number(level.alpha, 2), format.number(level.sigma, 2)];
  const small = noisy.shape.length > 0 && noisy.shape.join() !== [noisy.picture.height, noisy.picture.width, noisy.picture.channels].join();
  return (
    <>
      <div className={styles.equation}>
        <span className={styles.factor} data-of="picture">{alpha}<i>×</i></span>
        <Tile picture={noisy.picture} width={width} symbol={<>x<sub>0</sub></>} name={t('noise.picture')} />
        <span className={styles.factor} data-of="noise"><i>+</i>{sigma}<i>×</i></span>
        <Tile picture={noisy.added} width={width} symbol="ε" name={t('noise.noise')} />
        <span className={styles.factor}><i>=</i></span>
        <Tile picture={noisy.sample} width={width} symbol={<>x<sub>t</sub></>} name={t('noise.covered')} />
      </div>
      <p className={styles.formula} aria-label={t('noise.formula', { alpha, sigma })}>
        <span>x<sub>t</sub> = <b data-of="picture">α<sub>t</sub></b> · x<sub>0</sub> + <b data-of="noise">σ<sub>t</sub></b> · ε</span>
        <span data-testid="formula">= <b data-of="picture">{alpha}</b> · x<sub>0</sub> + <b data-of="noise">{sigma}</b> · ε</span>
      </p>
      <p className={styles.note}>{t('noise.formulaNote')}{small && ` ${t('noise.latentNote', { shape: noisy.shape.join('×') })}`}</p>
    </>
  );
}
