import { useTranslation } from 'react-i18next';

import { PlayableSound } from '../../views/small/PlayableSound.tsx';
import { SmallView } from '../../views/small/SmallView.tsx';
import type { Shown } from '../../workers/protocol/index.ts';
import styles from './Samples.module.css';

interface SampleMediaProps {
  readonly output: Shown;
  readonly captions: readonly string[] | undefined;
  readonly width: number;
}

/** Sounds to hear one by one, and clips that go round. */
export function SampleMedia({ output: { kind, value }, captions, width }: SampleMediaProps) {
  const { t } = useTranslation();
  const isSound = kind === 'audio';
  const nameOf = (i: number): string => captions?.[i] ?? t(isSound ? 'view.audio.sample' : 'view.video.sample', { index: i + 1 });
  return (
    <div className={isSound ? styles.sounds : styles.row} data-testid={`samples-${kind}`}>
      {(value as readonly unknown[]).map((each, i) => (
        <figure key={i} className={styles.made} style={isSound ? undefined : { width: 96 }}>
          {isSound ? <PlayableSound value={each} width={Math.min(560, Math.floor(width))} label={nameOf(i)} /> : <SmallView shown={{ kind, value: each }} size={96} label={nameOf(i)} />}
          {captions !== undefined && <figcaption title={captions[i]}>{captions[i]}</figcaption>}
        </figure>
      ))}
    </div>
  );
}
