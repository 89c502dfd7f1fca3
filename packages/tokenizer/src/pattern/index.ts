export { compilePattern } from './compile-pattern.ts';
export type { Pattern } from './pattern.ts';
export type { Dialect } from './syntax.ts';
