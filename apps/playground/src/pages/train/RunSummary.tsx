import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { useLocal, usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import { useTraining } from '../../state/training.ts';
import type { DataSetDescription, DefinitionDescription } from '../../workers/protocol/index.ts';
import { isWritten } from './learning.ts';
import styles from './Setup.module.css';
import { batchText } from './training-fields.ts';

/** What the run that goes on is made of; its settings can't be changed half-way. */
export function RunSummary({ definitions, sets }: { definitions: readonly DefinitionDescription[]; sets: readonly DataSetDescription[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const local = useLocal();
  const say = usePluginText();
  const request = useTraining((training) => training.request);
  const parameters = useTraining((training) => training.parameters);
  const learningRate = useTraining((training) => training.last?.learningRate);
  if (request === undefined) return null;
  const definition = definitions.find(({ id }) => id === request.definition);
  const set = sets.find(({ id }) => id === request.data);
  const subject = request.subject ?? 'image';
  const training = request.training as { steps?: number; batchSize?: number; learningRate?: number; optimizer?: string };
  const rows: readonly (readonly [string, string])[] = [
    [t('train.name'), request.name],
    [t('train.model'), definition === undefined ? request.definition : say(definition.title)],
    ...(parameters === undefined ? [] : [['', t('common.parameters', { number: format.compact(parameters) })] as const]),
    [isWritten(set) ? t('train.texts') : t(`train.subject.${subject}`), set === undefined ? request.data : `${local(set.titles, set.title)} · ${isWritten(set) ? format.bytes(set.bytes) : t(subject === 'image' ? 'common.pictures' : 'common.examples', { count: set.count })}`],
    [t('settings.steps.label'), format.number(training.steps ?? 0)],
    [t(`settings.${batchText(isWritten(set) ? undefined : subject)}.label`), format.number(training.batchSize ?? 0)],
    [t('settings.learningRate.label'), format.significant(learningRate ?? training.learningRate ?? 0, 2)],
    [t('settings.optimizer.label'), training.optimizer ?? ''],
    [t('generate.seed'), String(request.seed)],
  ];
  return (
    <section className={panel.panel}>
      <dl className={styles.summary}>
        {rows.map(([name, value]) => <div key={`${name}${value}`}><dt>{name}</dt><dd>{value}</dd></div>)}
      </dl>
      <p className={styles.hint}>{t('train.hidden')}</p>
    </section>
  );
}
