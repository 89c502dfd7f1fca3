import type { Row } from '../abi/signature.ts';
import { elementwiseRows } from './elementwise.ts';

/** All operations of torch that kernels use, by family; the check compares each with torch's own schemas. */
export const families = {
  elementwise: elementwiseRows,
} as const;

/** Of all families, each once. */
export function allRows(): Row[] {
  const rows = Object.values(families).flatMap((family) => Object.values<Row>(family));
  return [...new Set([...rows, 'aten::contiguous Tm T', 'aten::reshape TI T'] as const)];
}
