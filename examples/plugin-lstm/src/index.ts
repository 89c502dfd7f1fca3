export { lstm } from './lstm.ts';
