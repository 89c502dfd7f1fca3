/**
 * Directions among the styles of a generator along which pictures change: in closed form, or from labels.
 *
 * @module
 */
export { closedFormDirections, type Directions } from './closed-form.ts';
export { directionFromLabels, type LabelledDirection, withoutDirections } from './from-labels.ts';
