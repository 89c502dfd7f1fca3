import { useTranslation } from 'react-i18next';

import { ResultPanel } from '../../controls/ResultPanel.tsx';
import type { Generation, GenerationRequest } from '../../state/generation.ts';
import { viewFor } from '../../views/registry.ts';
import type { TaskDescription } from '../../workers/protocol/index.ts';
import styles from './GeneratePage.module.css';

interface PlateProps {
  readonly task: TaskDescription;
  readonly generation: Generation;
  readonly asked: GenerationRequest | undefined;
  readonly data: string | undefined;
}

/** The result as its kind is shown; while it computes, the steps as they come. */
export function Plate({ task, generation, asked, data }: PlateProps) {
  const { t } = useTranslation();
  const { state, step, result } = generation;
  const running = state === 'running';
  const current = result?.request.task === task.name ? result : undefined;
  // What was there stays until something new can be shown, so that nothing flickers.
  const shown = running ? step?.sample ?? current?.output : current?.output ?? (state === 'stopped' ? step?.sample : undefined);
  const View = shown && viewFor(shown.kind);
  return (
    <ResultPanel task={task} generation={generation} asked={asked} linkNote={t('generate.linkNote')}>
      {shown === undefined || View === undefined
        ? <div className={styles.blank}>{state === 'failed' ? '' : t('generate.empty')}</div>
        : <View shown={shown} task={task} inputs={current?.inputs ?? {}} lastStep={current?.lastStep ?? step} data={data} running={running} />}
    </ResultPanel>
  );
}
