import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import type { TrainProfile } from '../../workers/protocol/index.ts';
import styles from './KernelTable.module.css';

/** How many are shown at first. */
const slowest = 8;

/** Each kernel of an average step: calls, time, its share as a bar, and memory of the tensors it made. */
export function KernelTable({ profile: { kernels, steps } }: { profile: TrainProfile }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? kernels : kernels.slice(0, slowest);
  return (
    <>
      <div className={styles.scroll} role="region" aria-label={t('train.profile.title')} tabIndex={0}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('train.profile.kernel')}</th>
              <th scope="col">{t('train.profile.calls')}</th>
              <th scope="col">{t('train.profile.time')}</th>
              <th scope="col">{t('train.profile.share')}</th>
              <th scope="col">{t('train.profile.memory')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, calls, milliseconds, share, bytes }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{format.plain(calls / steps)}</td>
                <td>{format.significant(milliseconds / steps)}</td>
                <td>
                  <span className={styles.bar} style={{ width: `${100 * share}%` }} aria-hidden />
                  {format.number(100 * share, 1)} %
                </td>
                <td>{format.bytes(bytes / steps)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {kernels.length > slowest && <button type="button" className={styles.more} aria-expanded={all} onClick={() => { setAll(!all); }}>{all ? t('train.profile.fewer') : t('train.profile.all', { count: kernels.length })}</button>}
    </>
  );
}
