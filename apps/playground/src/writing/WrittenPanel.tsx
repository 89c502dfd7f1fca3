import { Button, CopyButton, Switch } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import panel from '../app/Panel.module.css';
import { CopyLink } from '../controls/CopyLink.tsx';
import { ErrorPanel } from '../errors/ErrorPanel.tsx';
import { textOf, type Written } from '../state/writing.ts';
import { Legend } from '../views/written/Legend.tsx';
import { WrittenText } from '../views/written/WrittenText.tsx';
import type { Look } from './use-look.ts';
import styles from './Writing.module.css';
import { WrittenStatus } from './WrittenStatus.tsx';

interface WrittenPanelProps {
  readonly title?: string;
  readonly run: Written | undefined;
  /** What was given, and stands before. */
  readonly before: string;
  readonly look: Look;
  /** Whether the address says how to see the same. */
  readonly link?: boolean;
}

/** The text as it is written, and how it goes. */
export function WrittenPanel({ title, run, before, look, link = false }: WrittenPanelProps) {
  const { t } = useTranslation();
  const [coloured, setColoured] = useState(false);
  const tokens = run?.tokens ?? [];
  return (
    <section className={panel.panel} data-testid="written-panel" data-state={run?.state ?? 'idle'} data-seed={run?.request.seed}>
      {title !== undefined && <h2 className={panel.title}>{title}</h2>}
      <WrittenStatus run={run} />
      {run !== undefined && <WrittenText label={t('dice.text')} before={before} tokens={tokens} coloured={coloured} active={look.index} pinned={look.pinned} running={run.state === 'running'} onLook={look.look} onPin={look.pin} />}
      {run?.error !== undefined && <div className={styles.error}><ErrorPanel error={run.error} /></div>}
      <div className={styles.foot}>
        <Switch size="sm" label={t('dice.colour')} checked={coloured} onChange={(event) => { setColoured(event.currentTarget.checked); }} />
        <span className={styles.tools}>
          <CopyButton value={before + textOf(tokens)}>
            {({ copied, copy }) => <Button variant="subtle" color="gray" size="compact-sm" leftSection={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />} onClick={copy}>{copied ? t('common.copied') : t('view.text.copy')}</Button>}
          </CopyButton>
          {link && <CopyLink />}
        </span>
      </div>
      {coloured && <Legend />}
    </section>
  );
}
