import { useElementSize } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { PictureCanvas } from '../image/PictureCanvas.tsx';
import { integerScale, isPlain, picturesOf } from '../image/pixels.ts';
import type { ViewProps } from '../view.ts';
import styles from './Judgement.module.css';
import { RealnessBar } from './RealnessBar.tsx';

/** While it is made, the shares alone; in the end also whether it only compares. */
interface Judgement { readonly realness?: unknown; readonly compares?: boolean }

/** What a discriminator says of pictures: below each, how real it takes it to be. */
export function JudgementView({ shown, inputs }: ViewProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const { realness = shown.value, compares = false } = shown.value as Judgement;
  const shares = isPlain(realness) ? Array.from(realness.data) : [];
  const pictures = Object.values(inputs).flatMap(({ kind, value }) => (kind === 'image' ? picturesOf(value) : []));
  return (
    <div ref={ref} data-testid="judgement">
      <ul className={styles.grid}>
        {shares.map((share, i) => {
          const picture = pictures[i];
          const side = picture === undefined ? 96 : integerScale(picture.width, Math.min(192, Math.max(picture.width, width / Math.max(2, Math.min(6, shares.length)) - 12))) * picture.width;
          return (
            <li key={i}>
              {picture !== undefined && <PictureCanvas picture={picture} width={side} label={t('view.judgement.picture', { index: i + 1, percent: `${format.number(100 * share)} %` })} />}
              <RealnessBar of={undefined} realness={share} width={side} />
            </li>
          );
        })}
      </ul>
      <p className={styles.words}>{t('view.judgement.takes', { count: shares.filter((share) => share > 0.5).length, of: shares.length })}</p>
      <p className={styles.note}>{t(compares ? 'view.judgement.compares' : 'view.judgement.note')}</p>
    </div>
  );
}
