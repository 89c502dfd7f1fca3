import { FigmentError } from '@figment/core';

import { compareReleases } from '../library/abi-version.ts';
import { fileOf } from '../library/file-names.ts';
import { install, oldest } from '../library/releases.ts';
import { torchIn, type TorchFolder } from './folder.ts';
import { askPython } from './python.ts';

export interface LocateOptions {
  /** The folder that holds libtorch, or the `torch` package. */
  readonly library?: string | undefined;
  /** The Python that has torch. */
  readonly python?: string | undefined;
  /** How long one Python may take to answer. */
  readonly timeoutMs?: number | undefined;
}

/** Somewhere torch may be: what was named by the user is the only one. */
type Place =
  | { readonly kind: 'library'; readonly path: string; readonly from: string }
  | { readonly kind: 'python'; readonly path: string; readonly from: string };

/** Where torch is looked for when nothing is named. */
export const usualPythons: readonly string[] = ['python3', 'python', 'py'];

const found = new Map<string, TorchFolder>();

/**
 * Finds the torch to compute with: the folder named by `library` or `FIGMENT_TORCH_LIB`, that of the Python named by
 * `python` or `FIGMENT_TORCH_PYTHON`, or that of the first of `python3`, `python`, `py` which has one.
 *
 * @throws FigmentError `BACKEND_UNAVAILABLE` that lists each place and why it won't do
 */
export async function locateTorch(options: LocateOptions = {}, environment: NodeJS.ProcessEnv = process.env): Promise<TorchFolder> {
  const places = placesOf(options, environment);
  const key = JSON.stringify([places, environment['PATH']]);
  const known = found.get(key);
  if (known !== undefined) return known;

  const tried: string[] = [];
  for (const place of places) {
    const outcome = await look(place, options.timeoutMs);
    if ('folder' in outcome) {
      found.set(key, outcome);
      return outcome;
    }
    tried.push(`${place.from}: ${outcome.reason}`);
  }
  throw new FigmentError('BACKEND_UNAVAILABLE', `no torch was found. ${tried.join('; ')}. Install it with: ${install}; or name the Python that has it in FIGMENT_TORCH_PYTHON, or the folder with ${fileOf('torch_cpu')} in FIGMENT_TORCH_LIB.`);
}

function placesOf({ library, python }: LocateOptions, environment: NodeJS.ProcessEnv): Place[] {
  const named: (Place | undefined)[] = [
    place('library', library, 'torch.library'),
    place('library', environment['FIGMENT_TORCH_LIB'], 'FIGMENT_TORCH_LIB'),
    place('python', python, 'torch.python'),
    place('python', environment['FIGMENT_TORCH_PYTHON'], 'FIGMENT_TORCH_PYTHON'),
  ];
  const first = named.find((each) => each !== undefined);
  if (first !== undefined) return [first];
  return usualPythons.map((path) => ({ kind: 'python', path, from: path }));
}

function place(kind: Place['kind'], path: string | undefined, from: string): Place | undefined {
  return path === undefined || path === '' ? undefined : { kind, path, from: `${from} (${path})` };
}

async function look({ kind, path }: Place, timeoutMs: number | undefined): Promise<TorchFolder | { readonly reason: string }> {
  const answer = kind === 'library' ? { folder: path } : await askPython(path, timeoutMs);
  if ('reason' in answer) return answer;
  const torch = torchIn(answer.folder);
  if (torch === undefined) return { reason: `there is no ${fileOf('torch_cpu')} in ${answer.folder}` };
  if (torch.release !== undefined && compareReleases(torch.release, oldest) < 0) return { reason: `its torch is ${torch.release.join('.')}, and has to be ${oldest.join('.')} or newer` };
  return torch;
}
