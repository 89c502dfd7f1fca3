import { compareReleases, type Release } from './abi-version.ts';

/** The oldest release whose operations programs can call by name. */
export const oldest: Release = [2, 10, 0];

/** The release whose schemas the rows were written against; torch adapts arguments of older callers by it. */
export const writtenFor: Release = [2, 13, 0];

/** A release for which every row was compared with torch's own schemas by `figment-torch-check`. */
export interface VerifiedRelease {
  readonly release: Release;
  /** Operations that it has in another form, or not at all. */
  readonly wrong: readonly string[];
}

export const verified: readonly VerifiedRelease[] = [
  { release: [2, 10, 0], wrong: [] },
  { release: [2, 11, 0], wrong: [] },
  { release: [2, 12, 1], wrong: [] },
  { release: [2, 13, 0], wrong: [] },
  { release: [2, 14, 1], wrong: [] },
  { release: [2, 15, 0], wrong: [] },
];

/** What to type to have torch. */
export const install = `pip install torch==${writtenFor.join('.')}`;

/** What is known of a release; patches change no schemas. */
export function verifiedAs([major, minor]: Release): VerifiedRelease | undefined {
  return verified.find(({ release }) => release[0] === major && release[1] === minor);
}

/** Whether a release came out after all that were checked. */
export function isNewer(release: Release): boolean {
  return verifiedAs(release) === undefined && verified.every((known) => compareReleases(known.release, release) < 0);
}
