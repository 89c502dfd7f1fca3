import { Button, FileButton, NumberInput, Progress } from '@mantine/core';
import { FileImage, FolderOpen } from 'lucide-react';
import { fromEvent } from 'file-selector';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useLocal } from '../../app/i18n/use-texts.ts';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import { SmallView } from '../../views/small/SmallView.tsx';
import type { DataSetDescription } from '../../workers/protocol/index.ts';
import { isWritten, type Subject, subjectOf } from './learning.ts';
import styles from './Setup.module.css';
import { TextButton } from './TextButton.tsx';
import { TextDrop } from './TextDrop.tsx';
import type { Dropped } from './use-dropped.ts';

interface DataPickerProps {
  /** What is chosen; undefined for texts. */
  readonly subject: Subject | undefined;
  readonly sets: readonly DataSetDescription[];
  readonly current: DataSetDescription | undefined;
  readonly onPick: (id: string) => void;
  readonly dropped: Dropped;
}

/** The sets there are, with a look at each, and a place to drop one's own. */
export function DataPicker({ sets, subject, current, onPick, dropped }: DataPickerProps) {
  const { t } = useTranslation();
  return (
    <>
      <div className={styles.sets} role="radiogroup" aria-label={subject === undefined ? t('train.texts') : t(`train.subject.${subject}`)}>
        {sets.map((set) => (isWritten(set)
          ? <TextButton key={set.id} set={set} checked={set.id === current?.id} onPick={() => { onPick(set.id); }} />
          : <SetButton key={set.id} set={set} checked={set.id === current?.id} onPick={() => { onPick(set.id); }} />))}
      </div>
      {subject === undefined && <TextDrop dropped={dropped} onPick={onPick} />}
      {subject === 'image' && <DropArea dropped={dropped} onPick={onPick} />}
    </>
  );
}

function SetButton({ set, checked, onPick }: { set: DataSetDescription; checked: boolean; onPick: () => void }) {
  const { t } = useTranslation();
  const local = useLocal();
  const indices = Array.from({ length: Math.min(8, set.count) }, (_, i) => (Math.floor(((i + 0.5) * set.count) / 8) + i) % set.count);
  const { value } = useQuery(`${set.id}/${set.count}`, () => compute().examples(set.id, indices));
  const isPictures = subjectOf(set.fields) === 'image';
  const facts = isPictures ? `${t('common.pictures', { count: set.count })} · ${set.shape[0] ?? 32}×${set.shape[0] ?? 32}` : t('common.examples', { count: set.count });
  return (
    <button type="button" role="radio" aria-checked={checked} className={styles.set} onClick={onPick}>
      <span className={styles.setHead}>{local(set.titles, set.title)}<span>{facts}</span></span>
      <span className={styles.strip}>
        {value?.map(({ shown }, i) => <SmallView key={i} shown={shown} size={32} label="" />)}
      </span>
      {checked && set.licence !== undefined && <span className={styles.licence}>{t('data.licence', { licence: set.licence })}</span>}
      {set.count < 50 && <span className={styles.licence}>{t('data.few')}</span>}
    </button>
  );
}

function DropArea({ dropped, onPick }: { dropped: Dropped; onPick: (id: string) => void }) {
  const { t } = useTranslation();
  const [over, setOver] = useState(false);
  const [size, setSize] = useState(32);
  const folder = useRef<HTMLInputElement>(null);
  const take = async (files: Promise<readonly File[]> | readonly File[]) => {
    const id = await dropped.take(await files, size);
    if (id !== undefined) onPick(id);
  };
  const { progress, report, error } = dropped;
  return (
    <div
      className={styles.drop} data-over={over} data-testid="drop-data"
      onDragOver={(event: DragEvent) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => { setOver(false); }}
      onDrop={(event: DragEvent) => { event.preventDefault(); setOver(false); void take(fromEvent(event.nativeEvent) as Promise<File[]>); }}
    >
      <p className={styles.dropTitle}>{t('data.drop')}</p>
      <p className={styles.licence}>{t('data.dropNote')}</p>
      <div className={styles.dropActions}>
        <FileButton multiple accept="image/*" onChange={(files) => { if (files.length > 0) void take(files); }}>
          {(props) => <Button {...props} size="compact-sm" variant="default" leftSection={<FileImage size={14} aria-hidden />}>{t('data.pick')}</Button>}
        </FileButton>
        <input ref={folder} type="file" hidden multiple {...{ webkitdirectory: '' }} onChange={(event) => { void take(Array.from(event.currentTarget.files ?? [])); event.currentTarget.value = ''; }} />
        <Button size="compact-sm" variant="default" leftSection={<FolderOpen size={14} aria-hidden />} onClick={() => folder.current?.click()}>{t('data.pickFolder')}</Button>
        <NumberInput size="xs" w={76} min={8} max={128} step={8} allowDecimal={false} value={size} aria-label={t('data.size')} title={t('data.size')} suffix=" px" onChange={(value) => { if (typeof value === 'number' && value >= 8) setSize(value); }} />
      </div>
      {progress !== undefined && (
        <div role="status">
          <p className={styles.outcome}>{t('data.importing', progress)}</p>
          <Progress mt={6} size="sm" value={(100 * progress.done) / Math.max(1, progress.of)} aria-label={t('data.importing', progress)} />
        </div>
      )}
      {error !== undefined && <div className={styles.outcome}><ErrorPanel error={error} /></div>}
      {report !== undefined && (
        <div role="status">
          {report.accepted > 0 && <p className={styles.outcome}>{t('data.imported', { count: report.accepted })}</p>}
          {report.refused.length > 0 && (
            <>
              <p className={styles.outcome}>{t('data.refused', { count: report.refused.length })}</p>
              <ul className={styles.refused}>{report.refused.slice(0, 8).map(({ file }) => <li key={file}>{file}</li>)}{report.refused.length > 8 && <li>…</li>}</ul>
            </>
          )}
        </div>
      )}
    </div>
  );
}
