import { Button, Textarea } from '@mantine/core';
import { Languages, Square } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { withCandidates } from '../../controls/truncation.ts';
import type { Values } from '../../controls/values.ts';
import type { ChangeAddress, GenerateAddress } from '../../state/generate-url.ts';
import { useRuns } from '../../state/runs.ts';
import { textOf } from '../../state/writing.ts';
import type { Candidate, OpenedModel, WrittenToken } from '../../workers/protocol/index.ts';
import { branchAt } from '../../writing/branch.ts';
import { DiceSection } from '../../writing/DiceSection.tsx';
import { DiceSide } from '../../writing/DiceSide.tsx';
import { Examples } from '../../writing/Examples.tsx';
import { Inside } from '../../writing/Inside.tsx';
import { useGivenText } from '../../writing/use-given-text.ts';
import { useLooks } from '../../writing/use-look.ts';
import { useNarrow } from '../../writing/use-narrow.ts';
import writing from '../../writing/Writing.module.css';
import { WrittenPanel } from '../../writing/WrittenPanel.tsx';
import { Alternatives } from './Alternatives.tsx';
import { examples } from './examples.ts';
import styles from './Translate.module.css';

interface TranslateBenchProps {
  readonly model: OpenedModel;
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** Box to box, other ways to say it, and which words were looked at. */
export function TranslateBench({ model, address, change }: TranslateBenchProps) {
  const { t } = useTranslation();
  const task = model.tasks.find(({ name }) => name === 'translate');
  const field = task?.input[0]?.name ?? 'text';
  const options = task?.options ?? [];
  const [source, setSource] = useGivenText(field, examples[0]?.text ?? '', address, change);
  const { current, start, stop } = useRuns();
  const look = useLooks().at(current?.key);
  const narrow = useNarrow();
  // Another way to say it that was chosen to be looked at.
  const [other, setOther] = useState<{ readonly of: string | undefined; readonly text: string } | undefined>(undefined);

  const begin = (text = source, seed = address.seed, begun: readonly WrittenToken[] = []) => {
    if (text.trim() === '') return;
    look.pin(undefined);
    start({ source: model.source, task: 'translate', inputs: { [field]: { from: 'plain', kind: 'text', value: text } }, options: withCandidates(options, address.options), seed }, begun);
  };
  const first = useRef(begin);
  first.current = begin;
  useEffect(() => { first.current(); }, []);

  const branch = (candidate: Candidate) => {
    if (current === undefined || look.index === undefined) return;
    begin(source, current.written.request.seed, branchAt(current.written.tokens, look.index, candidate));
  };
  const running = current?.written.state === 'running';
  const read = current?.written.request.inputs[field];
  const written = current === undefined ? '' : typeof current.written.output?.value === 'string' ? current.written.output.value : textOf(current.written.tokens);
  const target = other !== undefined && other.of === current?.key ? other.text : written;
  const given = useMemo(() => (running || target.trim() === '' || read?.from !== 'plain' ? undefined : { [field]: String(read.value), text: String(read.value), target }), [running, target, read, field]);

  const setOptions = (next: Values) => { change({ options: next }); };
  const dice = <DiceSection model={model} options={options} values={address.options} onChange={setOptions} run={current?.written} look={look} onBranch={branch} onAgain={() => { begin(); }} narrow={narrow} />;

  return (
    <div className={writing.bench}>
      <div className={writing.main}>
        <div className={styles.boxes}>
          <section className={panel.panel}>
            <h2 className={panel.title}>{t('translate.source')}</h2>
            <Textarea
              aria-label={t('translate.source')} placeholder={t('translate.placeholder')} description={t('translate.sourceNote')} inputWrapperOrder={['label', 'input', 'description', 'error']} autosize minRows={3} maxRows={10} value={source}
              onChange={({ currentTarget }) => { setSource(currentTarget.value); }}
              onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) { event.preventDefault(); begin(); } }}
            />
            <div className={writing.act}>
              {running
                ? <Button size="md" variant="default" leftSection={<Square size={16} aria-hidden />} onClick={stop}>{t('common.stop')}</Button>
                : <Button size="md" leftSection={<Languages size={17} aria-hidden />} disabled={source.trim() === ''} onClick={() => { begin(); }}>{t('translate.go')}</Button>}
            </div>
          </section>
          <WrittenPanel title={t('translate.result')} run={current?.written} before="" look={look} link />
        </div>
        <Examples label={t('translate.examples')} examples={examples} current={source} onPick={(text) => { setSource(text); begin(text); }} />
        {narrow && dice}
        <Alternatives written={current?.written} chosen={target} onPick={(text) => { setOther({ of: current?.key, text }); }} />
        <Inside model={model} title={t('translate.alignment')} note={t('translate.alignmentNote')} given={given} auto />
      </div>
      <DiceSide options={options} values={address.options} onChange={setOptions} dice={!narrow && dice}>
        <section className={panel.panel}><SeedControl seed={address.seed} onChange={(seed) => { change({ seed }); begin(source, seed); }} note={t('translate.seedNote')} /></section>
      </DiceSide>
    </div>
  );
}
