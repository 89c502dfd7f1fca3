import type { Row } from '../abi/signature.ts';
import { complexRows } from './complex.ts';
import { convolutionRows } from './convolution.ts';
import { elementwiseRows } from './elementwise.ts';
import { fusedRows } from './fused.ts';
import { imageRows } from './images.ts';
import { indexingRows } from './indexing.ts';
import { layoutRows } from './layout.ts';
import { normalizationRows } from './normalization.ts';
import { optimizerRows } from './optimizer.ts';
import { poolingRows } from './pooling.ts';
import { productRows } from './products.ts';
import { reductionRows } from './reductions.ts';
import { shapeRows } from './shape.ts';

/** All operations of torch that are used, by family; the check compares each with torch's own schemas. */
const families = {
  layout: layoutRows,
  elementwise: elementwiseRows,
  shape: shapeRows,
  indexing: indexingRows,
  reductions: reductionRows,
  products: productRows,
  convolution: convolutionRows,
  pooling: poolingRows,
  images: imageRows,
  normalization: normalizationRows,
  fused: fusedRows,
  complex: complexRows,
  optimizer: optimizerRows,
} as const;

/** Of all families, each once. */
export function allRows(): Row[] {
  return [...new Set(Object.values(families).flatMap((family) => Object.values<Row>(family)))];
}
