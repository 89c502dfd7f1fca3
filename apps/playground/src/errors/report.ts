import { useBackend } from '../state/backend.ts';
import { plainError } from '../workers/errors.ts';

/** What helps whoever looks into an error; no pictures, no names of files beyond those in the message. */
export function errorReport(error: unknown): string {
  const plain = plainError(error);
  const { report } = useBackend.getState();
  return [
    `${plain.code ?? plain.name}: ${plain.message}`,
    '',
    `page      ${location.pathname}${location.search}`,
    `backend   ${report === undefined ? 'none' : `${report.name} (${report.device})`}`,
    `browser   ${navigator.userAgent}`,
    `language  ${document.documentElement.lang}`,
    `time      ${new Date().toISOString()}`,
    '',
    plain.stack ?? 'no stack',
  ].join('\n');
}
