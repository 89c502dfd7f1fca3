/** Where nobody reads on (`figment models | head`), it goes on as at Ctrl-C: a run saves what it has, and all else ends without a word. */
export function endWhereNobodyReads(): void {
  let told = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (told) return;
    told = true;
    process.kill(process.pid, 'SIGINT');
  });
}
