import styles from './Writing.module.css';

export interface ExampleText {
  readonly name: string;
  readonly text: string;
}

/** Texts to begin with. */
export function Examples({ label, examples, current, onPick }: { readonly label: string; readonly examples: readonly ExampleText[]; readonly current: string; readonly onPick: (text: string) => void }) {
  return (
    <div className={styles.examples} role="group" aria-label={label}>
      <span className={styles.examplesLabel} aria-hidden>{label}</span>
      {examples.map(({ name, text }) => <button key={name} type="button" className={styles.example} aria-pressed={text === current} onClick={() => { onPick(text); }}>{name}</button>)}
    </div>
  );
}
