import { Button, NumberInput, Progress, SegmentedControl, Select, Slider, TextInput } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { type TokenizerEntry, type TokenizerKind, tokenizerKinds, type TrainTokenizerRequest } from '../../workers/tokenize-protocol.ts';
import { FileDrop } from './FileDrop.tsx';
import styles from './TrainPanel.module.css';
import { useEntryTitle } from './use-entry-title.ts';
import { useTokenizerTraining } from './use-tokenizer-training.ts';

const sources = ['korean', 'english', 'both', 'box', 'file'] as const;
type Source = (typeof sources)[number];

const fewest = 300;
const most = 32_000;
const positions = 100;

/** From 300 to 32,000 by like factors, to two figures. */
function vocabularyAt(position: number): number {
  const exact = fewest * (most / fewest) ** (position / positions);
  return Number(exact.toPrecision(2));
}

interface TrainPanelProps {
  /** What stands in the box. */
  readonly text: string;
  readonly bytes: number;
  readonly onDone: (entry: TokenizerEntry) => void;
}

/** A tokenizer of one's own, from a text, in seconds. */
export function TrainPanel({ text, bytes, onDone }: TrainPanelProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { titleOf, recipeTitle } = useEntryTitle();
  const [model, setModel] = useState<TokenizerKind>('bpe');
  const [vocabulary, setVocabulary] = useState(2000);
  const [source, setSource] = useState<Source>('korean');
  const [file, setFile] = useState<File | undefined>(undefined);
  const [title, setTitle] = useState('');
  const [made, setMade] = useState<TokenizerEntry | undefined>(undefined);
  const training = useTokenizerTraining((entry) => {
    setMade(entry);
    onDone(entry);
  });

  const from: TrainTokenizerRequest['text'] | undefined = source === 'box' ? (text.trim() === '' ? undefined : { box: text }) : source === 'file' ? (file === undefined ? undefined : { file, name: file.name }) : { sample: source };
  const usualTitle = recipeTitle({ model, vocabulary, text: source === 'file' ? file?.name ?? t('tokenize.train.source.file') : source });
  const sourceNote = source === 'file'
    ? file === undefined ? t('tokenize.train.sourceNote.fileNone') : t('tokenize.train.sourceNote.file', { name: file.name, size: format.bytes(file.size) })
    : t(`tokenize.train.sourceNote.${source}`, { size: format.bytes(bytes) });
  const { running, progress, error } = training;
  const choose = (kind: TokenizerKind) => {
    setModel(kind);
    // It has each syllable twice, as a beginning and as what goes on: with fewer tokens, most Korean words are unknown.
    if (kind === 'wordpiece') setVocabulary(Math.max(vocabulary, 4000));
  };

  return (
    <section className={panel.panel} aria-labelledby="train-tokenizer" data-testid="train-tokenizer" data-state={running ? 'running' : error !== undefined ? 'failed' : made === undefined ? 'idle' : 'done'}>
      <h2 id="train-tokenizer" className={panel.title}>{t('tokenize.train.title')}</h2>
      <p className={panel.note}>{t('tokenize.train.note')}</p>
      <div className={styles.form}>
        <div className={styles.field}>
          <Select label={t('tokenize.train.kind')} value={model} disabled={running} data={tokenizerKinds.map((kind) => ({ value: kind, label: t(`tokenize.kindName.${kind}`) }))} onChange={(kind) => { if (kind !== null) choose(kind); }} />
          <p className={styles.note}>{t(`tokenize.train.kindNote.${model}`)}</p>
        </div>
        <div className={styles.field}>
          <div className={styles.pair}>
            <label className={styles.label} htmlFor="tokenizer-vocabulary">{t('tokenize.train.vocabulary')}</label>
            <NumberInput id="tokenizer-vocabulary" className={styles.number ?? ''} size="xs" min={fewest} max={most} step={100} thousandSeparator="," allowDecimal={false} value={vocabulary} disabled={running} onChange={(value) => { if (typeof value === 'number' && value >= 1) setVocabulary(value); }} />
          </div>
          <Slider
            min={0} max={positions} step={1} size="sm" label={null} disabled={running} thumbLabel={t('tokenize.train.vocabulary')} thumbProps={{ 'aria-valuetext': format.number(vocabulary) }}
            value={Math.round((positions * Math.log(Math.min(most, Math.max(fewest, vocabulary)) / fewest)) / Math.log(most / fewest))} onChange={(position) => { setVocabulary(vocabularyAt(position)); }}
          />
          <p className={styles.note}>{t('tokenize.train.vocabularyNote')}</p>
        </div>
        <div className={styles.field}>
          <p className={styles.label} id="tokenizer-source">{t('tokenize.train.text')}</p>
          <SegmentedControl fullWidth size="sm" className={styles.sources ?? ''} value={source} disabled={running} aria-labelledby="tokenizer-source" data={sources.map((name) => ({ value: name, label: t(`tokenize.train.source.${name}`) }))} onChange={(next) => { setSource(next); }} />
          <p className={styles.note}>{sourceNote}</p>
          {source === 'file' && <FileDrop testId="drop-text" pick={t('tokenize.train.choose')} title={t('tokenize.train.drop')} multiple={false} onFiles={([chosen]) => { setFile(chosen); }} />}
        </div>
        <div className={styles.field}>
          <TextInput label={t('tokenize.train.name')} value={title} placeholder={usualTitle} maxLength={60} disabled={running} onChange={(event) => { setTitle(event.currentTarget.value); }} />
        </div>
      </div>
      <div className={styles.act}>
        {running
          ? <Button size="md" variant="default" leftSection={<Square size={15} aria-hidden />} onClick={training.stop}>{t('tokenize.train.stop')}</Button>
          : <Button size="md" leftSection={<Play size={17} aria-hidden />} disabled={from === undefined} onClick={() => { if (from !== undefined) { setMade(undefined); training.start({ title: title.trim(), model, vocabulary, text: from }); } }}>{t('tokenize.train.start')}</Button>}
        <div className={styles.status} role="status">
          {running && (
            <>
              <p>
                <b>{progress === undefined ? t('tokenize.train.running') : t(`tokenize.train.phase.${progress.phase}`)}</b>
                {progress !== undefined && <span>{progress.of === undefined ? t('tokenize.train.progressOpen', { done: format.number(progress.done) }) : t('tokenize.train.progress', { done: format.number(progress.done), of: format.number(progress.of) })}</span>}
              </p>
              <Progress size={4} value={progress?.of === undefined || progress.of === 0 ? 0 : (100 * progress.done) / progress.of} aria-label={t('tokenize.train.running')} />
            </>
          )}
          {!running && from === undefined && <p>{t('tokenize.train.startNoText')}</p>}
          {!running && made !== undefined && <p>{t('tokenize.train.done', { name: titleOf(made), vocabulary: format.number(made.tokens ?? 0) })} {made.tokens !== undefined && made.recipe !== undefined && made.tokens < made.recipe.vocabulary && t('tokenize.train.fewer')}</p>}
        </div>
      </div>
      {error !== undefined && <ErrorPanel error={error} />}
    </section>
  );
}
