import { Button } from '@mantine/core';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';

import { Loading } from '../app/Loading.tsx';
import { ErrorPanel } from '../errors/ErrorPanel.tsx';
import { useDataSets, useDefinitions, useShelf } from '../state/catalogue.ts';
import { useOpenedModel } from '../state/opened-model.ts';
import type { DataSetDescription, OpenedModel, ShelfEntry, TaskDescription } from '../workers/protocol/index.ts';
import styles from './ModelGate.module.css';
import { ModelPicker } from './ModelPicker.tsx';

interface ModelGateProps {
  /** Only models that can do this; all if left out. */
  readonly task?: string;
  /** Only models with a task that does; those with `task` come first. */
  readonly does?: (task: TaskDescription) => boolean;
  /** What the address says; the first there is if left out. */
  readonly source: string | undefined;
  readonly onPick: (source: string) => void;
  /** What to say where there is no such model, and what to do. */
  readonly none: string;
  readonly noneHint: string;
  /** Where such a model is trained. */
  readonly trainAt?: string;
  readonly children: (model: OpenedModel, sets: readonly DataSetDescription[]) => ReactNode;
}

/** A model that is named for one of its tasks is at its best there; for others comes one that is not. */
function bestFor(task: string | undefined, able: readonly ShelfEntry[]): ShelfEntry | undefined {
  const first = task === undefined ? able : able.filter(({ tasks }) => tasks.includes(task));
  return first.find(({ name }) => name === task) ?? first.find(({ name, tasks, origin }) => origin === 'shipped' && !tasks.includes(name)) ?? first[0] ?? able[0];
}

/** Which model, and its opening with bytes as they come; then what it is for. */
export function ModelGate({ task, does = (each) => task === undefined || each.name === task, source: asked, onPick, none, noneHint, trainAt = '/train', children }: ModelGateProps) {
  const { t } = useTranslation();
  const shelf = useShelf();
  const definitions = useDefinitions();
  const sets = useDataSets();
  const known = definitions.value;
  const isAble = ({ definition, tasks }: ShelfEntry): boolean => known?.find(({ id }) => id === definition)?.tasks.some((each) => tasks.includes(each.name) && does(each)) === true;
  const able = known === undefined ? undefined : shelf.value?.filter((entry) => task === undefined || isAble(entry));
  const source = asked ?? bestFor(task, able ?? [])?.source;
  const { model, error, progress, retry } = useOpenedModel(able === undefined ? undefined : source);
  if (definitions.error !== undefined) return <ErrorPanel error={definitions.error} retry={definitions.reload} />;
  if (shelf.error !== undefined) return <ErrorPanel error={shelf.error} retry={shelf.reload} />;
  if (able === undefined) return <Loading what={t('models.title')} />;
  if (source === undefined) {
    return (
      <div className={styles.none}>
        <p><b>{none}</b><br />{noneHint}</p>
        <Button component={Link} to={trainAt} rightSection={<ArrowRight size={16} aria-hidden />}>{t('generate.goTrain')}</Button>
      </div>
    );
  }
  const unable = model !== undefined && task !== undefined && !model.tasks.some((each) => each.unavailable === undefined && does(each));
  return (
    <>
      <ModelPicker shelf={able} definitions={definitions.value ?? []} data={sets.value ?? []} source={source} model={model} onPick={onPick} />
      {error !== undefined && <ErrorPanel error={error} retry={retry} />}
      {model === undefined && error === undefined && <Loading what={able.find((entry) => entry.source === source)?.name ?? source} progress={progress} />}
      {unable && (
        <div className={styles.none}><p><b>{none}</b><br />{noneHint}</p></div>
      )}
      {model !== undefined && !unable && sets.value !== undefined && children(model, sets.value)}
    </>
  );
}
