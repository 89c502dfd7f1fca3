import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Loading } from '../../app/Loading.tsx';
import { PageHead } from '../../app/PageHead.tsx';
import panel from '../../app/Panel.module.css';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { useDataSets, useDefinitions, useShelf } from '../../state/catalogue.ts';
import { isActive, useTraining } from '../../state/training.ts';
import { BalancePanel } from './BalancePanel.tsx';
import { HowItLearns } from './HowItLearns.tsx';
import { previewTasks, readsTexts, subjectLearnt, usualPreview } from './learning.ts';
import { ProfilePanel } from './ProfilePanel.tsx';
import { RunBar } from './RunBar.tsx';
import { RunCurve } from './RunCurve.tsx';
import { RunSummary } from './RunSummary.tsx';
import { Samples } from './Samples.tsx';
import { SetupForm } from './SetupForm.tsx';
import { StorageList } from './StorageList.tsx';
import styles from './TrainPage.module.css';
import { trainingChoice } from './training-fields.ts';
import { useDropped } from './use-dropped.ts';
import { useSetup } from './use-setup.ts';

/** One screen, one play button: what learns from what, the loss as it falls, the pictures as they emerge. */
export function TrainPage() {
  const { t } = useTranslation();
  // Only what changes seldom: losses come five times a second, and redrawing a form for each would be felt.
  const state = useTraining((training) => training.state);
  const error = useTraining((training) => training.error);
  // Where two networks learn against each other, their balance and what they make say more than the losses.
  const balanced = useTraining(({ balance }) => balance.last !== undefined);
  const storageVersion = useTraining((training) => training.storageVersion);
  const { recover, start } = useTraining.getState();
  useEffect(() => { void recover(); }, [recover]);
  const dropped = useDropped();
  const version = storageVersion + dropped.version;
  const definitions = useDefinitions();
  const sets = useDataSets(dropped.version);
  const shelf = useShelf(version);
  const known = useLatest(sets.value);
  const models = useLatest(shelf.value);
  const setup = useSetup(definitions.value ?? [], known ?? [], models ?? []);
  const ready = definitions.value !== undefined && known !== undefined && models !== undefined;
  const problem = definitions.error ?? sets.error ?? shelf.error;
  const active = isActive(state);

  const begin = () => {
    const { definition, data, config, fixed, from } = setup;
    if (definition === undefined || data === undefined) return;
    const preview = previewTask(setup);
    void start({
      name: setup.setup.name === '' ? freeName(setup.baseName, models?.map(({ name }) => name) ?? []) : setup.setup.name,
      definition: definition.id,
      config: fixed ?? config ?? setup.setup.config,
      data: data.id,
      tokenizer: definition.tokenizer === undefined || !setup.readsTexts ? undefined : setup.setup.tokenizer,
      written: readsTexts(definition),
      subject: subjectLearnt(definition),
      training: trainingChoice(definition.training, setup.setup.training),
      seed: setup.setup.seed,
      preview: preview === undefined ? undefined : { task: preview, every: setup.setup.every },
      checkpointEvery: setup.setup.checkpointEvery,
      resume: false,
      from: from?.source,
      policy: setup.setup.policy === '' ? undefined : setup.setup.policy,
    });
  };
  const goOn = () => {
    const { request, savedStep } = useTraining.getState();
    if (request !== undefined) void start({ ...request, resume: savedStep !== undefined });
  };
  const loss = (
    <section key="loss" className={panel.panel} aria-labelledby="loss">
      <h2 id="loss" className={panel.title}>{state === 'idle' ? t('train.how.title') : t('chart.title')}</h2>
      {state === 'idle'
        ? <HowItLearns training={{ ...setup.definition?.training, ...setup.setup.training }} subject={subjectLearnt(setup.definition)} isGame={setup.definition?.tasks.some(({ output }) => output === 'judgement') === true} />
        : <RunCurve />}
    </section>
  );
  const samples = (
    <section key="samples" className={panel.panel} aria-labelledby="samples">
      <h2 id="samples" className={panel.title}>{t('train.samples')}</h2>
      <Samples />
    </section>
  );
  return (
    <>
      <PageHead title={t('train.title')} lead={t('train.lead')} />
      {problem !== undefined && <ErrorPanel error={problem} />}
      {!ready && problem === undefined && <Loading what={t('train.title')} />}
      {ready && (
        <div className={styles.layout}>
          <div className={styles.bar}>
            <RunBar blocked={setup.data !== undefined ? undefined : readsTexts(setup.definition) ? t('train.startNoText') : t('train.startNoData')} onStart={begin} onContinue={goOn} />
            {error !== undefined && <div className={styles.error}><ErrorPanel error={error} /></div>}
            {setup.problem !== undefined && setup.problem !== null && error === undefined && state === 'idle' && <div className={styles.error}><ErrorPanel error={setup.problem} /></div>}
          </div>
          <div className={styles.setup}>
            {active || state === 'interrupted'
              ? <RunSummary definitions={definitions.value} sets={known} />
              : <SetupForm {...setup} dropped={dropped} names={models.map(({ name }) => name)} preview={previewTask(setup)} />}
          </div>
          <div className={styles.watch}>
            <BalancePanel />
            {balanced ? [samples, loss] : [loss, samples]}
            <ProfilePanel />
            <StorageList version={version} onChange={dropped.changed} />
          </div>
        </div>
      )}
    </>
  );
}

/** The last value there was, while the next one is asked for. */
function useLatest<Value>(value: Value | undefined): Value | undefined {
  const [latest, setLatest] = useState<Value | undefined>(value);
  if (value !== undefined && value !== latest) setLatest(value);
  return value ?? latest;
}

/** What is shown while it learns unless the user says otherwise: a task that works from the first step on. */
function previewTask({ setup, definition, data, unavailable }: ReturnType<typeof useSetup>): string | undefined {
  if (setup.preview === '') return undefined;
  const tasks = previewTasks(definition, data, unavailable);
  return (tasks.find(({ name }) => name === setup.preview) ?? usualPreview(tasks))?.name;
}

/** `vae-emoji`, `vae-emoji-2`, …: a new run never overwrites an old one by accident. */
function freeName(base: string, taken: readonly string[]): string {
  for (let i = 1; ; i++) {
    const name = i === 1 ? base : `${base}-${i}`;
    if (!taken.includes(name)) return name;
  }
}
