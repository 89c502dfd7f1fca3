import { NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

import { useLocal, usePluginText } from '../../app/i18n/use-texts.ts';
import panel from '../../app/Panel.module.css';
import { SchemaForm } from '../../controls/SchemaForm.tsx';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { DataPicker } from './DataPicker.tsx';
import { previewTasks, readsTexts, subjectLearnt } from './learning.ts';
import styles from './Setup.module.css';
import { tokenizerFields, trainingFields } from './training-fields.ts';
import type { Dropped } from './use-dropped.ts';
import type { useSetup } from './use-setup.ts';

type SetupFormProps = ReturnType<typeof useSetup> & {
  readonly dropped: Dropped;
  readonly names: readonly string[];
  readonly preview: string | undefined;
};

/** All that is decided before a run: model and data first, the rest has good defaults. */
export function SetupForm({ setup, change, definition, data, able, trainable, from, config, unavailable, readsTexts: isRead, baseName, dropped, names, preview }: SetupFormProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const say = usePluginText();
  if (definition === undefined) return null;
  const written = readsTexts(definition);
  const subject = subjectLearnt(definition);
  const previews = previewTasks(definition, data, unavailable);
  // What follows from the data is shown as the default, so that the form says what will be made.
  const fields = definition.config.map((field) => {
    const followed = field.path.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], config);
    return followed === undefined || setup.config[field.path[0] ?? ''] !== undefined ? field : { ...field, default: followed };
  });
  const about = definition.policies.find(({ name }) => name === setup.policy)?.description;
  const policyNote = about === undefined ? t('train.policyNote') : say(about);
  const nameProblem = setup.name !== '' && !/^[\w-]{1,40}$/.test(setup.name) ? t('train.nameInvalid') : undefined;
  return (
    <div className={styles.forms} data-setup>
      <section className={panel.panel}>
        <h2 className={panel.title}>{t('train.model')}</h2>
        {from !== undefined
          ? <p className={styles.from}>{local(from.titles, from.title)}<small>{t('models.further')}</small></p>
          : trainable.length > 1 && trainable.length <= 3
            ? <SegmentedControl fullWidth orientation="vertical" data={trainable.map(({ id, title }) => ({ value: id, label: say(title) }))} value={definition.id} onChange={(id) => { change({ definition: id, config: {}, tokenizer: {}, training: {}, preview: undefined, policy: '' }); }} aria-label={t('train.model')} />
            : <Select data={trainable.map(({ id, title }) => ({ value: id, label: say(title) }))} value={definition.id} onChange={(id) => { if (id !== null) change({ definition: id, config: {}, tokenizer: {}, training: {}, preview: undefined, policy: '' }); }} aria-label={t('train.model')} />}
        {definition.description !== undefined && <p className={styles.hint}>{say(definition.description)}</p>}
      </section>

      <section className={panel.panel}>
        <h2 className={panel.title}>{subject === undefined ? t('train.texts') : t(`train.subject.${subject}`)}</h2>
        <DataPicker sets={able} subject={subject} current={data} onPick={(id) => { change({ data: id }); }} dropped={dropped} />
      </section>

      {from === undefined && definition.tokenizer !== undefined && isRead && (
        <section className={panel.panel}>
          <h2 className={panel.title}>{t('train.tokenizer')}</h2>
          <p className={panel.note}>{t('train.tokenizerNote')}</p>
          <SchemaForm fields={tokenizerFields(definition.tokenizer)} values={setup.tokenizer} onChange={(tokenizer) => { change({ tokenizer }); }} />
        </section>
      )}

      <section className={panel.panel}>
        <h2 className={panel.title}>{t('train.settings')}</h2>
        <SchemaForm fields={trainingFields(definition.training, t, subject)} values={setup.training} onChange={(training) => { change({ training }); }} />
      </section>

      {from === undefined && fields.length > 0 && (
        <section className={panel.panel}>
          <h2 className={panel.title}>{t('train.network')}</h2>
          <SchemaForm fields={fields} values={setup.config} onChange={(next) => { change({ config: next }); }} />
        </section>
      )}

      <section className={`${panel.panel} ${styles.forms}`}>
        <div className={styles.pair}>
          <Select
            label={t('train.preview')} data={[...previews.map(({ name, title }) => ({ value: name, label: say(title) })), { value: '', label: t('train.previewNone') }]}
            value={preview ?? ''} onChange={(value) => { change({ preview: value ?? '' }); }}
          />
          <NumberInput label={t('train.every')} suffix={t('train.stepsSuffix')} min={1} max={100_000} allowDecimal={false} value={setup.every} disabled={preview === undefined} onChange={(every) => { if (typeof every === 'number' && every > 0) change({ every }); }} />
        </div>
        <p className={styles.below}>{written ? t('train.previewTextNote') : t('train.previewNote')}</p>
        {definition.policies.length > 0 && (
          <Select
            label={t('train.policy')} inputWrapperOrder={['label', 'input', 'description']} description={policyNote}
            data={[{ value: '', label: t('train.policyNone') }, ...definition.policies.map(({ name, title }) => ({ value: name, label: say(title) }))]} value={setup.policy} onChange={(policy) => { change({ policy: policy ?? '' }); }}
          />
        )}
        <NumberInput label={t('settings.checkpointEvery.label')} description={t('settings.checkpointEvery.note')} inputWrapperOrder={['label', 'input', 'description']} suffix={t('train.stepsSuffix')} min={1} max={100_000} allowDecimal={false} value={setup.checkpointEvery} onChange={(value) => { if (typeof value === 'number' && value > 0) change({ checkpointEvery: value }); }} />
        <TextInput
          label={t('train.name')} placeholder={baseName} value={setup.name} error={nameProblem} inputWrapperOrder={['label', 'input', 'error', 'description']}
          description={names.includes(setup.name) ? t('train.nameTaken') : t('train.nameNote')} onChange={(event) => { change({ name: event.currentTarget.value.trim() }); }}
        />
        <SeedControl seed={setup.seed} onChange={(seed) => { change({ seed }); }} note={t('train.seedNote')} />
      </section>
    </div>
  );
}
