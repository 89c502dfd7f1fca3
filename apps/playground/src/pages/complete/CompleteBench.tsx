import { Button, Textarea } from '@mantine/core';
import { Play, Square } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
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
import { Branches } from './Branches.tsx';
import { examplesFor } from './examples.ts';

interface CompleteBenchProps {
  readonly model: OpenedModel;
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** A prompt, the text that follows, the dice behind each of its tokens, and what the model looks at. */
export function CompleteBench({ model, address, change }: CompleteBenchProps) {
  const { t, i18n } = useTranslation();
  const task = model.tasks.find(({ name }) => name === 'complete');
  const field = task?.input[0]?.name ?? 'prompt';
  const options = task?.options ?? [];
  const examples = examplesFor(i18n.language);
  const [prompt, setPrompt] = useGivenText(field, examples[0]?.text ?? '', address, change);
  const { runs, current, start, stop, show, clear } = useRuns();
  const look = useLooks().at(current?.key);
  const narrow = useNarrow();

  const begin = (seed = address.seed, begun: readonly WrittenToken[] = [], parent?: string) => {
    look.pin(undefined);
    start({ source: model.source, task: 'complete', inputs: { [field]: { from: 'plain', kind: 'text', value: prompt } }, options: withCandidates(options, address.options), seed }, begun, parent);
  };
  // Something is there at once: a link shows what it was made from, and a page what it does.
  const first = useRef(begin);
  first.current = begin;
  useEffect(() => { first.current(); }, []);

  const throwAnew = (seed: number) => {
    change({ seed });
    begin(seed);
  };
  const branch = (candidate: Candidate) => {
    if (current === undefined || look.index === undefined) return;
    begin(current.written.request.seed, branchAt(current.written.tokens, look.index, candidate), current.key);
  };

  const before = useMemo(() => {
    const given = current?.written.request.inputs[field];
    return given?.from === 'plain' ? String(given.value) : '';
  }, [current?.written.request.inputs, field]);
  const running = current?.written.state === 'running';
  const whole = before + textOf(current?.written.tokens ?? []);

  const setOptions = (next: Values) => { change({ options: next }); };
  const dice = <DiceSection model={model} options={options} values={address.options} onChange={setOptions} run={current?.written} look={look} onBranch={branch} onAgain={() => { begin(); }} narrow={narrow} />;

  return (
    <div className={writing.bench}>
      <div className={writing.main}>
        <section className={panel.panel}>
          <Examples label={t('complete.examples')} examples={examples} current={prompt} onPick={setPrompt} />
          <Textarea
            aria-label={t('complete.prompt')} placeholder={t('complete.placeholder')} description={t('complete.promptNote')} inputWrapperOrder={['label', 'input', 'description', 'error']} autosize minRows={2} maxRows={10} value={prompt}
            onChange={({ currentTarget }) => { setPrompt(currentTarget.value); }}
            onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) { event.preventDefault(); begin(); } }}
          />
          <div className={writing.act}>
            {running
              ? <Button size="md" variant="default" leftSection={<Square size={16} aria-hidden />} onClick={stop}>{t('common.stop')}</Button>
              : <Button size="md" leftSection={<Play size={17} aria-hidden />} onClick={() => { begin(); }}>{t('complete.write')}</Button>}
            <div className={writing.seed}><SeedControl seed={address.seed} onChange={throwAnew} note={t('complete.seedNote')} /></div>
          </div>
        </section>
        <WrittenPanel run={current?.written} before={before} look={look} link />
        {narrow && dice}
        <Branches runs={runs} current={current?.key} onShow={show} onClear={clear} />
        <Inside model={model} given={running || whole === '' ? undefined : { text: whole, prompt: whole }} />
      </div>
      <DiceSide options={options} values={address.options} onChange={setOptions} dice={!narrow && dice} />
    </div>
  );
}
