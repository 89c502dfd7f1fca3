import { Button, FileButton, Textarea } from '@mantine/core';
import { FileText, Plus } from 'lucide-react';
import { fromEvent } from 'file-selector';
import { type DragEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import styles from './Setup.module.css';
import type { Dropped } from './use-dropped.ts';

/** A place for texts of one's own: dropped, picked, or pasted. */
export function TextDrop({ dropped, onPick }: { readonly dropped: Dropped; readonly onPick: (id: string) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const take = async (files: Promise<readonly File[]> | readonly File[]) => {
    const list = await files;
    if (list.length === 0) return;
    const id = await dropped.takeTexts(list.length === 1 ? list[0]?.name ?? '' : t('data.files', { count: list.length }), list);
    if (id !== undefined) onPick(id);
  };
  const paste = async () => {
    const id = await dropped.takeTexts(t('data.nameText'), [new File([pasted], 'pasted.txt', { type: 'text/plain' })]);
    if (id === undefined) return;
    setPasted('');
    onPick(id);
  };
  return (
    <div
      className={styles.drop} data-over={over} data-testid="drop-text"
      onDragOver={(event: DragEvent) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => { setOver(false); }}
      onDrop={(event: DragEvent) => { event.preventDefault(); setOver(false); void take(fromEvent(event.nativeEvent) as Promise<File[]>); }}
    >
      <p className={styles.dropTitle}>{t('data.dropText')}</p>
      <p className={styles.licence}>{t('data.dropTextNote')}</p>
      <div className={styles.dropActions}>
        <FileButton multiple accept=".txt,.md,.tsv,.csv,.jsonl,text/*" onChange={(files) => { void take(files); }}>
          {(props) => <Button {...props} size="compact-sm" variant="default" leftSection={<FileText size={14} aria-hidden />}>{t('data.pick')}</Button>}
        </FileButton>
      </div>
      <Textarea mt={12} size="sm" label={t('data.paste')} placeholder={t('data.pastePlaceholder')} minRows={2} maxRows={6} autosize value={pasted} onChange={({ currentTarget }) => { setPasted(currentTarget.value); }} />
      {pasted.trim() !== '' && <Button mt={8} size="compact-sm" variant="light" leftSection={<Plus size={14} aria-hidden />} onClick={() => void paste()}>{t('data.pasteAdd')}</Button>}
      {dropped.error !== undefined && <div className={styles.outcome}><ErrorPanel error={dropped.error} /></div>}
    </div>
  );
}
