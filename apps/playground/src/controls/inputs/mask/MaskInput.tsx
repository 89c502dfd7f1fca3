import { ActionIcon, SegmentedControl, Slider, Tooltip } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { Contrast, Eraser, Grid2x2Check, Undo2 } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../app/i18n/format.ts';
import { integerScale, isPlain } from '../../../views/image/pixels.ts';
import { type InputControlProps, plainInput } from '../input.ts';
import { usePicture } from '../use-picture.ts';
import { coverage, emptyMask, inverted, type Mask } from './mask.ts';
import { MaskCanvas } from './MaskCanvas.tsx';
import styles from './MaskInput.module.css';

/** As wide as it grows; larger pictures are painted at less than a pixel each. */
const widest = 340;
const longestHistory = 40;

/** What of a picture is to be painted anew: a brush over the picture that is given beside it. */
export function MaskInput({ input, label, value, onChange, beside = {} }: InputControlProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const id = useId();
  const { ref, width: room } = useElementSize();
  const below = usePicture(Object.values(beside).find((each) => each.from === 'data' || each.kind === 'image'));
  const shape = input.shape ?? below?.plain.shape.slice(-3) ?? [32, 32, 1];
  const [rows = 32, columns = 32] = shape;
  const [brush, setBrush] = useState({ size: Math.max(1, Math.round(columns / 10)), paints: true });
  const [before, setBefore] = useState<readonly Mask[]>([]);
  const held = value?.from === 'plain' && isPlain(value.value) ? value.value as Mask : undefined;
  // A link may carry a mask of another size than this model's.
  const mask = held?.shape[0] === rows && held.shape[1] === columns ? held : emptyMask(shape);
  const most = Math.max(2, Math.round(columns / 2));
  const set = (next: Mask) => {
    setBefore((all) => [...all, mask].slice(-longestHistory));
    onChange(plainInput('mask', next));
  };
  const undo = () => {
    const last = before.at(-1);
    if (last === undefined) return;
    setBefore(before.slice(0, -1));
    onChange(plainInput('mask', last));
  };
  const resize = (by: number) => { setBrush(({ size, paints }) => ({ size: Math.min(most, Math.max(1, size + by)), paints })); };
  const within = Math.min(room, widest);
  const tools = [
    { name: 'undo', icon: Undo2, act: undo, disabled: before.length === 0 },
    { name: 'clear', icon: Eraser, act: () => { set(emptyMask(shape)); }, disabled: coverage(mask) === 0 },
    { name: 'all', icon: Grid2x2Check, act: () => { set(inverted(emptyMask(shape))); }, disabled: coverage(mask) === 1 },
    { name: 'invert', icon: Contrast, act: () => { set(inverted(mask)); }, disabled: false },
  ] as const;

  return (
    <div ref={ref} data-testid={`input-${input.name}`}>
      <div className={styles.head}>
        <p className={styles.label}>{label}</p>
        <span className={styles.coverage} role="status">{t('input.mask.coverage', { percent: format.number(100 * coverage(mask)) })}</span>
      </div>
      {room > 0 && (
        <MaskCanvas
          mask={mask} picture={below?.picture?.width === columns && below.picture.height === rows ? below.picture : undefined} width={columns > within ? within : integerScale(columns, within) * columns}
          brush={brush} label={t('input.mask.canvas')} describedBy={`${id}-keys`} onStroke={set} onResize={resize}
        />
      )}
      <div className={styles.tools}>
        <SegmentedControl
          size="xs" aria-label={t('input.mask.brush')} data={[{ value: 'paint', label: t('input.mask.paint') }, { value: 'rub', label: t('input.mask.rub') }]} value={brush.paints ? 'paint' : 'rub'}
          onChange={(next) => { setBrush({ ...brush, paints: next === 'paint' }); }}
        />
        <span className={styles.icons}>
          {tools.map(({ name, icon: Icon, act, disabled }) => (
            <Tooltip key={name} label={t(`input.mask.${name}`)}><ActionIcon variant="default" size={28} aria-label={t(`input.mask.${name}`)} disabled={disabled} onClick={act}><Icon size={15} aria-hidden /></ActionIcon></Tooltip>
          ))}
        </span>
      </div>
      <div className={styles.size}>
        <span id={`${id}-size`}>{t('input.mask.size', { size: brush.size })}</span>
        <Slider className={styles.slider} size="sm" min={1} max={most} step={1} value={brush.size} label={null} thumbLabel={t('input.mask.size', { size: brush.size })} onChange={(size) => { setBrush({ ...brush, size }); }} />
      </div>
      <p className={styles.note} id={`${id}-keys`}>{t('input.mask.keys')}</p>
    </div>
  );
}
