import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import styles from './Noise.module.css';
import { difference, type Noisy, sightOf } from './noisy.ts';

interface GuessProps {
  readonly noisy: Noisy;
  readonly isTold: boolean;
}

/** What can still be seen in the noisy picture, and how good the guess is. */
export function Guess({ noisy, isTold }: GuessProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { picture, sample, clean, shape } = noisy;
  const sight = sightOf(noisy);
  const isLatent = shape.length > 0 && shape.join() !== [picture.height, picture.width, picture.channels].join();
  return (
    <>
      <p className={styles.words} role="status" data-testid="sight">{t(`noise.sight.${sight}`)}{(sight === 'shape' || sight === 'nothing') && ` ${t(isTold ? 'noise.helped' : 'noise.alone')}`}</p>
      <p className={styles.note}>
        <span data-testid="differences">{t('noise.differences', { noisy: format.number(difference(sample, picture), 2), guess: format.number(difference(clean, picture), 2) })}</span>
        {' '}{t('noise.formulaNote')}{isLatent && ` ${t('noise.latentNote', { shape: shape.join('×') })}`}
      </p>
    </>
  );
}
