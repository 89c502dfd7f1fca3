import { ActionIcon, Tooltip } from '@mantine/core';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { partLength } from './parts.ts';
import styles from './TokenizePage.module.css';

/** Goes through a long text part by part; nothing for a short one. */
export function PartPager({ length, part, onPart }: { length: number; part: number; onPart: (part: number) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const last = Math.ceil(length / partLength) - 1;
  if (last < 1) return null;
  const at = Math.min(part, last);
  return (
    <div className={styles.pager} role="group" aria-label={t('tokenize.part.label')}>
      <p>{t('tokenize.part.shown', { from: format.number(at * partLength + 1), to: format.number(Math.min(length, (at + 1) * partLength)), of: format.number(length) })}</p>
      <Tooltip label={t('tokenize.part.before')}><ActionIcon variant="default" aria-label={t('tokenize.part.before')} disabled={at === 0} onClick={() => { onPart(at - 1); }}><ChevronLeft size={17} aria-hidden /></ActionIcon></Tooltip>
      <Tooltip label={t('tokenize.part.after')}><ActionIcon variant="default" aria-label={t('tokenize.part.after')} disabled={at === last} onClick={() => { onPart(at + 1); }}><ChevronRight size={17} aria-hidden /></ActionIcon></Tooltip>
    </div>
  );
}
