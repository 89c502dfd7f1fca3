import { Button } from '@mantine/core';
import { Clapperboard, ImageDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { download } from '../../chart/export.ts';
import { gifOf } from '../image/gif.ts';
import { type Picture, integerScale, picturesOf, sheet } from '../image/pixels.ts';
import styles from './DenoisingView.module.css';
import { evenPlaces, type Frame } from './frames.ts';

interface DownloadsProps {
  readonly name: string;
  /** What is shown. */
  readonly pictures: readonly Picture[];
  readonly frames: readonly Frame[];
  readonly path: boolean;
  readonly disabled: boolean;
}

/** No side of an animation is longer, so that it can be sent around. */
const longest = 512;
const mostFrames = 60;
const pace = { frameMs: 90, holdMs: 1600 };

/** Saves what is shown, and how it came about. */
export function Downloads({ name, pictures, frames, path, disabled }: DownloadsProps) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [first] = pictures;
  if (first === undefined) return null;
  const columns = path ? pictures.length : Math.ceil(Math.sqrt(pictures.length));
  const savePng = async () => { download(await sheet(pictures, columns, integerScale(first.width, 256)), `figment-${name}.png`); };
  const saveGif = async () => {
    setBusy(true);
    try {
      // A strip moves along its pictures; anything else comes out of noise.
      const steps = path ? pictures.map((picture) => [picture]) : [...evenPlaces(frames.length, mostFrames).flatMap((place) => (frames[place] === undefined ? [] : [picturesOf(frames[place].sample)])), pictures];
      const wide = path ? 1 : columns;
      download(await gifOf(steps, wide, integerScale(first.width * wide, longest), path ? { frameMs: 180, holdMs: 900 } : pace), `figment-${name}.gif`);
    } finally {
      setBusy(false);
    }
  };
  const button = { variant: 'subtle', color: 'gray', size: 'compact-sm' } as const;
  return (
    <span className={styles.downloads}>
      <Button {...button} leftSection={<ImageDown size={15} aria-hidden />} disabled={disabled} onClick={() => void savePng()}>{t('generate.save')}</Button>
      <Button {...button} leftSection={<Clapperboard size={15} aria-hidden />} disabled={disabled || busy || frames.length < 2} onClick={() => void saveGif()}>{t(path ? 'view.denoising.gifPath' : 'view.denoising.gif')}</Button>
    </span>
  );
}
