import { useMemo } from 'react';

import type { Shown } from '../../workers/protocol/index.ts';
import { soundOf } from '../audio/sound.ts';
import { Waveform } from '../audio/Waveform.tsx';
import { PictureCanvas } from '../image/PictureCanvas.tsx';
import { integerScale, picturesOf } from '../image/pixels.ts';
import { ClipCanvas } from '../video/ClipCanvas.tsx';

interface SmallViewProps {
  readonly shown: Shown;
  /** Side on the page, at least. */
  readonly size: number;
  /** '' where words beside it say so already. */
  readonly label: string;
}

/** A value at a glance: a picture, a clip that goes round, how a sound swings. */
export function SmallView({ shown: { kind, value }, size, label }: SmallViewProps) {
  const pictures = useMemo(() => (kind === 'audio' ? [] : picturesOf(value)), [kind, value]);
  const sound = useMemo(() => (kind === 'audio' ? soundOf(value) : undefined), [kind, value]);
  if (sound !== undefined) return <Waveform sound={sound} width={2 * size} height={size} label={label} />;
  const [first] = pictures;
  if (first === undefined) return null;
  const width = Math.max(1, integerScale(first.width, size)) * first.width;
  return kind === 'video' ? <ClipCanvas frames={pictures} width={width} label={label} /> : <PictureCanvas picture={first} width={width} label={label} />;
}
