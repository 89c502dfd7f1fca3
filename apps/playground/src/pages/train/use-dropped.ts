import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { callback, compute } from '../../state/compute.ts';
import type { ImportReport } from '../../workers/protocol/index.ts';

export interface Dropped {
  readonly progress: { readonly done: number; readonly of: number } | undefined;
  readonly report: ImportReport | undefined;
  readonly error: unknown;
  /** Rises when the user's data sets or models change. */
  readonly version: number;
  /** Reads files as pictures and keeps them as a data set, whose id it gives. */
  readonly take: (files: readonly File[], size: number) => Promise<string | undefined>;
  /** Keeps files, or what was pasted, as texts, whose id it gives. */
  readonly takeTexts: (title: string, files: readonly File[]) => Promise<string | undefined>;
  readonly changed: () => void;
}

export function useDropped(): Dropped {
  const { t } = useTranslation();
  const [state, setState] = useState<Pick<Dropped, 'progress' | 'report' | 'error'>>({ progress: undefined, report: undefined, error: undefined });
  const [version, setVersion] = useState(0);
  const changed = useCallback(() => { setVersion((before) => before + 1); }, []);
  const take = useCallback(async (files: readonly File[], size: number) => {
    setState({ progress: { done: 0, of: files.length }, report: undefined, error: undefined });
    try {
      const report = await compute().importPictures(t('data.nameOwn'), files, size, callback((done: number, of: number) => { setState((before) => ({ ...before, progress: { done, of } })); }));
      setState({ progress: undefined, report, error: undefined });
      changed();
      return report.data?.id;
    } catch (error) {
      setState({ progress: undefined, report: undefined, error });
      return undefined;
    }
  }, [changed, t]);
  const takeTexts = useCallback<Dropped['takeTexts']>(async (title, files) => {
    setState({ progress: undefined, report: undefined, error: undefined });
    try {
      const { id } = await compute().importTexts(title, files);
      changed();
      return id;
    } catch (error) {
      setState({ progress: undefined, report: undefined, error });
      return undefined;
    }
  }, [changed]);
  return { ...state, version, take, takeTexts, changed };
}
