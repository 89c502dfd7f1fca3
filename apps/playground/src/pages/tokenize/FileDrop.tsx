import { Button, FileButton } from '@mantine/core';
import { fromEvent } from 'file-selector';
import { FileText } from 'lucide-react';
import { type DragEvent, type ReactNode, useState } from 'react';

import styles from './FileDrop.module.css';

interface FileDropProps {
  readonly testId: string;
  readonly title: string;
  /** What the button says. */
  readonly pick: string;
  readonly multiple: boolean;
  readonly children?: ReactNode;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A place to drop files, with a button for those who pick them. */
export function FileDrop({ testId, title, pick, multiple, children, onFiles }: FileDropProps) {
  const [over, setOver] = useState(false);
  const take = (files: readonly File[]) => { if (files.length > 0) onFiles(files); };
  return (
    <div
      className={styles.drop} data-over={over} data-testid={testId}
      onDragOver={(event: DragEvent) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => { setOver(false); }}
      onDrop={(event: DragEvent) => { event.preventDefault(); setOver(false); void (fromEvent(event.nativeEvent) as Promise<File[]>).then(take); }}
    >
      <div className={styles.row}>
        {multiple
          ? <FileButton multiple onChange={take}>{(props) => <Button {...props} size="compact-sm" variant="default" leftSection={<FileText size={15} aria-hidden />}>{pick}</Button>}</FileButton>
          : <FileButton onChange={(file) => { take(file === null ? [] : [file]); }}>{(props) => <Button {...props} size="compact-sm" variant="default" leftSection={<FileText size={15} aria-hidden />}>{pick}</Button>}</FileButton>}
        <span className={styles.title}>{title}</span>
      </div>
      {children}
    </div>
  );
}
