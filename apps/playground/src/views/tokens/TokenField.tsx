import { memo, useEffect, useId, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { ShownToken } from '../../workers/tokenize-protocol.ts';
import { segments } from './segments.ts';
import { SegmentView } from './SegmentView.tsx';
import styles from './TokenField.module.css';

/** A stretch of the text, UTF-16. */
export interface Stretch { readonly start: number; readonly end: number }

interface TokenFieldProps {
  readonly label: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly tokens: readonly ShownToken[];
  /** Index of the first token in the whole text: colours do not change when the stretch does. */
  readonly first: number;
  /** As coloured text, or as a row of numbers. */
  readonly view: 'text' | 'ids';
  /** Starts of tokens that are marked: where another tokenizer does not cut. */
  readonly marked: ReadonlySet<number>;
  /** The token that is looked at, and whether it is held. */
  readonly active: number | undefined;
  readonly pinned: boolean;
  /** What is looked at in another field of the same text. */
  readonly peer: Stretch | undefined;
  readonly onLook: (index: number | undefined) => void;
  readonly onPin: (index: number | undefined) => void;
}

/** A text in the colours of its tokens. One stop for Tab; arrow keys go from token to token, Enter holds on to one. */
export function TokenField({ label, text, from, to, tokens, first, view, marked, active, pinned, peer, onLook, onPin }: TokenFieldProps) {
  const prefix = useId();
  const field = useRef<HTMLDivElement>(null);
  useHighlights(field, tokens, active, pinned, peer, view);

  const tokenAt = (target: EventTarget): number | undefined => {
    const found = target instanceof Element ? target.closest<HTMLElement>('[data-token]')?.dataset['token'] : undefined;
    return found === undefined ? undefined : Number(found);
  };
  const go = (index: number) => {
    const next = Math.min(tokens.length - 1, Math.max(0, index));
    if (pinned) onPin(next);
    else onLook(next);
    field.current?.querySelector(`[data-token="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => { go(active === undefined ? 0 : active + 1); },
    ArrowDown: () => { go(active === undefined ? 0 : active + 1); },
    ArrowLeft: () => { go(active === undefined ? 0 : active - 1); },
    ArrowUp: () => { go(active === undefined ? 0 : active - 1); },
    Home: () => { go(0); },
    End: () => { go(tokens.length - 1); },
    Enter: () => { onPin(pinned ? undefined : active); },
    ' ': () => { onPin(pinned ? undefined : active); },
    Escape: () => { onPin(undefined); },
  };
  return (
    <div
      ref={field} className={styles.field} data-view={view} role="listbox" tabIndex={0} aria-label={label} aria-orientation="horizontal"
      aria-activedescendant={active === undefined || active >= tokens.length ? undefined : `${prefix}${active}`}
      onPointerOver={(event) => { if (event.pointerType === 'mouse') onLook(tokenAt(event.target)); }}
      onPointerLeave={(event) => { if (event.pointerType === 'mouse') onLook(undefined); }}
      onBlur={() => { onLook(undefined); }}
      onClick={(event) => {
        const index = tokenAt(event.target);
        onPin(pinned && index === active ? undefined : index);
      }}
      onKeyDown={(event) => {
        const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : keys[event.key];
        if (act === undefined) return;
        event.preventDefault();
        act();
      }}
    >
      {view === 'ids' ? <Ids tokens={tokens} first={first} prefix={prefix} /> : <Text text={text} from={from} to={to} tokens={tokens} first={first} marked={marked} prefix={prefix} />}
    </div>
  );
}

type TextProps = Pick<TokenFieldProps, 'text' | 'from' | 'to' | 'tokens' | 'first' | 'marked'> & { readonly prefix: string };

/** Drawn anew for another text, not for another look at it. */
const Text = memo(function Text({ text, from, to, tokens, first, marked, prefix }: TextProps) {
  const { t } = useTranslation();
  const blank = t('tokenize.details.blank');
  const found = useMemo(() => segments(text, tokens, from, to), [text, tokens, from, to]);
  return found.map((segment, i) => <SegmentView key={i} segment={segment} tokens={tokens} first={first} marked={marked} prefix={prefix} blank={blank} />);
});

const Ids = memo(function Ids({ tokens, first, prefix }: Pick<TokenFieldProps, 'tokens' | 'first'> & { readonly prefix: string }) {
  return tokens.map(({ id, special, unknown }, i) => (
    <span key={i}>
      <span id={`${prefix}${i}`} role="option" aria-selected={false} className={styles.id} data-token={i} data-tone={(first + i) % 5} data-special={special || undefined} data-unknown={unknown || undefined}>{id}</span>{' '}
    </span>
  ));
});

/** Thousands of tokens are not drawn again because a pointer moves over them: marks are set on what is there. */
function useHighlights(field: React.RefObject<HTMLDivElement | null>, tokens: readonly ShownToken[], active: number | undefined, pinned: boolean, peer: Stretch | undefined, view: string): void {
  useEffect(() => {
    const same = active === undefined ? undefined : tokens[active]?.id;
    for (const element of field.current?.querySelectorAll<HTMLElement>('[data-token]') ?? []) {
      const index = Number(element.dataset['token']);
      const token = tokens[index];
      if (token === undefined) continue;
      mark(element, 'active', index === active);
      mark(element, 'same', index !== active && token.id === same);
      mark(element, 'peer', peer !== undefined && token.start < peer.end && token.end > peer.start);
      const selected = String(pinned && index === active);
      if (element.getAttribute('aria-selected') !== selected) element.setAttribute('aria-selected', selected);
    }
  }, [field, tokens, active, pinned, peer, view]);
}

function mark(element: HTMLElement, name: string, is: boolean): void {
  if (is === (name in element.dataset)) return;
  if (is) element.dataset[name] = '';
  else Reflect.deleteProperty(element.dataset, name);
}
