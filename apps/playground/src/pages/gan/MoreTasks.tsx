import { Button } from '@mantine/core';
import { ArrowRight, Play, Square } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import { TaskInputsForm } from '../../controls/inputs/TaskInputsForm.tsx';
import { useTaskInputs } from '../../controls/inputs/use-task-inputs.ts';
import { Missing, Unavailable } from '../../controls/Obstacle.tsx';
import { ResultPanel } from '../../controls/ResultPanel.tsx';
import { SchemaForm } from '../../controls/SchemaForm.tsx';
import { TaskTabs } from '../../controls/TaskTabs.tsx';
import { type GenerationRequest, useGeneration } from '../../state/generation.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import { useLiveRun } from '../../state/live-run.ts';
import { viewFor } from '../../views/registry.ts';
import type { DataSetDescription, OpenedModel, TaskDescription } from '../../workers/protocol/index.ts';
import styles from './Gan.module.css';

interface MoreTasksProps {
  readonly model: OpenedModel;
  readonly set: DataSetDescription | undefined;
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
  readonly title: string;
}

/** What the controls beside the two networks say, for tasks that start from chance as they do. */
const shared = ['truncation', 'class'];
const withPictures = ({ input }: TaskDescription): boolean => input.some(({ kind }) => kind === 'image');

/** Walks between pictures, mixtures, changes, translations: whatever else the model makes of chance or of a picture. */
export function MoreTasks({ model, set, address, change, title }: MoreTasksProps) {
  const { t } = useTranslation();
  const say = usePluginText();
  const tasks = useMemo(() => model.tasks.filter((task) => task.output === 'image' && task.name !== 'generate' && task.input.every(({ kind }) => kind === 'image')), [model.tasks]);
  const task = tasks.find(({ name }) => name === address.task) ?? tasks.find(({ unavailable }) => unavailable === undefined) ?? tasks[0];
  const generation = useGeneration();
  const given = useTaskInputs(model, task, set, address, change);
  const isOwn = ({ path }: TaskDescription['options'][number]): boolean => task !== undefined && (withPictures(task) || !shared.includes(path[0] ?? ''));
  const known = (task?.options ?? []).map(({ path }) => path[0] ?? '');
  const options = Object.fromEntries(Object.entries(address.options).filter(([name]) => known.includes(name) && !(task !== undefined && withPictures(task) && shared.includes(name))));
  const request: GenerationRequest | undefined = task === undefined || task.unavailable !== undefined || given.missing.length > 0
    ? undefined
    : { source: model.source, task: task.name, inputs: given.inputs, options, seed: address.seed };
  const { begin } = useLiveRun(request, given.own, generation);
  if (task === undefined) return null;

  const { state, step, result } = generation;
  const running = state === 'running';
  const current = result?.request.task === task.name ? result : undefined;
  const shown = running ? step?.sample ?? current?.output : current?.output ?? (state === 'stopped' ? step?.sample : undefined);
  const View = shown && viewFor(shown.kind);
  const fields = task.options.filter(isOwn);
  return (
    <section aria-labelledby="more" className={styles.more}>
      <div className={styles.moreHead}>
        <h2 id="more">{title}</h2>
        <Link to={`/generate?model=${encodeURIComponent(model.source)}`} className={styles.all}>{t('gan.allTasks')}<ArrowRight size={15} aria-hidden /></Link>
      </div>
      {tasks.length > 1 && <TaskTabs tasks={tasks} current={task.name} onPick={(name) => { given.forget(); change((before) => ({ task: name, options: Object.fromEntries(Object.entries(before.options).filter(([each]) => shared.includes(each))), inputs: {} })); }} />}
      {task.description !== undefined && <p className={styles.about}>{say(task.description)}</p>}
      {task.unavailable !== undefined
        ? <Unavailable reason={task.unavailable} />
        : (
          <div className={styles.bench}>
            <div className={styles.side}>
              <section className={`${panel.panel} ${styles.controls}`}>
                {task.input.length > 0 && <TaskInputsForm task={task} given={given} data={model.data} />}
                {fields.length > 0 && <SchemaForm fields={fields} values={address.options} onChange={(next) => { change({ options: next }); }} />}
                {running
                  ? <Button fullWidth variant="default" leftSection={<Square size={16} aria-hidden />} onClick={generation.stop}>{t('generate.stop')}</Button>
                  : <Button fullWidth leftSection={<Play size={16} aria-hidden />} disabled={request === undefined} onClick={begin}>{say(task.title)}</Button>}
                <Missing names={given.missing} />
              </section>
            </div>
            <ResultPanel task={task} generation={generation} asked={request} linkNote={t('generate.linkNote')}>
              {shown === undefined || View === undefined
                ? <div className={styles.empty}>{state === 'failed' ? '' : t('generate.empty')}</div>
                : <View shown={shown} task={task} inputs={current?.inputs ?? {}} lastStep={current?.lastStep ?? step} data={model.data} running={running} />}
            </ResultPanel>
          </div>
        )}
    </section>
  );
}
