/**
 * Datasets: host arrays with shapes, shuffled by key, with a cursor that resumes.
 *
 * @module
 */
export type { Dataset, FieldSpec, HostBatch } from './dataset.ts';
