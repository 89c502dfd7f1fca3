import { MoveRight } from 'lucide-react';
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
  /** What the model is told that the picture shows, if anything. */
  readonly told: string | undefined;
}

/** x_t = alpha x_0 + sigma e in pictures and in letters, and what the model takes x_0 to be when it sees x_t. */
export function Equation({ noisy, level, width, told }: EquationProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [alpha, sigma] = [format.number(level.alpha, 2), format.number(level.sigma, 2)];
  return (
    <>
      <div className={styles.equation}>
        <span className={styles.factor} style={{ height: width }} data-of="picture">{alpha}<i>×</i></span>
        <Tile picture={noisy.picture} width={width} symbol={<>x<sub>0</sub></>} name={t('noise.picture')} />
        <span className={styles.factor} style={{ height: width }} data-of="noise"><i>+</i>{sigma}<i>×</i></span>
        <Tile picture={noisy.added} width={width} symbol="ε" name={t('noise.noise')} />
        <span className={styles.factor} style={{ height: width }}><i>=</i></span>
        <Tile picture={noisy.sample} width={width} symbol={<>x<sub>t</sub></>} name={t('noise.covered')} />
        <span className={styles.model} style={{ height: width }}>{t('noise.model')}<MoveRight size={24} strokeWidth={1.75} aria-hidden /></span>
        <Tile picture={noisy.clean} width={width} symbol={<>x̂<sub>0</sub></>} name={told === undefined ? t('noise.guess') : t('noise.guessTold', { words: told })} />
      </div>
      <p className={styles.formula} role="math" aria-label={t('noise.formula', { alpha, sigma })}>
        <span>x<sub>t</sub> = <b data-of="picture">α<sub>t</sub></b> · x<sub>0</sub> + <b data-of="noise">σ<sub>t</sub></b> · ε</span>
        <span data-testid="formula">= <b data-of="picture">{alpha}</b> · x<sub>0</sub> + <b data-of="noise">{sigma}</b> · ε</span>
      </p>
    </>
  );
}
