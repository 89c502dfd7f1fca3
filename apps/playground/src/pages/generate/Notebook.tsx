import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import { type Picture, picturesOf } from '../../views/image/pixels.ts';
import type { TaskDescription } from '../../workers/protocol/index.ts';
import styles from './GeneratePage.module.css';
import type { Generation } from '../../state/generation.ts';

export interface Page {
  readonly key: string;
  readonly task: string;
  readonly seed: number;
  readonly options: Readonly<Record<string, unknown>>;
  readonly pictures: readonly Picture[];
}

const most = 12;

/** What was thrown before, by its seed: a press brings it back. */
export function Notebook({ task, result, onBack }: { task: TaskDescription; result: Generation['result']; onBack: (page: Page) => void }) {
  const { t } = useTranslation();
  const [pages, setPages] = useState<readonly Page[]>([]);

  useEffect(() => {
    if (result === undefined || result.output.kind !== 'image') return;
    const { task: name, seed, options, inputs } = result.request;
    const key = JSON.stringify([name, seed, options, inputs]);
    const page = { key, task: name, seed, options, pictures: picturesOf(result.output.value).slice(0, 4) };
    setPages((before) => [page, ...before.filter((each) => each.key !== key)].slice(0, most));
  }, [result]);

  const shown = pages.filter((page) => page.task === task.name);
  if (shown.length < 2) return null;
  return (
    <section aria-label={t('generate.history')}>
      <h2 className={styles.historyTitle}>{t('generate.history')}</h2>
      <ul className={styles.history}>
        {shown.map((page) => (
          <li key={page.key}>
            <button type="button" className={styles.entry} onClick={() => { onBack(page); }} aria-label={`${t('common.seed')} ${page.seed}`}>
              <span className={styles.thumb} data-count={page.pictures.length}>{page.pictures.map((picture, i) => <PictureCanvas key={i} picture={picture} width={page.pictures.length > 1 ? 32 : 64} label="" />)}</span>
              <span className="mono">{page.seed}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
