import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import type { DataSetDescription } from '../../workers/protocol/index.ts';

/** For models of data that has no captions here. */
const standard = {
  en: ['red apple', 'cat face', 'blue car', 'birthday cake', 'yellow flower', 'house'],
  ko: ['빨간 사과', '고양이 얼굴', '파란 자동차', '생일 케이크', '노란 꽃', '집'],
};
const most = 8;

/** Captions of pictures that the model learnt from, in the reader's language; undefined until they are there. */
export function useCaptions(set: DataSetDescription | undefined): readonly string[] | undefined {
  const { i18n } = useTranslation();
  const { language } = i18n;
  // The golden ratio spreads places evenly however many there are.
  const places = set === undefined ? [] : [...set.showcase, ...Array.from({ length: most }, (_, i) => Math.floor(set.count * ((0.1 + i * 0.618) % 1)))].slice(0, most);
  const { value, error } = useQuery(set === undefined ? undefined : `captions/${set.id}`, () => compute().pictures(set?.id ?? '', places));
  return useMemo(() => {
    const fallback = language === 'ko' ? standard.ko : standard.en;
    if (set === undefined || error !== undefined) return fallback;
    if (value === undefined) return undefined;
    const captions = value.map(({ captions: each }) => each?.[language] ?? each?.['en'] ?? '').filter((caption) => caption !== '');
    return captions.length === 0 ? fallback : [...new Set(captions)];
  }, [set, value, error, language]);
}
