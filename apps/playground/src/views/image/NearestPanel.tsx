import { ActionIcon } from '@mantine/core';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { useLocal } from '../../app/i18n/use-texts.ts';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import type { Plain } from '../../workers/protocol/index.ts';
import styles from './NearestPanel.module.css';
import { PictureCanvas } from './PictureCanvas.tsx';
import { integerScale, picturesOf } from './pixels.ts';

interface NearestPanelProps {
  readonly picture: Plain;
  readonly data: string | undefined;
  readonly onClose: () => void;
}

/** A made picture beside the nearest ones it was trained on, and what their difference means. */
export function NearestPanel({ picture, data, onClose }: NearestPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const local = useLocal();
  const key = data === undefined ? undefined : `${data}/${fingerprint(picture)}`;
  const { value, error } = useQuery(key, () => compute().nearest(data ?? '', picture));
  const [made] = picturesOf(picture);
  if (made === undefined) return null;
  const size = integerScale(made.width, 112) * made.width;
  const distance = value?.nearest[0]?.distance;
  const verdict = value === undefined || distance === undefined ? undefined : distance < 0.02 ? 'copy' as const : distance < 0.7 * value.typical ? 'close' as const : 'novel' as const;
  return (
    <section className={styles.panel} aria-label={t('view.nearest.title')}>
      <header className={styles.head}>
        <h3 className={styles.title}>{t('view.nearest.title')}</h3>
        <ActionIcon aria-label={t('common.close')} onClick={onClose}><X size={17} aria-hidden /></ActionIcon>
      </header>
      {data === undefined && <p className={styles.words}>{t('view.nearest.none')}</p>}
      {error !== undefined && <ErrorPanel error={error} />}
      {data !== undefined && error === undefined && (
        <>
          <div className={styles.pictures}>
            <figure className={styles.figure}>
              <PictureCanvas picture={made} width={size} label={t('view.nearest.made')} />
              <figcaption>{t('view.nearest.made')}</figcaption>
            </figure>
            <span className={styles.rule} aria-hidden />
            {value === undefined
              ? <p className={styles.words} role="status">{t('common.loading', { what: data })}</p>
              : value.nearest.map((each) => (
                <figure key={each.index} className={styles.figure}>
                  <PictureCanvas picture={picturesOf(each.picture)[0] ?? made} width={size} label={local(each.captions, '') || t('view.nearest.training', { count: value.count })} />
                  <figcaption>{local(each.captions, '')}<b>{t('view.nearest.distance', { value: format.significant(each.distance, 2) })}</b></figcaption>
                </figure>
              ))}
          </div>
          {value !== undefined && verdict !== undefined && (
            <p className={styles.words} role="status">
              <b>{t(`view.nearest.${verdict}`)}</b> {t('view.nearest.typical', { value: format.significant(value.typical, 2) })} <span className={styles.dim}>{t('view.nearest.unit')}</span>
            </p>
          )}
        </>
      )}
    </section>
  );
}

/** FNV-1a over the numbers: tells whether it is another picture. */
function fingerprint({ data }: Plain): string {
  let hash = 0x811c9dc5;
  for (const value of data) hash = Math.imul(hash ^ Math.round(value * 255), 0x01000193);
  return (hash >>> 0).toString(36);
}
