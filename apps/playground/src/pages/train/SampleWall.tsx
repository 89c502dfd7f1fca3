import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../app/i18n/format.ts';
import panel from '../../app/Panel.module.css';
import { troubleAt } from '../../state/balance.ts';
import { type Preview, useTraining } from '../../state/training.ts';
import { useVerdictName } from '../../views/balance/use-verdict-name.ts';
import { integerScale, picturesOf } from '../../views/image/pixels.ts';
import { StripCanvas } from '../../views/image/StripCanvas.tsx';
import styles from './SampleWall.module.css';

interface SampleWallProps {
  readonly previews: readonly Preview[];
  /** Which row is looked at. */
  readonly index: number;
  readonly width: number;
  readonly onPick: (index: number) => void;
}

/** Side that pictures of the wall are enlarged to, if a whole factor reaches it. */
const usualSide = 32;
const gap = 1;

/** The same noise in each column, a moment in each row: how pictures emerge while it learns. Dragging over the rows looks back and forth. */
export function SampleWall({ previews, index, width, onPick }: SampleWallProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLDivElement>(null);
  const first = useMemo(() => picturesOf(previews[0]?.output.value), [previews[0]?.output.value]);
  const side = first[0]?.width ?? usualSide;
  const roomy = width > 560;
  const room = width - (roomy ? 230 : 92);
  const scale = integerScale(side, usualSide);
  const count = Math.max(1, Math.min(first.length, Math.floor((room + gap) / (scale * (side + gap)))));

  // The row that is looked at is in sight; the page itself stays where it is.
  useEffect(() => {
    const box = list.current;
    const row = box?.children[index];
    if (box === null || !(row instanceof HTMLElement)) return;
    const [top, bottom] = [row.offsetTop, row.offsetTop + row.offsetHeight];
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }, [index, previews.length]);

  const walk = (event: KeyboardEvent): void => {
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: previews.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(previews.length - 1, Math.max(0, to));
    onPick(next);
    (list.current?.children[next] as HTMLElement | undefined)?.focus();
  };

  return (
    <div className={panel.part} data-testid="sample-wall">
      <h3>{t('train.wall')}</h3>
      <p>{t('train.wallNote')}</p>
      <div ref={list} className={styles.rows} role="radiogroup" aria-label={t('train.wall')} onKeyDown={walk}>
        {previews.map((preview, i) => <Row key={i} preview={preview} count={count} scale={scale} roomy={roomy} chosen={i === index} onPick={() => { onPick(i); }} />)}
      </div>
    </div>
  );
}

interface RowProps {
  readonly preview: Preview;
  /** So many of its pictures. */
  readonly count: number;
  readonly scale: number;
  readonly roomy: boolean;
  readonly chosen: boolean;
  readonly onPick: () => void;
}

/** One moment; a mark where the two networks were out of balance then. */
function Row({ preview: { step, undone, output: { value } }, count, scale, roomy, chosen, onPick }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useVerdictName();
  const trouble = useTraining(({ balance }) => troubleAt(balance.incidents, step, undone));
  const words = [trouble && nameOf(trouble.verdict), undone === true && t('balance.undone')].filter(Boolean).join(', ');
  const drawn = useMemo(() => picturesOf(value).slice(0, count), [value, count]);
  return (
    <button
      type="button" role="radio" aria-checked={chosen} tabIndex={chosen ? 0 : -1} className={styles.row} data-trouble={trouble !== undefined} data-undone={undone === true} data-step={step}
      aria-label={[t('train.sampleAt', { step: format.number(step) }), words].filter(Boolean).join(': ')} title={words} onClick={onPick}
      onPointerDown={({ currentTarget, pointerId }) => { if (currentTarget.hasPointerCapture(pointerId)) currentTarget.releasePointerCapture(pointerId); }}
      onPointerEnter={({ buttons, pointerType }) => { if (pointerType === 'mouse' && buttons === 1) onPick(); }}
    >
      <span className={styles.step}>{format.number(step)}</span>
      <StripCanvas pictures={drawn} scale={scale} gap={gap} />
      {roomy && <span className={styles.trouble}>{words}</span>}
    </button>
  );
}
