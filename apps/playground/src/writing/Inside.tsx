import { Button, SegmentedControl } from '@mantine/core';
import { Eye } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Loading } from '../app/Loading.tsx';
import { usePluginText } from '../app/i18n/use-texts.ts';
import panel from '../app/Panel.module.css';
import { ErrorPanel } from '../errors/ErrorPanel.tsx';
import { useGeneration } from '../state/generation.ts';
import { viewFor } from '../views/registry.ts';
import type { InputValue, OpenedModel, TaskDescription } from '../workers/protocol/index.ts';
import styles from './Writing.module.css';

/** Kinds of results that show how a model reads, in the order in which they are offered. */
const looks = ['attention', 'likelihood'];

/** Tasks of a model that show how it reads what a page can give. */
function looking(model: OpenedModel, given: Readonly<Record<string, string>>): readonly TaskDescription[] {
  return looks.flatMap((look) => model.tasks.filter(({ output, input, unavailable }) => output === look && unavailable === undefined && input.every(({ name, kind }) => kind === 'text' && given[name] !== undefined)));
}

interface InsideProps {
  readonly title?: string;
  readonly note?: string;
  readonly model: OpenedModel;
  /** By the name of the input; undefined while there is nothing to look at. */
  readonly given: Readonly<Record<string, string>> | undefined;
  /** Looks by itself whenever there is something new to look at. */
  readonly auto?: boolean;
}

/** How the model reads a text: what each token looks at, and how well it was foreseen. */
export function Inside({ model, title, note, given, auto = false }: InsideProps) {
  const { t } = useTranslation();
  const say = usePluginText();
  const generation = useGeneration();
  // While the next text is written, what was seen of the last one stays.
  const last = useRef<Readonly<Record<string, string>>>({});
  if (given !== undefined) last.current = given;
  const tasks = looking(model, last.current);
  const [name, setName] = useState('');
  const task = tasks.find((each) => each.name === name) ?? tasks[0];
  const { result, state, error } = generation;
  const latest = useRef<() => void>(() => undefined);
  latest.current = () => { if (task !== undefined && given !== undefined) run(task); };
  const key = JSON.stringify(given);
  useEffect(() => { if (auto) latest.current(); }, [auto, key]);
  if (given !== undefined && task === undefined) return null;
  const shown = result !== undefined && result.request.task === task?.name ? result : undefined;
  const leftOut = Number(shown?.lastStep?.extras['leftOut'] ?? 0);
  const View = viewFor(shown?.output.kind ?? '');
  function inputs(of: TaskDescription): Readonly<Record<string, InputValue>> {
    return Object.fromEntries(of.input.map((input) => [input.name, { from: 'plain', kind: 'text', value: last.current[input.name] ?? '' } as const]));
  }
  const stale = shown !== undefined && given !== undefined && task !== undefined && JSON.stringify(inputs(task)) !== JSON.stringify(shown.request.inputs);
  function run(of: TaskDescription): void {
    // Of a text that is longer than the context its beginning is shown, and that it is only that.
    const cuts = of.options.some(({ path, choices }) => path.join('.') === 'overflow' && choices?.includes('truncate') === true);
    generation.run({ source: model.source, task: of.name, inputs: inputs(of), options: cuts ? { overflow: 'truncate' } : {}, seed: 0 });
  }
  return (
    <section className={panel.panel} aria-labelledby="inside-title" data-testid="inside" data-state={state}>
      <h2 id="inside-title" className={panel.title}>{title ?? t('inside.title')}</h2>
      <div className={styles.looks}>
        {tasks.length > 1 && <SegmentedControl size="sm" aria-label={t('inside.title')} value={task?.name ?? ''} data={tasks.map((each) => ({ value: each.name, label: say(each.title) }))} onChange={(next) => { setName(next); const chosen = tasks.find((each) => each.name === next); if (chosen !== undefined && result !== undefined) run(chosen); }} />}
        {task !== undefined && given !== undefined && <Button size="compact-md" variant="default" leftSection={<Eye size={15} aria-hidden />} onClick={() => { run(task); }}>{shown === undefined ? t('inside.look') : t('inside.again')}</Button>}
      </div>
      <p className={styles.note}>{given === undefined ? t('inside.wait') : stale ? t('inside.stale') : note ?? (task?.description === undefined ? t('inside.note') : say(task.description))}</p>
      {error !== undefined && <ErrorPanel error={error} />}
      {state === 'running' && <Loading what={task === undefined ? '' : say(task.title)} />}
      {shown !== undefined && Object.values(shown.inputs).some(({ value }) => String(value).includes('\uFFFD')) && <p className={styles.note}>{t('inside.broken')}</p>}
      {leftOut > 0 && <p className={styles.note}>{t('inside.leftOut', { count: leftOut })}</p>}
      {shown !== undefined && task !== undefined && <View shown={shown.output} inputs={shown.inputs} task={task} lastStep={shown.lastStep} data={undefined} running={false} />}
    </section>
  );
}
