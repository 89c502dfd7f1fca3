import { ActionIcon, Button, FileButton, Tooltip } from '@mantine/core';
import { Dices, FileUp, Grid3x3 } from 'lucide-react';
import { type DragEvent, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useLocal } from '../../app/i18n/use-texts.ts';
import { compute } from '../../state/compute.ts';
import { useDataSets } from '../../state/catalogue.ts';
import { ErrorPanel } from '../../errors/ErrorPanel.tsx';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import { integerScale } from '../../views/image/pixels.ts';
import styles from './ImageInput.module.css';
import { type InputControlProps, plainInput } from './input.ts';
import { PicturePicker } from './PicturePicker.tsx';
import { usePicture } from './use-picture.ts';

/** A picture: of the data set, by chance or by choice; or the user's own, dropped, pasted or from a file. */
export function ImageInput({ input, label, value, onChange, data, takesPaste }: InputControlProps) {
  const { t } = useTranslation();
  const [picking, setPicking] = useState(false);
  const [over, setOver] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const sets = useDataSets();
  const set = sets.value?.find(({ id }) => id === data);
  const shape = input.shape ?? set?.shape;

  const take = useCallback(async (file: Blob | null | undefined) => {
    if (file === null || file === undefined) return;
    setError(undefined);
    try {
      onChange(plainInput('image', await compute().decodePicture(file, shape ?? [32, 32, 3])));
    } catch (problem) {
      setError(problem);
    }
  }, [onChange, shape]);

  useEffect(() => {
    if (!takesPaste) return;
    const paste = (event: ClipboardEvent) => {
      const file = Array.from(event.clipboardData?.items ?? []).find((item) => item.type.startsWith('image/'))?.getAsFile();
      if (file === null || file === undefined) return;
      event.preventDefault();
      void take(file);
    };
    window.addEventListener('paste', paste);
    return () => { window.removeEventListener('paste', paste); };
  }, [take, takesPaste]);

  const local = useLocal();
  const shown = usePicture(value);
  const picture = shown?.picture;
  const caption = shown === undefined ? (set === undefined ? t('input.image.noData') : '') : shown.own ? t('input.image.own') : local(shown.captions, '');
  const drop = {
    onDragOver: (event: DragEvent) => { event.preventDefault(); setOver(true); },
    onDragLeave: () => { setOver(false); },
    onDrop: (event: DragEvent) => { event.preventDefault(); setOver(false); void take(event.dataTransfer.files[0]); },
  };

  return (
    <div>
      <p className={styles.label}>{label}</p>
      <div className={styles.zone} data-over={over} data-testid={`input-${input.name}`} {...drop}>
        <div className={styles.picture}>
          {picture === undefined ? <span className={styles.blank} /> : <PictureCanvas picture={picture} width={integerScale(picture.width, 96) * picture.width} label={caption === '' ? label : caption} />}
        </div>
        <div className={styles.side}>
          {caption !== '' && <p className={styles.caption}>{caption}</p>}
          <div className={styles.actions}>
            {set !== undefined && (
              <>
                <Button size="compact-sm" variant="default" leftSection={<Grid3x3 size={14} aria-hidden />} onClick={() => { setPicking(true); }}>{t('input.image.choose')}</Button>
                <Tooltip label={t('input.image.random')}>
                  <ActionIcon variant="default" size={26} aria-label={`${label}: ${t('input.image.random')}`} onClick={() => { setError(undefined); onChange({ from: 'data', data: set.id, index: Math.floor(Math.random() * set.count) }); }}><Dices size={15} aria-hidden /></ActionIcon>
                </Tooltip>
              </>
            )}
            <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void take(file)}>
              {(props) => <Tooltip label={t('input.image.file')}><ActionIcon {...props} variant="default" size={26} aria-label={`${label}: ${t('input.image.file')}`}><FileUp size={15} aria-hidden /></ActionIcon></Tooltip>}
            </FileButton>
          </div>
          <p className={styles.note}>{t('input.image.drop')}</p>
        </div>
      </div>
      {error !== undefined && <div className={styles.error}><ErrorPanel error={error} /></div>}
      {set !== undefined && picking && (
        <PicturePicker title={label} set={set} onClose={() => { setPicking(false); }} onPick={(index) => { setPicking(false); setError(undefined); onChange({ from: 'data', data: set.id, index }); }} />
      )}
    </div>
  );
}
