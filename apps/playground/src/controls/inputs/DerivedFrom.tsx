import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import styles from './ImageInput.module.css';
import { ImageInput } from './ImageInput.tsx';
import type { InputControlProps } from './input.ts';

/** The picture that a value is made from, where the model has a task for it. */
export function DerivedFrom({ derive, picture, data, takesPaste }: InputControlProps) {
  const { t } = useTranslation();
  const [error, setError] = useState<unknown>(undefined);
  if (derive === undefined) return null;
  return (
    <div className={styles.derived}>
      <ImageInput
        input={{ name: 'picture', kind: 'image', shape: undefined, madeBy: undefined }} label={t('input.embedding.from')} value={picture} data={data} takesPaste={takesPaste} derive={undefined} picture={undefined}
        onChange={(next) => {
          setError(undefined);
          derive(next).catch(setError);
        }}
      />
      {error !== undefined && <ErrorPanel error={error} />}
    </div>
  );
}
