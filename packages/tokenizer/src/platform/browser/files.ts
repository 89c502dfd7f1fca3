import { TokenizerError } from '../../errors.ts';
import type { Found } from '../node/files.ts';

/** In a page a plain path means what it means in a link. */
export function pathOf(source: string | URL): string {
  return new URL(source, globalThis.location.href).href;
}

/** @throws TokenizerError `STORAGE_FAILED` always: a page has no files but those of servers */
export function find(path: string): Promise<Found | undefined> {
  return Promise.reject(new TokenizerError('STORAGE_FAILED', `${path} can't be read: a page reads files from servers, or those that are handed to it.`));
}

export function inFolder(folder: string, name: string): string {
  return `${folder}/${name}`;
}

/** @throws TokenizerError `STORAGE_FAILED` always */
export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
  return Promise.reject(new TokenizerError('STORAGE_FAILED', `${Object.keys(files).join(' and ')} can't be written to ${folder} by a page: offer what tokenizerFiles() gives for download.`));
}
