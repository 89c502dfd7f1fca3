import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Shown, TaskDescription } from '../../workers/protocol/index.ts';
import foot from '../image/Foot.module.css';
import { isPath } from '../image/layout.ts';
import { NearestPanel } from '../image/NearestPanel.tsx';
import { picturesOf, plainOf } from '../image/pixels.ts';
import { Downloads } from './Downloads.tsx';
import type { Frame } from './frames.ts';
import { Stage } from './Stage.tsx';
import { Timeline } from './Timeline.tsx';

interface DenoisingViewProps {
  readonly task: TaskDescription;
  readonly frames: readonly Frame[];
  /** Steps of the whole way. */
  readonly of: number;
  /** What came out; undefined as long as it is being made. */
  readonly output: Shown | undefined;
  readonly running: boolean;
  /** Data set to compare with, and the size of its pictures. */
  readonly data: { readonly id: string; readonly shape: readonly number[] } | undefined;
}

/** Pictures that come out of noise: live, then to go back through, to compare and to save. */
export function DenoisingView({ task, frames, of, output, running, data }: DenoisingViewProps) {
  const { t } = useTranslation();
  // Where somebody went to; undefined follows what is made.
  const [gone, setGone] = useState<number | undefined>(undefined);
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  useEffect(() => { if (running) { setGone(undefined); setChosen(undefined); } }, [running]);

  const last = Math.max(0, frames.length - 1);
  const at = Math.min(gone ?? last, last);
  const frame = frames[at];
  const atEnd = output !== undefined && at === last && !running;
  const value = atEnd ? output.value : frame?.sample;
  const pictures = useMemo(() => picturesOf(value), [value]);
  const clean = useMemo(() => (frame?.clean === undefined ? undefined : picturesOf(frame.clean)), [frame]);
  const go = useCallback((to: number) => { setGone(to); }, []);
  const picture = chosen === undefined ? undefined : pictures[chosen];
  const [height, width] = data?.shape ?? [];
  const comparable = data === undefined || (picture?.width === width && picture?.height === height);
  if (pictures.length === 0) return null;

  return (
    <div>
      <Stage pictures={pictures} clean={clean?.length === pictures.length && clean[0]?.width === pictures[0]?.width && clean[0]?.height === pictures[0]?.height ? clean : undefined} path={isPath(task, pictures.length)} chosen={chosen} disabled={running} onChoose={(index) => { setChosen(chosen === index ? undefined : index); }} />
      <div className={foot.foot}>
        <p className={foot.note}>{t('view.image.click')}</p>
        <Downloads name={task.name} pictures={pictures} frames={frames} path={isPath(task, pictures.length)} disabled={running} />
      </div>
      {picture !== undefined && !running && (comparable
        ? <NearestPanel picture={plainOf(picture)} data={data?.id} onClose={() => { setChosen(undefined); }} />
        : <p className={foot.note} role="status">{t('view.denoising.otherSize')}</p>)}
      <Timeline frames={frames} of={of} at={at} running={running} picture={Math.min(chosen ?? 0, pictures.length - 1)} onGo={go} />
    </div>
  );
}
