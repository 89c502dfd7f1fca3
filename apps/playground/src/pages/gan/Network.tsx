import { Brush, Database, Dices, Image, ImagePlus, MoveRight, Scale } from 'lucide-react';

import styles from './Gan.module.css';

const icons = { chance: Dices, generator: Brush, made: ImagePlus, data: Database, real: Image, discriminator: Scale } as const;
/** What something else goes into. */
const sources = ['chance', 'generator', 'data'];

interface NetworkProps {
  readonly as: keyof typeof icons;
  readonly name: string;
  readonly note?: string;
}

/** A station on the way of pictures: what it is called and what it does, and an arrow to the next. */
export function Network({ as, name, note }: NetworkProps) {
  const Icon = icons[as];
  return (
    <>
      <span className={styles.network} data-as={as}>
        <Icon size={20} strokeWidth={1.75} aria-hidden />
        <span><b>{name}</b>{note !== undefined && <small>{note}</small>}</span>
      </span>
      {sources.includes(as) && <MoveRight className={styles.arrow} size={20} strokeWidth={1.75} aria-hidden />}
    </>
  );
}
