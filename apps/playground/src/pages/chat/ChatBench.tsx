import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import { SeedControl } from '../../controls/SeedControl.tsx';
import { withCandidates } from '../../controls/truncation.ts';
import type { Values } from '../../controls/values.ts';
import { type Asking, useConversation } from '../../state/conversation.ts';
import { type ChangeAddress, type GenerateAddress, throwDice } from '../../state/generate-url.ts';
import type { Candidate, Field, OpenedModel } from '../../workers/protocol/index.ts';
import { branchAt } from '../../writing/branch.ts';
import { DiceSection } from '../../writing/DiceSection.tsx';
import { DiceSide } from '../../writing/DiceSide.tsx';
import { Examples } from '../../writing/Examples.tsx';
import { useGivenText } from '../../writing/use-given-text.ts';
import { useLooks } from '../../writing/use-look.ts';
import { useNarrow } from '../../writing/use-narrow.ts';
import writing from '../../writing/Writing.module.css';
import { Answer } from './Answer.tsx';
import styles from './Chat.module.css';
import { ChatTools } from './ChatTools.tsx';
import { Composer } from './Composer.tsx';
import { forgetful, forgotten } from './forgotten.ts';
import { Said } from './Said.tsx';
import { tries } from './tries.ts';
import { WhatItReads } from './WhatItReads.tsx';

interface ChatBenchProps {
  readonly model: OpenedModel;
  readonly address: GenerateAddress;
  readonly change: ChangeAddress;
}

/** The conversation, what shapes the answers, and the dice behind each token of them. */
export function ChatBench({ model, address, change }: ChatBenchProps) {
  const { t, i18n } = useTranslation();
  const task = model.tasks.find(({ name }) => name === 'chat');
  // A conversation goes on when it has become longer than the context: its oldest turns are forgotten, unless the user would rather be told.
  const options = (task?.options ?? []).map((field): Field => (field.path.join('.') === 'overflow' && field.default === 'error' ? { ...field, default: 'truncate' } : field));
  const [system, setSystem] = useGivenText('system', '', address, change);
  const conversation = useConversation();
  const { turns, running } = conversation;
  const looks = useLooks();
  const [coloured, setColoured] = useState(false);

  const asking = (seed: number): Asking => ({
    source: model.source, task: 'chat', options: withCandidates(options, { ...forgetful(options), ...address.options }), seed, system,
    field: task?.input.find(({ kind }) => kind === 'chat')?.name ?? 'messages',
  });
  // Each turn has a throw of its own, which follows from the one number.
  const seedOf = (turn: number): number => address.seed + Math.floor(turn / 2);
  const looked = turns.find(({ key }) => key === looks.text) ?? turns.findLast(({ role }) => role === 'assistant');
  const answer = looked?.role === 'assistant' ? looked.answers[looked.chosen] : undefined;
  const look = looks.at(looked?.key);
  const branch = (candidate: Candidate) => {
    if (looked === undefined || answer === undefined || look.index === undefined) return;
    look.pin(undefined);
    conversation.again(looked.key, asking(answer.request.seed), branchAt(answer.tokens, look.index, candidate));
  };
  const last = turns.at(-1);
  const narrow = useNarrow();
  const setOptions = (next: Values) => { change({ options: next }); };
  const again = last?.role === 'assistant' ? () => { conversation.again(last.key, asking(last.answers[last.chosen]?.request.seed ?? address.seed)); } : undefined;
  const dice = <DiceSection model={model} options={options} values={address.options} onChange={setOptions} run={answer} look={look} onBranch={branch} onAgain={again} narrow={narrow} />;
  const forgets = last?.role === 'assistant' && forgotten(turns, last.answers[last.chosen]);

  return (
    <div className={writing.bench}>
      <div className={writing.main}>
        <section className={panel.panel} aria-label={t('chat.conversation')} data-testid="conversation" data-state={running ? 'running' : 'idle'}>
          <ChatTools turns={turns} system={system} model={model} seed={address.seed} coloured={coloured} onColour={setColoured} onReset={conversation.reset} />
          {turns.length === 0
            ? (
              <div className={styles.empty}>
                <p>{t('chat.empty')}</p>
                <Examples label={t('chat.tries')} examples={tries(i18n.language)} current="" onPick={(text) => { conversation.say(text, asking(seedOf(0))); }} />
              </div>
            )
            : (
              <ol className={styles.turns}>
                {turns.map((turn, place) => (turn.role === 'user'
                  ? <Said key={turn.key} content={turn.content} onEdit={(content) => { conversation.edit(turn.key, content, asking(seedOf(place))); }} />
                  : (
                    <Answer
                      key={turn.key} turn={turn} look={looks.at(turn.key)} coloured={coloured} onChoose={(chosen) => { conversation.choose(turn.key, chosen); }}
                      onAgain={() => { conversation.again(turn.key, asking(throwDice())); }}
                    />
                  )))}
              </ol>
            )}
          {forgets && <p className={styles.silent} role="status">{t('chat.forgets')}</p>}
          <Composer running={running} onSay={(content) => { conversation.say(content, asking(seedOf(turns.length))); }} onStop={conversation.stop} />
        </section>
        {narrow && dice}
        <WhatItReads written={last?.role === 'assistant' ? last.answers[last.chosen] : undefined} />
      </div>
      <DiceSide options={options} values={address.options} onChange={setOptions} dice={!narrow && dice}>
        <section className={`${panel.panel} ${styles.settings}`}>
          <Textarea label={t('chat.system')} description={t('chat.systemNote')} inputWrapperOrder={['label', 'input', 'description', 'error']} autosize minRows={1} maxRows={6} value={system} onChange={({ currentTarget }) => { setSystem(currentTarget.value); }} />
          <SeedControl seed={address.seed} onChange={(seed) => { change({ seed }); }} />
        </section>
      </DiceSide>
    </div>
  );
}
