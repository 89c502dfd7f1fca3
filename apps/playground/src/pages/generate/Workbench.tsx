import { Button } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import { usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import { TaskInputsForm } from '../../controls/inputs/TaskInputsForm.tsx';
import { useTaskInputs } from '../../controls/inputs/use-task-inputs.ts';
import { Missing, Unavailable } from '../../controls/Obstacle.tsx';
import { SchemaForm } from '../../controls/SchemaForm.tsx';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { TaskTabs } from '../../controls/TaskTabs.tsx';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import type { DataSetDescription, OpenedModel } from '../../workers/protocol/index.ts';
import styles from './GeneratePage.module.css';
import { Notebook, type Page } from './Notebook.tsx';
import { Plate } from './Plate.tsx';
import { type GenerationRequest, useGeneration } from '../../state/generation.ts';
import { useLiveRun } from '../../state/live-run.ts';

interface WorkbenchProps {
  readonly model: OpenedModel;
  readonly sets: readonly DataSetDescription[];
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** One task of an open model: what it is given, its settings, the dice, and the result. */
export function Workbench({ model, sets, address, change }: WorkbenchProps) {
  const { t } = useTranslation();
  const say = usePluginText();
  const task = model.tasks.find(({ name }) => name === address.task) ?? model.tasks.find(({ unavailable }) => unavailable === undefined) ?? model.tasks[0];
  const set = sets.find(({ id }) => id === model.data);
  const generation = useGeneration();
  const given = useTaskInputs(model, task, set, address, change);
  const { inputs, missing } = given;

  const request: GenerationRequest | undefined = task === undefined || task.unavailable !== undefined || missing.length > 0
    ? undefined
    : { source: model.source, task: task.name, inputs, options: address.options, seed: address.seed };
  const { begin } = useLiveRun(request, given.own, generation);

  if (task === undefined) return null;
  const running = generation.state === 'running';
  const back = (page: Page) => { change({ seed: page.seed, options: page.options }); };

  return (
    <div className={styles.bench}>
      <div className={styles.tasks}><TaskTabs tasks={model.tasks} current={task.name} onPick={(name) => { given.forget(); change({ task: name, options: {}, inputs: {} }); }} /></div>

      <div className={styles.act}>
        {task.description !== undefined && <p className={styles.about}>{say(task.description)}</p>}
        {task.unavailable !== undefined
          ? <Unavailable reason={task.unavailable} />
          : (
            <>
              <SeedControl seed={address.seed} onChange={(seed) => { change({ seed }); }} />
              <div className={styles.buttons}>
                {running
                  ? <Button fullWidth size="md" variant="default" leftSection={<Square size={16} aria-hidden />} onClick={generation.stop}>{t('generate.stop')}</Button>
                  : <Button fullWidth size="md" leftSection={<Play size={17} aria-hidden />} disabled={request === undefined} onClick={begin}>{say(task.title)}</Button>}
              </div>
              <Missing names={missing} />
            </>
          )}
      </div>

      <div className={styles.plate}><Plate task={task} generation={generation} asked={request} data={model.data} /></div>

      <div className={styles.settings}>
        {task.input.length > 0 && (
          <section className={panel.panel}>
            <h2 className={panel.title}>{t('generate.inputs')}</h2>
            <TaskInputsForm task={task} given={given} data={model.data} />
          </section>
        )}
        {task.options.length > 0 && (
          <section className={panel.panel}>
            <h2 className={panel.title}>{t('generate.options')}</h2>
            <SchemaForm fields={task.options} values={address.options} onChange={(options) => { change({ options }); }} />
          </section>
        )}
      </div>
      <div className={styles.notebook}><Notebook task={task} result={generation.state === 'done' ? generation.result : undefined} onBack={back} /></div>
    </div>
  );
}
