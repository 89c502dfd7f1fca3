/**
 * What hosts need to show a tokenizer to people: what its tokens write, and what each script costs.
 *
 * @module
 */
export { countScripts, type Script, scriptAt, type ScriptCount, scripts } from './scripts.ts';
export { bytesOfToken, writesBytes } from './token-bytes.ts';
