import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { usePluginText } from '../app/i18n/use-texts.ts';
import type { TaskDescription } from '../workers/protocol/index.ts';
import styles from './TaskTabs.module.css';

/** What the model can do; what it cannot is listed too, and says why when it is chosen. */
export function TaskTabs({ tasks, current, onPick }: { tasks: readonly TaskDescription[]; current: string; onPick: (name: string) => void }) {
  const { t } = useTranslation();
  const say = usePluginText();
  const tabs = useRef<HTMLDivElement>(null);
  // On a phone there are more than fit: the one that is open is in sight.
  useEffect(() => {
    const open = tabs.current?.querySelector<HTMLElement>('[aria-pressed="true"]');
    if (open !== null && open !== undefined) tabs.current?.scrollTo({ left: open.offsetLeft - (tabs.current.clientWidth - open.clientWidth) / 2 });
  }, [current]);
  return (
    <div ref={tabs} className={styles.tabs} role="group" aria-label={t('generate.task')}>
      {tasks.map(({ name, title, unavailable }) => (
        <button key={name} type="button" className={styles.tab} aria-pressed={name === current} data-unavailable={unavailable !== undefined} onClick={() => { onPick(name); }}>{say(title)}</button>
      ))}
    </div>
  );
}
