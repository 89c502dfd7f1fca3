import { ActionIcon, Button, Textarea, Tooltip } from '@mantine/core';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import styles from './Chat.module.css';

/** One's own turn, which can be said again in other words. */
export function Said({ content, onEdit }: { readonly content: string; readonly onEdit: (content: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState<string | undefined>(undefined);
  return (
    <li className={styles.said}>
      <span className={styles.role}>
        {t('chat.role.user')}
        {text === undefined && <Tooltip label={t('chat.edit')}><ActionIcon size={24} aria-label={t('chat.edit')} onClick={() => { setText(content); }}><Pencil size={14} aria-hidden /></ActionIcon></Tooltip>}
      </span>
      {text === undefined
        ? <p className={styles.bubble}>{content}</p>
        : (
          <div className={styles.editing}>
            <Textarea aria-label={t('chat.edit')} description={t('chat.editing')} inputWrapperOrder={['label', 'input', 'description', 'error']} autosize minRows={1} maxRows={8} value={text} onChange={({ currentTarget }) => { setText(currentTarget.value); }} />
            <div className={styles.row}>
              <Button size="compact-sm" disabled={text.trim() === ''} onClick={() => { onEdit(text.trim()); setText(undefined); }}>{t('chat.save')}</Button>
              <Button size="compact-sm" variant="subtle" color="gray" onClick={() => { setText(undefined); }}>{t('common.cancel')}</Button>
            </div>
          </div>
        )}
    </li>
  );
}
