import { readFindings } from '../check/findings.ts';
import type { Release } from './abi-version.ts';
import { isNewer, verified, verifiedAs } from './releases.ts';

let warned = false;

/**
 * The operations of a release that must not be called, because their rows don't fit. For a release that nobody checked
 * it warns, once: a row that doesn't fit would misread memory without an error.
 */
export function refusedOperations(release: Release): ReadonlySet<string> {
  const known = verifiedAs(release)?.wrong ?? readFindings(release)?.wrong;
  if (known === undefined && !warned) {
    warned = true;
    process.emitWarning(
      `torch ${release.join('.')} is ${isNewer(release) ? 'newer than' : 'none of'} those that the torch backend was checked with (${verified.map((each) => each.release.join('.')).join(', ')}). Check that its operations are what is expected: npx figment-torch-check`,
      { type: 'FigmentWarning', code: 'FIGMENT_TORCH_UNCHECKED' },
    );
  }
  return new Set(known);
}
