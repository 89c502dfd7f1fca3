import { useTranslation } from 'react-i18next';

import { viewFor } from '../../views/registry.ts';
import type { TaskDescription } from '../../workers/protocol/index.ts';
import styles from './GeneratePage.module.css';
import type { Generation } from '../../state/generation.ts';

/** The result as its kind is shown; while it computes, the steps as they come. */
export function Plate({ task, generation, data }: { task: TaskDescription; generation: Generation; data: string | undefined }) {
  const { t } = useTranslation();
  const { state, step, result } = generation;
  const running = state === 'running';
  const current = result?.request.task === task.name ? result : undefined;
  // What was there stays until something new can be shown, so that nothing flickers.
  const shown = running ? step?.sample ?? current?.output : current?.output ?? (state === 'stopped' ? step?.sample : undefined);
  if (shown === undefined) return <div className={styles.blank}>{state === 'failed' ? '' : t('generate.empty')}</div>;
  const View = viewFor(shown.kind);
  return <View shown={shown} task={task} inputs={current?.inputs ?? {}} lastStep={current?.lastStep ?? step} data={data} running={running} />;
}
