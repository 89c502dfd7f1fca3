import { Button } from '@mantine/core';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import type { Written } from '../../state/writing.ts';
import styles from './Chat.module.css';

/** The one text that a conversation becomes before a model reads it. */
export function WhatItReads({ written }: { readonly written: Written | undefined }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const prompt = written?.prompt;
  return (
    <section className={panel.panel} aria-labelledby="read-title">
      <h2 id="read-title" className={panel.title}>{t('chat.read')}</h2>
      <p className={panel.note}>{t('chat.readNote')}</p>
      {prompt !== undefined
        ? <Button size="compact-sm" variant="default" leftSection={open ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />} aria-expanded={open} onClick={() => { setOpen(!open); }}>{open ? t('chat.readHide') : t('chat.readShow')}</Button>
        : <p className={styles.silent}>{t('chat.readNone')}</p>}
      {open && prompt !== undefined && <pre className={styles.read} tabIndex={0}>{prompt}</pre>}
    </section>
  );
}
