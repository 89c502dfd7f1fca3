import type { ReactNode } from 'react';

import { usePluginText } from '../app/i18n/use-texts.ts';
import panel from '../app/Panel.module.css';
import { ErrorPanel } from '../errors/ErrorPanel.tsx';
import type { Generation, GenerationRequest } from '../state/generation.ts';
import { keyOf } from '../state/request-key.ts';
import type { TaskDescription } from '../workers/protocol/index.ts';
import { CopyLink } from './CopyLink.tsx';
import styles from './ResultPanel.module.css';
import { RunStatus } from './RunStatus.tsx';

interface ResultPanelProps {
  readonly label?: string;
  readonly task: TaskDescription;
  readonly generation: Generation;
  /** What the controls ask for now. */
  readonly asked: GenerationRequest | undefined;
  /** What the link carries, and what it can't. */
  readonly linkNote: string;
  readonly children: ReactNode;
}

/** What a run gives, how far it is, and the link that shows the same. Says of what is shown what it is of, and whether that is what is asked for. */
export function ResultPanel({ label, task, generation, asked, linkNote, children }: ResultPanelProps) {
  const say = usePluginText();
  const { state, result, error } = generation;
  const of = state === 'done' && result !== undefined ? keyOf(result.request) : undefined;
  return (
    <section className={panel.panel} aria-label={label} data-testid="plate" data-state={state} data-request={of} data-current={of !== undefined && asked !== undefined && of === keyOf(asked)}>
      <RunStatus title={say(task.title)} generation={generation} />
      {error !== undefined && <ErrorPanel error={error} />}
      {children}
      <div className={styles.share}><CopyLink /><span className={styles.fine}>{linkNote}</span></div>
    </section>
  );
}
