import { ActionIcon, SegmentedControl, Tooltip } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import { Loading } from '../../app/Loading.tsx';
import panel from '../../app/Panel.module.css';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { tokenize } from '../../state/tokenize.ts';
import type { BoundaryDifference } from '../../views/tokens/boundaries.ts';
import { type Stretch, TokenField } from '../../views/tokens/TokenField.tsx';
import { TokenDetails } from '../../views/tokens/TokenDetails.tsx';
import { MergeControl } from './MergeControl.tsx';
import styles from './TokenizerColumn.module.css';
import type { TokenizedText } from './use-tokenized.ts';

interface TokenizerColumnProps {
  readonly testId: string;
  readonly name: string;
  readonly about: string | undefined;
  readonly picker: ReactNode;
  readonly tokenized: TokenizedText & { readonly retry: () => void };
  /** The one beside it, if there is one. */
  readonly rival: { readonly name: string; readonly count: number } | undefined;
  /** Cuts that only this one has, and how many both have. */
  readonly cuts: { readonly only: ReadonlySet<number>; readonly shared: BoundaryDifference['shared'] } | undefined;
  readonly peer: Stretch | undefined;
  readonly onStretch: (stretch: Stretch | undefined) => void;
  readonly merges: number | undefined;
  /** Whether its merges are shown growing by themselves, once. */
  readonly grows: boolean;
  readonly onMerges: (merges: number | undefined) => void;
}

const none: ReadonlySet<number> = new Set();

/** One tokenizer and what it makes of the text. */
export function TokenizerColumn({ testId, name, about, picker, tokenized, rival, cuts, peer, onStretch, merges, grows, onMerges }: TokenizerColumnProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { result, request, loading, error, retry } = tokenized;
  const [view, setView] = useState<'text' | 'ids'>('text');
  const [looked, setLooked] = useState<number | undefined>(undefined);
  const [pinned, setPinned] = useState<number | undefined>(undefined);
  const tokens = result?.tokens;
  // Another text, or another way to cut it: what was held is not there any more.
  useEffect(() => {
    setLooked(undefined);
    setPinned(undefined);
  }, [tokens]);
  const active = pinned ?? looked;
  // Details stay when the pointer goes: of what was looked at last, at first of the first token.
  const [detailed, setDetailed] = useState(0);
  useEffect(() => { if (active !== undefined) setDetailed(active); }, [active]);
  const token = active === undefined ? undefined : tokens?.[active];
  const start = token?.start;
  const end = token?.end;
  useEffect(() => { onStretch(start === undefined || end === undefined ? undefined : { start, end }); }, [start, end, onStretch]);
  const label = useMemo(() => t('tokenize.tokensLabel', { name }), [t, name]);

  return (
    <section className={`${panel.panel} ${styles.column}`} aria-label={name} data-testid={testId} data-ready={request?.tokenizer} data-count={result?.count}>
      {picker}
      <p className={styles.about}>{about}</p>
      {error !== undefined && <ErrorPanel error={error} retry={retry} />}
      {error === undefined && result === undefined && <Loading what={name} progress={loading === undefined ? undefined : { what: name, ...loading }} />}
      {result !== undefined && request !== undefined && tokens !== undefined && (
        <>
          <dl className={styles.numbers}>
            <div className={styles.main}><dt>{t('tokenize.count', { count: result.count })}</dt><dd>{format.number(result.count)}</dd></div>
            <div><dt>{t('tokenize.perCharacter')}</dt><dd>{result.characters === 0 ? '–' : format.number(result.count / result.characters, 2)}</dd></div>
            <div><dt>{t('tokenize.perToken')}</dt><dd>{result.count === 0 ? '–' : format.number(result.bytes / result.count, 2)}</dd></div>
          </dl>
          <Verdict count={result.count} rival={rival} />
          {result.unknown > 0 && <p className={styles.unknown}>{t('tokenize.unknown', { count: result.unknown })}</p>}
          <div className={styles.bar}>
            <SegmentedControl size="xs" value={view} onChange={(next) => { setView(next); }} aria-label={t('tokenize.view.label')} data={[{ value: 'text', label: t('tokenize.view.text') }, { value: 'ids', label: t('tokenize.view.ids') }]} />
            <CopyIds request={request} />
            <span className={styles.took}>{t('tokenize.took', { ms: format.number(result.ms, result.ms < 10 ? 1 : 0) })}</span>
          </div>
          <TokenField
            label={label} text={request.text} from={request.from} to={request.to} tokens={tokens} first={result.first} view={view} marked={cuts?.only ?? none}
            active={active} pinned={pinned !== undefined} peer={peer} onLook={setLooked} onPin={setPinned}
          />
          {cuts !== undefined && <p className={styles.fine}>{cuts.only.size + cuts.shared === 0 ? t('tokenize.boundariesNone') : t('tokenize.boundaries', { shared: format.number(cuts.shared), all: format.number(cuts.only.size + cuts.shared) })}</p>}
          <TokenDetails token={token ?? tokens[detailed] ?? tokens[0]} pinned={pinned !== undefined} />
          <p className={styles.facts}>
            {result.facts.merges === undefined
              ? t('tokenize.facts', { model: result.facts.model, vocabulary: format.number(result.facts.vocabulary) })
              : t('tokenize.factsMerges', { model: result.facts.model, vocabulary: format.number(result.facts.vocabulary), merges: format.number(result.facts.merges) })}
          </p>
          {result.facts.merges !== undefined && result.facts.merges > 0 && <MergeControl key={request.tokenizer} all={result.facts.merges} merges={merges} shown={request.merges} newest={result.merges} grows={grows} onChange={onMerges} />}
        </>
      )}
    </section>
  );
}

/** Which of two needs fewer tokens; a line that is always there, so that columns stay level. */
function Verdict({ count, rival }: { count: number; rival: TokenizerColumnProps['rival'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (rival === undefined) return null;
  return (
    <p className={styles.verdict} data-fewer={count < rival.count || undefined}>
      {count === rival.count ? t('tokenize.equal', { name: rival.name }) : count < rival.count ? t('tokenize.fewest', { percent: `${format.number(100 * (1 - count / rival.count))}%`, name: rival.name }) : '\u00A0'}
    </p>
  );
}

function CopyIds({ request }: { request: NonNullable<TokenizedText['request']> }) {
  const { t } = useTranslation();
  const clipboard = useClipboard();
  const label = clipboard.copied ? t('common.copied') : t('tokenize.copyIds');
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onClick={() => { void tokenize().ids(request).then((ids) => { clipboard.copy(JSON.stringify(ids)); }); }}>
        {clipboard.copied ? <Check size={16} aria-hidden /> : <Copy size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  );
}
