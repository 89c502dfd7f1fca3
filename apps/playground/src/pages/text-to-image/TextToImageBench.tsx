import { Button } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import { inputControlFor } from '../../controls/inputs/registry.ts';
import { Missing, Unavailable } from '../../controls/Obstacle.tsx';
import { SchemaForm } from '../../controls/SchemaForm.tsx';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { TaskTabs } from '../../controls/TaskTabs.tsx';
import { withValue } from '../../controls/values.ts';
import { useDenoising } from '../../state/denoising.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import { useLiveRun } from '../../state/live-run.ts';
import type { DataSetDescription, OpenedModel } from '../../workers/protocol/index.ts';
import { useGivenText } from '../../writing/use-given-text.ts';
import { useNarrow } from '../../writing/use-narrow.ts';
import { Plate } from './Plate.tsx';
import { PromptPanel } from './PromptPanel.tsx';
import styles from './TextToImage.module.css';
import { useCaptions } from './use-captions.ts';
import { useGiven } from './use-given.ts';
import { fieldsOf, inputsOf, optionsOf, readsPrompt, takes, waysOf } from './ways.ts';

interface TextToImageBenchProps {
  readonly model: OpenedModel;
  readonly sets: readonly DataSetDescription[];
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** A pause in typing, after which what is quick enough is painted. */
const restMs = 300;
const negative = 'negativePrompt';

/** What is asked for, in which way, with which dice; and how it comes out of noise. */
export function TextToImageBench(props: TextToImageBenchProps) {
  const captions = useCaptions(props.sets.find(({ id }) => id === props.model.data));
  const ways = useMemo(() => waysOf(props.model.tasks), [props.model.tasks]);
  const task = ways.find(({ name }) => name === props.address.task) ?? ways[0];
  // A prompt to begin with is there before anything runs.
  return captions === undefined || task === undefined ? null : <Bench {...props} captions={captions} ways={ways} task={task} />;
}

interface BenchProps extends TextToImageBenchProps {
  readonly captions: readonly string[];
  readonly ways: OpenedModel['tasks'];
  readonly task: OpenedModel['tasks'][number];
}

function Bench({ model, sets, address, change, captions, ways, task }: BenchProps) {
  const { t } = useTranslation();
  const say = usePluginText();
  const set = sets.find(({ id }) => id === model.data);
  // What a picture becomes shows more where it is something else.
  const first = task.input.some(({ kind }) => kind === 'image') ? captions[1] : captions[0];
  const [prompt, setPrompt] = useGivenText('text', first ?? '', address, change);
  const [other, setOther] = useGivenText('to', captions[1] ?? '', address, change);
  const { picture, mask, own, give } = useGiven(task, set, address, change);
  const denoising = useDenoising();

  const inputs = inputsOf(task, { prompt, other, picture, mask });
  const missing = task.input.filter(({ name }) => inputs[name] === undefined);
  const request = task.unavailable !== undefined || missing.length > 0 ? undefined : { source: model.source, task: task.name, inputs, options: optionsOf(task, address.options, { prompt }), seed: address.seed };
  const { begin, atOnce } = useLiveRun(request, own, denoising, restMs);
  const plate = useRef<HTMLDivElement>(null);
  const narrow = useNarrow();
  const run = () => {
    if (request === undefined) return;
    begin();
    // Where the result lies below the form, whoever asks for it sees it come.
    if (narrow) plate.current?.scrollIntoView({ block: 'start' });
  };

  const setOption = (name: string, value: string) => { change((before) => ({ options: withValue(before.options, [name], value === '' ? undefined : value) })); };
  const said = address.options[negative];
  const avoided = typeof said === 'string' ? said : '';
  const given = { image: picture, mask } as const;
  const side = task.input.find(({ kind }) => kind === 'image')?.shape?.[0] ?? set?.shape[0] ?? 32;
  return (
    <div className={styles.bench}>
      <div className={styles.tabs}><TaskTabs tasks={ways} current={task.name} onPick={(name) => { atOnce(); change({ task: name }); }} /></div>

      <section className={`${panel.panel} ${styles.ask}`} aria-label={t('textToImage.ask')}>
        {task.description !== undefined && <p className={styles.about}>{say(task.description)}</p>}
        <Unavailable reason={task.unavailable} />
        {readsPrompt(task) && (
          <PromptPanel
            prompt={prompt} onPrompt={setPrompt} captions={captions} onChosen={atOnce} onSubmit={run}
            other={task.input.filter(({ kind }) => kind === 'text').length > 1 ? { text: other, onChange: setOther } : undefined}
            negative={takes(task, negative) ? { text: avoided, onChange: (text) => { setOption(negative, text); } } : undefined}
          />
        )}
        {task.input.map((input) => {
          const { name, kind } = input;
          if (kind !== 'image' && kind !== 'mask') return null;
          const Control = inputControlFor(kind);
          return <Control key={name} input={input} label={t(`input.name.${name}`, { defaultValue: name })} value={given[kind]} data={model.data} beside={inputs} takesPaste={kind === 'image'} derive={undefined} picture={undefined} onChange={(value) => { give(kind, value); }} />;
        })}
        <SeedControl seed={address.seed} onChange={(seed) => { atOnce(); change({ seed }); }} />
        {denoising.state === 'running'
          ? <Button fullWidth size="md" variant="default" leftSection={<Square size={16} aria-hidden />} onClick={denoising.stop}>{t('generate.stop')}</Button>
          : <Button fullWidth size="md" leftSection={<Play size={17} aria-hidden />} disabled={request === undefined} onClick={run}>{t('textToImage.paint')}</Button>}
        <Missing names={missing.map(({ name }) => name)} />
      </section>

      <div ref={plate} className={styles.plate}><Plate task={task} denoising={denoising} asked={request} set={set} /></div>

      <section className={`${panel.panel} ${styles.settings}`}>
        <h2 className={panel.title}>{t('generate.options')}</h2>
        <SchemaForm fields={fieldsOf(task, side)} values={address.options} onChange={(options) => { change({ options }); }} />
      </section>
    </div>
  );
}
