import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { PageHead } from '../../app/PageHead.tsx';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { tokenize } from '../../state/tokenize.ts';
import { longestText, useTokenizeAddress } from '../../state/tokenize-url.ts';
import { useQuery } from '../../state/use-query.ts';
import { boundaryDifference } from '../../views/tokens/boundaries.ts';
import type { Stretch } from '../../views/tokens/TokenField.tsx';
import type { TokenizerEntry } from '../../workers/tokenize-protocol.ts';
import { examples } from './examples.ts';
import { OwnPanel } from './OwnPanel.tsx';
import { PartPager } from './PartPager.tsx';
import { partAt, partOf } from './parts.ts';
import { ScriptTable } from './ScriptTable.tsx';
import { mostUnits, TextBox } from './TextBox.tsx';
import styles from './TokenizePage.module.css';
import { TokenizerColumn } from './TokenizerColumn.tsx';
import { TokenizerPicker } from './TokenizerPicker.tsx';
import { TrainPanel } from './TrainPanel.tsx';
import { useEntryTitle } from './use-entry-title.ts';
import { useTokenized } from './use-tokenized.ts';

const writeAfterMs = 300;

/** A text in tokens, with one tokenizer or two, and one's own. */
export function TokenizePage() {
  const { t } = useTranslation();
  const { titleOf } = useEntryTitle();
  const [address, change] = useTokenizeAddress();
  const [text, setText] = useState<string>(address.text ?? examples.mixed);
  const [merges, setMerges] = useState(address.merges);
  const [otherMerges, setOtherMerges] = useState(address.otherMerges);
  const [wasCut, setWasCut] = useState(false);
  const [part, setPart] = useState(0);
  const [version, setVersion] = useState(0);
  const [grown, setGrown] = useState<string | undefined>(undefined);
  const [left, setLeft] = useState<Stretch | undefined>(undefined);
  const [right, setRight] = useState<Stretch | undefined>(undefined);
  const { entries, error: listError } = useEntries(version);

  const changed = useCallback(() => { setVersion((before) => before + 1); }, []);
  const write = useCallback((next: string, caret: number | undefined) => {
    const kept = next.length > mostUnits ? next.slice(0, mostUnits) : next;
    setWasCut(kept !== next);
    setText((before) => {
      // Who types sees what they type; who pastes sees the beginning.
      setPart(caret !== undefined && Math.abs(kept.length - before.length) < 100 ? partAt(caret) : 0);
      return kept;
    });
  }, []);
  // Not at every letter and every move of a slider: browsers bound how often an address may change.
  useEffect(() => {
    const written = text === examples.mixed || text.length > longestText ? undefined : text;
    if (address.text === written && address.merges === merges && address.otherMerges === otherMerges) return;
    const timer = setTimeout(() => { change({ text: written, merges, otherMerges }); }, writeAfterMs);
    return () => { clearTimeout(timer); };
  }, [text, merges, otherMerges, address, change]);

  const [from, to] = partOf(text, part);
  const one = useTokenized({ tokenizer: address.tokenizer, text, special: address.special, merges, from, to });
  const other = useTokenized(address.other === '' ? undefined : { tokenizer: address.other, text, special: address.special, merges: otherMerges, from, to });
  const compared = address.other !== '';

  const difference = useMemo(() => {
    if (one.result === undefined || other.result === undefined || one.request?.text !== other.request?.text || one.request?.from !== other.request?.from) return undefined;
    return boundaryDifference(one.result.tokens, other.result.tokens);
  }, [one.result, one.request, other.result, other.request]);

  const entryOf = (id: string): TokenizerEntry | undefined => entries?.find((entry) => entry.id === id);
  const nameOf = (id: string): string => {
    const entry = entryOf(id);
    return entry === undefined ? t(`tokenize.name.${id}`, { defaultValue: id }) : titleOf(entry);
  };
  const aboutOf = (id: string): string => {
    const recipe = entryOf(id)?.recipe;
    return recipe === undefined ? t(`tokenize.about.${id}`, { defaultValue: id.startsWith('own:') ? t('tokenize.own.note') : '' }) : t(`tokenize.train.kindNote.${recipe.model}`);
  };
  const pick = (tokenizer: string) => {
    setMerges(undefined);
    change({ tokenizer, merges: undefined });
  };
  const pickOther = (id: string) => {
    setOtherMerges(undefined);
    change({ other: id, otherMerges: undefined });
  };
  const use = (entry: TokenizerEntry) => {
    if (address.other === entry.id) pickOther('');
    pick(entry.id);
    document.getElementById('tokenizers')?.scrollIntoView({ behavior: 'smooth', block: 'start' });
  };
  const names = { one: nameOf(address.tokenizer), other: nameOf(address.other) };

  return (
    <>
      <PageHead title={t('tokenize.title')} lead={t('tokenize.lead')} />
      <div className={styles.page}>
        <TextBox text={text} size={one.result} wasCut={wasCut} special={address.special} own={[address.tokenizer, address.other].some((id) => id.startsWith('own:'))} onText={write} onSpecial={(special) => { change({ special }); }} />
        {listError !== undefined && <ErrorPanel error={listError} retry={changed} />}
        <div id="tokenizers" className={styles.anchor}>
          <PartPager length={text.length} part={part} onPart={setPart} />
          <div className={styles.columns} data-compared={compared}>
            <TokenizerColumn
              testId="tokenizer" name={names.one} about={aboutOf(address.tokenizer)} tokenized={one}
              picker={<TokenizerPicker label={t('tokenize.pick.label')} entries={entries ?? []} value={address.tokenizer} optional={false} onPick={pick} />}
              rival={compared && other.result !== undefined ? { name: names.other, count: other.result.count } : undefined}
              cuts={difference === undefined ? undefined : { only: difference.onlyLeft, shared: difference.shared }} peer={right} onStretch={setLeft}
              merges={merges} grows={grown === address.tokenizer} onMerges={setMerges}
            />
            {compared
              ? (
                <TokenizerColumn
                  testId="other-tokenizer" name={names.other} about={aboutOf(address.other)} tokenized={other}
                  picker={<TokenizerPicker label={t('tokenize.pick.other')} entries={entries ?? []} value={address.other} optional onPick={pickOther} />}
                  rival={one.result === undefined ? undefined : { name: names.one, count: one.result.count }}
                  cuts={difference === undefined ? undefined : { only: difference.onlyRight, shared: difference.shared }} peer={left} onStretch={setRight}
                  merges={otherMerges} grows={false} onMerges={setOtherMerges}
                />
              )
              : <div className={styles.compare}><TokenizerPicker label={t('tokenize.pick.other')} entries={entries ?? []} value="" optional onPick={pickOther} /></div>}
          </div>
        </div>
        {one.result !== undefined && one.result.characters > 0 && (
          <ScriptTable columns={[{ name: names.one, scripts: one.result.scripts }, ...(compared && other.result !== undefined ? [{ name: names.other, scripts: other.result.scripts }] : [])]} />
        )}
        <TrainPanel text={text} bytes={one.result?.bytes ?? text.length} onDone={(entry) => { changed(); setGrown(entry.id); use(entry); }} />
        <OwnPanel entries={entries?.filter(({ origin }) => origin === 'own') ?? []} onUse={use} onChange={changed} />
      </div>
    </>
  );
}

/** The tokenizers there are; the last list stays while the next is asked for. */
function useEntries(version: number): { readonly entries: readonly TokenizerEntry[] | undefined; readonly error: unknown } {
  const { value, error } = useQuery(`tokenizers/${version}`, () => tokenize().tokenizers());
  const [latest, setLatest] = useState(value);
  if (value !== undefined && value !== latest) setLatest(value);
  return { entries: value ?? latest, error };
}
