import styles from './ImageView.module.css';
import { PictureCanvas } from './PictureCanvas.tsx';
import type { Picture } from './pixels.ts';

interface PictureButtonProps {
  readonly picture: Picture;
  readonly width: number;
  readonly label: string;
  readonly chosen: boolean;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

/** A picture that can be chosen. */
export function PictureButton({ picture, width, label, chosen, disabled, onClick }: PictureButtonProps) {
  return (
    <button type="button" className={styles.picture} aria-pressed={chosen} onClick={onClick} disabled={disabled}>
      <PictureCanvas picture={picture} width={width} label={label} />
    </button>
  );
}
