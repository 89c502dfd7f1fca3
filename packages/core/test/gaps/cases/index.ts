import type { GapCase } from '../case.ts';
import { elementwiseCases } from './elementwise.ts';
import { imageCases } from './images.ts';
import { productCases } from './products.ts';
import { shapeCases } from './shape.ts';

/** The rows of the table: what `ops/` stands on, and what plain tfjs programs would get wrong. */
export const gapCases: readonly GapCase[] = [...elementwiseCases, ...shapeCases, ...productCases, ...imageCases];
