import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useLocal } from '../../app/i18n/use-texts.ts';
import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import { PictureCanvas } from '../../views/image/PictureCanvas.tsx';
import { integerScale, picturesOf } from '../../views/image/pixels.ts';
import type { DataSetDescription } from '../../workers/protocol/index.ts';
import styles from './PicturePicker.module.css';

interface PicturePickerProps {
  readonly title: string;
  readonly set: DataSetDescription;
  readonly onPick: (index: number) => void;
  readonly onClose: () => void;
}

const page = 120;

/** All pictures of a data set, to look through or to search by caption. */
export function PicturePicker({ title, set, onPick, onClose }: PicturePickerProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const small = useMediaQuery('(max-width: 48em)');
  const [query, setQuery] = useState('');
  const [asked] = useDebouncedValue(query, 200);
  const [pages, setPages] = useState(1);
  const found = useQuery(`${set.id}/${asked}/${pages}`, () => search(set.id, asked, pages * page));
  const [seen, setSeen] = useState<Awaited<ReturnType<typeof search>> | undefined>(undefined);
  // What was found last stays until the next answer is there.
  if (found.value !== undefined && found.value !== seen) setSeen(found.value);

  return (
    <Modal opened onClose={onClose} size="xl" fullScreen={small} title={`${t('input.image.title', { name: title })} · ${local(set.titles, set.title)}`} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <TextInput
        data-autofocus value={query} leftSection={<Search size={16} aria-hidden />} placeholder={t('input.image.search')} aria-label={t('input.image.search')} description={t('input.image.searchNote')}
        inputWrapperOrder={['input', 'description']} onChange={(event) => { setQuery(event.currentTarget.value); setPages(1); }}
      />
      <div className={styles.grid}>
        {seen?.map(({ index, picture, captions }) => {
          const [one] = picturesOf(picture);
          const caption = local(captions, '');
          return one !== undefined && (
            <button key={index} type="button" className={styles.pick} title={caption} aria-label={caption === '' ? String(index + 1) : caption} onClick={() => { onPick(index); }}>
              <PictureCanvas picture={one} width={integerScale(one.width, 64) * one.width} label="" />
            </button>
          );
        })}
      </div>
      {seen?.length === 0 && <p className={styles.none}>{t('input.image.none')}</p>}
      {seen !== undefined && seen.length >= pages * page && <Button variant="default" fullWidth mt="sm" onClick={() => { setPages(pages + 1); }}>{t('input.image.more')}</Button>}
    </Modal>
  );
}

async function search(data: string, query: string, limit: number) {
  const indices = await compute().findPictures(data, query, limit);
  const pictures = await compute().pictures(data, indices);
  return pictures.map((each, i) => ({ ...each, index: indices[i] ?? 0 }));
}
