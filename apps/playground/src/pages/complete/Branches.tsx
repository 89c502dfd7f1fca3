import { Button } from '@mantine/core';
import { CornerDownRight, Dices, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';

import panel from '../../app/Panel.module.css';
import type { Run } from '../../state/runs.ts';
import { textOf } from '../../state/writing.ts';
import { tokenGlyphs } from '../../views/dice/glyphs.ts';
import styles from './Branches.module.css';
import { branchOrder } from './branch-order.ts';

/** Characters of a text that stand in its row. */
const excerpt = 70;

/** What was tried: throws, and under each the branches that left it; a press goes back to one. */
export function Branches({ runs, current, onShow, onClear }: { readonly runs: readonly Run[]; readonly current: string | undefined; readonly onShow: (key: string) => void; readonly onClear: () => void }) {
  const { t } = useTranslation();
  if (runs.length < 2) return null;
  return (
    <section className={panel.panel} aria-labelledby="branches-title" data-testid="branches">
      <div className={styles.head}>
        <h2 id="branches-title" className={panel.title}>{t('branches.title')}</h2>
        <Button size="compact-sm" variant="subtle" color="gray" leftSection={<Trash2 size={14} aria-hidden />} onClick={onClear}>{t('branches.clear')}</Button>
      </div>
      <p className={panel.note}>{t('branches.note')}</p>
      <ul className={styles.list}>
        {branchOrder(runs).map(({ run: { key, written }, depth }) => {
          const { tokens, begun, request } = written;
          const face = begun === 0 ? undefined : tokens[begun - 1];
          return (
            <li key={key} style={{ paddingLeft: Math.min(depth, 6) * 18 }}>
              <button type="button" className={styles.run} aria-current={key === current ? 'true' : undefined} onClick={() => { onShow(key); }}>
                <span className={styles.from}>
                  {face === undefined
                    ? <><Dices size={14} aria-hidden /> <span className="mono">{request.seed}</span></>
                    : <><CornerDownRight size={14} aria-hidden /> <span className={styles.face}>{tokenGlyphs(face)}</span> <small>{t('branches.at', { place: begun })}</small></>}
                </span>
                <span className={styles.text}>{textOf(tokens.slice(begun)).trim().slice(0, excerpt) || '…'}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
