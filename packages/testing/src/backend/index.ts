/**
 * The check of a backend: each op, gradient and second derivative against golden numbers of PyTorch.
 *
 * @module
 */
export { type BackendCheckOptions, type BackendReport, checkBackend } from './check-backend.ts';
export { type Aspect, aspects, type CaseOutcome, describeVerdict, faultsOf, type Verdict } from './verdict.ts';
