import { useTranslation } from 'react-i18next';

import { NumbersControl } from '../NumbersControl.tsx';
import { DerivedFrom } from './DerivedFrom.tsx';
import styles from './ImageInput.module.css';
import { type InputControlProps, numbersOf, plainInput, vector } from './input.ts';

/** A place in the latent space: taken from a picture, then moved number by number. */
export function EmbeddingInput(props: InputControlProps) {
  const { input, label, value, onChange } = props;
  const { t } = useTranslation();
  const held = numbersOf(value);
  const length = input.shape?.reduce((product, size) => product * size, 1) ?? held.length;
  return (
    <div>
      <DerivedFrom {...props} />
      <p className={styles.label}>{t('input.embedding.explore')}</p>
      <p className={styles.note}>{t('input.embedding.note')}</p>
      {length > 0 && (
        <NumbersControl
          label={label} count={length} minimum={-4} maximum={4} step={0.1} disabled={false} values={held}
          onChange={(numbers) => { onChange(plainInput('embedding', vector(numbers, length))); }}
        />
      )}
    </div>
  );
}
