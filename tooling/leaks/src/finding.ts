/** What one scenario left behind. */
export interface Finding {
  readonly model: string;
  readonly backend: string;
  readonly scenario: string;
  /** Tensors that should be gone. */
  readonly tensors: number;
  /** Bytes of memory that the process gained while nothing should have been gained; undefined where it was not watched. */
  readonly residentBytes?: number | undefined;
  readonly seconds: number;
  /** Why the scenario could not be carried out. */
  readonly error?: string | undefined;
}

/** Caches, code and fragments of the heap: what a steady process may still gain. */
const RESIDENT_LIMIT = 32 * 2 ** 20;

export function isLeak({ tensors, residentBytes = 0, error }: Finding): boolean {
  return tensors !== 0 || residentBytes > RESIDENT_LIMIT || error !== undefined;
}

export function table(findings: readonly Finding[]): string {
  const rows = [
    ['model', 'backend', 'scenario', 'tensors', 'memory', 'seconds', ''],
    ...findings.map((finding) => [
      finding.model,
      finding.backend,
      finding.scenario,
      String(finding.tensors),
      finding.residentBytes === undefined ? '' : `${finding.residentBytes < 0 ? '-' : '+'}${(Math.abs(finding.residentBytes) / 2 ** 20).toFixed(1)} MB`,
      finding.seconds.toFixed(1),
      finding.error ?? (isLeak(finding) ? 'LEAK' : 'ok'),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const numeric = [3, 4, 5];
  return rows.map((row) => row.map((cell, column) => (numeric.includes(column) ? cell.padStart(widths[column]!) : cell.padEnd(widths[column]!))).join('  ').trimEnd()).join('\n');
}
