import { useMemo } from 'react';

import { compute } from '../../state/compute.ts';
import { useQuery } from '../../state/use-query.ts';
import { type Picture, isPlain, picturesOf } from '../../views/image/pixels.ts';
import type { Captions, InputValue, Plain } from '../../workers/protocol/index.ts';

export interface GivenPicture {
  readonly plain: Plain;
  readonly picture: Picture | undefined;
  /** What it shows, where it is of a data set that tells. */
  readonly captions: Captions | undefined;
  readonly own: boolean;
}

/** The pixels of a picture that is given: at once for one's own, after a look into the data set for others. */
export function usePicture(value: InputValue | undefined): GivenPicture | undefined {
  const fromData = value?.from === 'data' ? value : undefined;
  const { value: fetched } = useQuery(fromData === undefined ? undefined : `${fromData.data}/${fromData.index}`, () => compute().pictures(fromData?.data ?? '', [fromData?.index ?? 0]));
  return useMemo(() => {
    if (value?.from === 'plain') return isPlain(value.value) ? { plain: value.value, picture: picturesOf(value.value)[0], captions: undefined, own: true } : undefined;
    const found = fetched?.[0];
    return found && { plain: found.picture, picture: picturesOf(found.picture)[0], captions: found.captions, own: false };
  }, [value, fetched]);
}
