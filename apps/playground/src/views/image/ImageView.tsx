import { Button } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { ImageDown } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { download } from '../../chart/export.ts';
import type { ViewProps } from '../view.ts';
import foot from './Foot.module.css';
import styles from './ImageView.module.css';
import { columnsFor, isPath } from './layout.ts';
import { NearestPanel } from './NearestPanel.tsx';
import { PictureButton } from './PictureButton.tsx';
import { PictureCanvas } from './PictureCanvas.tsx';
import { integerScale, picturesOf, plainOf, sheet } from './pixels.ts';

const gap = 8;

/** One picture, a grid of them, or the strip between two: pixelated at a whole factor, each open to “is it memorised?”. */
export function ImageView({ shown, inputs, lastStep, task, data, running }: ViewProps) {
  const { t } = useTranslation();
  const { ref, width } = useElementSize();
  const [chosen, setChosen] = useState<number | undefined>(undefined);
  const pictures = picturesOf(shown.value);
  const [first] = pictures;
  if (first === undefined) return null;

  const path = isPath(task, pictures.length);
  // A strip leaves room for the two given pictures at its ends, if it fits in one row.
  const strip = path ? columnsFor(pictures.length + 2, path, width) === pictures.length + 2 : false;
  const columns = strip ? pictures.length : columnsFor(pictures.length, path, width);
  const room = (Math.min(width, pictures.length === 1 ? 384 : 860) - gap * (columns - 1)) / (strip ? columns + 2 : columns);
  const scale = integerScale(first.width, Math.max(first.width, room));
  // Where a network is shown something else than the picture that was handed in, that is what the result is of.
  const [seen] = picturesOf(lastStep?.extras['seen']);
  const given = seen === undefined
    ? Object.entries(inputs).flatMap(([name, input]) => (input.kind === 'image' ? [{ name, label: t(`input.name.${name}`, { defaultValue: name }), picture: picturesOf(input.value)[0] }] : []))
    : [{ name: 'seen', label: t('view.image.seen'), picture: seen }];
  const beside = path || pictures.length > 1 ? scale : Math.min(scale, integerScale(first.width, (width - gap * given.length) / (1 + given.length)));
  const picture = chosen === undefined ? undefined : pictures[chosen];

  return (
    <div ref={ref} className={styles.view}>
      {width > 0 && (
        <>
          <div className={styles.row} data-path={path}>
            {(pictures.length === 1 || path) && given.map(({ name, label, picture: one }) => one !== undefined && (
              <figure key={name} className={styles.cell} data-place={path ? name === given.at(-1)?.name ? 'end' : 'start' : undefined}>
                <PictureCanvas picture={one} width={beside * one.width} label={label} />
                <figcaption>{label}</figcaption>
              </figure>
            ))}
            <div className={styles.grid} style={{ gridTemplateColumns: `repeat(${columns}, max-content)`, gap: path ? 2 : gap }}>
              {pictures.map((each, index) => (
                <PictureButton
                  key={index} picture={each} chosen={chosen === index} disabled={running}
                  width={beside * each.width}
                  label={t('view.image.alt', { index: index + 1, count: pictures.length, width: each.width, height: each.height })}
                  onClick={() => { setChosen(chosen === index ? undefined : index); }}
                />
              ))}
            </div>
          </div>
          <div className={foot.foot}>
            <p className={foot.note}>{path ? `${t('view.image.strip', { count: pictures.length })} ` : ''}{t('view.image.click')}</p>
            <Button
              variant="subtle" color="gray" size="compact-sm" leftSection={<ImageDown size={15} aria-hidden />} disabled={running}
              onClick={() => void sheet(pictures, columns, integerScale(first.width, 256)).then((blob) => { download(blob, `figment-${task.name}.png`); })}
            >{t('generate.save')}</Button>
          </div>
          {picture !== undefined && !running && <NearestPanel picture={plainOf(picture)} data={data} onClose={() => { setChosen(undefined); }} />}
        </>
      )}
    </div>
  );
}
