import { memo, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import type { WrittenToken } from '../../workers/protocol/index.ts';
import { surpriseLevel } from './levels.ts';
import styles from './WrittenText.module.css';

interface WrittenTextProps {
  readonly label: string;
  /** What was given, and stands before. */
  readonly before?: string;
  readonly tokens: readonly WrittenToken[];
  /** Colours by how likely the model found each token. */
  readonly coloured: boolean;
  /** The token that is looked at, and whether it is held. */
  readonly active: number | undefined;
  readonly pinned: boolean;
  readonly running: boolean;
  readonly onLook: (index: number | undefined) => void;
  readonly onPin: (index: number | undefined) => void;
}

/** A text token by token, as it comes. One stop for Tab; arrow keys go from token to token, Enter holds on to one. */
export function WrittenText({ label, before = '', tokens, coloured, active, pinned, running, onLook, onPin }: WrittenTextProps) {
  const prefix = useId();
  const field = useRef<HTMLDivElement>(null);
  const tokenAt = (target: EventTarget): number | undefined => {
    const found = target instanceof Element ? target.closest<HTMLElement>('[data-token]')?.dataset['token'] : undefined;
    return found === undefined ? undefined : Number(found);
  };
  const go = (index: number) => {
    const next = Math.min(tokens.length - 1, Math.max(0, index));
    if (pinned) onPin(next);
    else onLook(next);
  };
  useEffect(() => {
    for (const element of field.current?.querySelectorAll<HTMLElement>('[data-token]') ?? []) {
      const is = Number(element.dataset['token']) === active;
      element.toggleAttribute('data-active', is);
      element.setAttribute('aria-selected', String(is && pinned));
    }
  }, [active, pinned, tokens]);
  // What stands below on a narrow page may cover the token that was tapped.
  useEffect(() => {
    if (pinned && active !== undefined) field.current?.querySelector(`[data-token="${active}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [active, pinned]);
  const keys: Readonly<Record<string, () => void>> = {
    ArrowRight: () => { go(active === undefined ? 0 : active + 1); },
    ArrowDown: () => { go(active === undefined ? 0 : active + 1); },
    ArrowLeft: () => { go(active === undefined ? tokens.length - 1 : active - 1); },
    ArrowUp: () => { go(active === undefined ? tokens.length - 1 : active - 1); },
    Home: () => { go(0); },
    End: () => { go(tokens.length - 1); },
    Enter: () => { onPin(pinned ? undefined : active); },
    ' ': () => { onPin(pinned ? undefined : active); },
    Escape: () => { onPin(undefined); },
  };
  return (
    <div className={styles.text} data-coloured={coloured || undefined} data-testid="written">
      {before !== '' && <span className={styles.before}>{before}</span>}
      {tokens.length > 0 && (
        <div
          ref={field} className={styles.tokens} role="listbox" tabIndex={0} aria-label={label} aria-orientation="horizontal" aria-busy={running}
          aria-activedescendant={active === undefined || active >= tokens.length ? undefined : `${prefix}${active}`}
          onPointerOver={(event) => { if (event.pointerType === 'mouse' && !pinned) onLook(tokenAt(event.target)); }}
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
          {tokens.map((token, i) => <Token key={i} index={i} id={`${prefix}${i}`} token={token} />)}
        </div>
      )}
      {running && <span className={styles.cursor} aria-hidden />}
    </div>
  );
}

/** Drawn once: what is marked is set on the element. */
const Token = memo(function Token({ token, index, id }: { readonly token: WrittenToken; readonly index: number; readonly id: string }) {
  const { t } = useTranslation();
  const { shown } = token;
  return (
    <span id={id} role="option" aria-selected={false} className={styles.token} data-token={index} data-level={surpriseLevel(token.logProbability)} data-part={shown === '' || undefined} {...(shown.trim() === '' && { 'aria-label': shown === '' ? t('dice.part') : t('dice.blank') })}>
      {shown}
    </span>
  );
});
