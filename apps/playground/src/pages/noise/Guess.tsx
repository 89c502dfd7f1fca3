import { MoveRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import styles from './Noise.module.css';
import { difference, type Noisy, sightOf } from './noisy.ts';
import { Tile } from './Tile.tsx';

interface GuessProps {
  readonly noisy: Noisy;
  readonly part: number;
  readonly width: number;
  /** What it is told that the picture shows, if anything. */
  readonly told: string | undefined;
}

/** What the model makes of the noisy picture, and why that gets harder. */
export function Guess({ noisy, part, width, told }: GuessProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { picture, sample, clean, noise } = noisy;
  return (
    <section className={panel.panel} aria-labelledby="guess">
      <h2 id="guess" className={panel.title}>{t('noise.guessTitle')}</h2>
      <div className={styles.equation}>
        <Tile picture={sample} width={width} symbol={<>x<sub>t</sub></>} name={told === undefined ? t('noise.given', { t: format.number(part, 2) }) : t('noise.givenTold', { t: format.number(part, 2), words: told })} />
        <span className={styles.factor}><MoveRight size={22} strokeWidth={1.75} aria-hidden /></span>
        <Tile picture={clean} width={width} symbol={<>x̂<sub>0</sub></>} name={t('noise.guess')} />
        <span className={styles.factor} />
        <Tile picture={noise} width={width} symbol="ε̂" name={t('noise.guessNoise')} />
      </div>
      <p className={styles.words} role="status" data-testid="sight">{t(`noise.sight.${sightOf(noisy)}`)}</p>
      <p className={styles.note} data-testid="differences">{t('noise.differences', { noisy: format.number(difference(sample, picture), 2), guess: format.number(difference(clean, picture), 2) })}</p>
    </section>
  );
}
