import { Button } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import { addressOf, inputFrom, missingInputs, startingInput } from '../../controls/inputs/given.ts';
import { plainInput } from '../../controls/inputs/input.ts';
import { inputControlFor } from '../../controls/inputs/registry.ts';
import { SchemaForm } from '../../controls/SchemaForm.tsx';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { TaskTabs } from '../../controls/TaskTabs.tsx';
import { compute } from '../../state/compute.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import type { DataSetDescription, InputValue, OpenedModel } from '../../workers/protocol/index.ts';
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
  // What cannot be written into the address: a dropped picture.
  const [own, setOwn] = useState<Readonly<Record<string, InputValue>>>({});
  const generation = useGeneration();

  const [pictures, setPictures] = useState<Readonly<Record<string, InputValue>>>({});

  const inputs = useMemo(() => {
    const entries = (task?.input ?? []).map((input, place) => [input.name, own[input.name] ?? inputFrom(input, address.inputs[input.name]) ?? startingInput(input, place, set)] as const);
    return Object.fromEntries(entries.filter((entry): entry is readonly [string, InputValue] => entry[1] !== undefined));
  }, [task, own, address.inputs, set]);
  const missing = missingInputs(task, inputs);

  const setInput = useCallback((name: string, value: InputValue) => {
    const written = addressOf(value);
    setOwn((before) => ({ ...without(before, name), ...(written === undefined && { [name]: value }) }));
    change((before) => ({ inputs: { ...without(before.inputs, name), ...(written !== undefined && { [name]: written }) } }));
  }, [change]);
  const derive = useCallback(async (name: string, by: string, picture: InputValue) => {
    setPictures((before) => ({ ...before, [name]: picture }));
    const made = await compute().derive(model.source, by, picture);
    setInput(name, plainInput(made.kind, made.value));
  }, [model.source, setInput]);

  // A latent vector means nothing to anybody: it begins where a picture lies.
  useEffect(() => {
    for (const [place, { name, madeBy }] of (task?.input ?? []).entries()) {
      if (inputs[name] !== undefined || madeBy === undefined || pictures[name] !== undefined) continue;
      const picture = startingInput({ name, kind: 'image', shape: undefined, madeBy: undefined }, place, set);
      if (picture !== undefined) void derive(name, madeBy, picture);
    }
  }, [task, inputs, pictures, set, derive]);

  const request: GenerationRequest | undefined = task === undefined || task.unavailable !== undefined || missing.length > 0
    ? undefined
    : { source: model.source, task: task.name, inputs, options: address.options, seed: address.seed };
  const { begin } = useLiveRun(request, own, generation);

  if (task === undefined) return null;
  const running = generation.state === 'running';
  const back = (page: Page) => { change({ seed: page.seed, options: page.options }); };

  return (
    <div className={styles.bench}>
      <div className={styles.tasks}><TaskTabs tasks={model.tasks} current={task.name} onPick={(name) => { setOwn({}); setPictures({}); change({ task: name, options: {}, inputs: {} }); }} /></div>

      <div className={styles.act}>
        {task.description !== undefined && <p className={styles.about}>{say(task.description)}</p>}
        {task.unavailable !== undefined
          ? <p className={styles.blocked} role="status">{t('generate.unavailable', { reason: say(task.unavailable) })}</p>
          : (
            <>
              <SeedControl seed={address.seed} onChange={(seed) => { change({ seed }); }} />
              <div className={styles.buttons}>
                {running
                  ? <Button fullWidth size="md" variant="default" leftSection={<Square size={16} aria-hidden />} onClick={generation.stop}>{t('generate.stop')}</Button>
                  : <Button fullWidth size="md" leftSection={<Play size={17} aria-hidden />} disabled={request === undefined} onClick={begin}>{say(task.title)}</Button>}
              </div>
              {missing.length > 0 && <p className={styles.blocked} role="status">{t('generate.missing', { what: missing.map((name) => t(`input.name.${name}`, { defaultValue: name })).join(', ') })}</p>}
            </>
          )}
      </div>

      <div className={styles.plate}><Plate task={task} generation={generation} asked={request} data={model.data} /></div>

      <div className={styles.settings}>
        {task.input.length > 0 && (
          <section className={panel.panel}>
            <h2 className={panel.title}>{t('generate.inputs')}</h2>
            <div className={styles.inputs}>
              {task.input.map((input, place) => {
                const Control = inputControlFor(input.kind);
                return <Control key={input.name} input={input} label={t(`input.name.${input.name}`, { defaultValue: input.name })} value={inputs[input.name]} data={model.data} takesPaste={place === 0} beside={inputs} picture={pictures[input.name]}
                  derive={input.madeBy === undefined ? undefined : (picture) => derive(input.name, input.madeBy ?? '', picture)} onChange={(value) => { setInput(input.name, value); }} />;
              })}
            </div>
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

function without<Value>(values: Readonly<Record<string, Value>>, name: string): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
}
