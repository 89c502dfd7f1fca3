import { createInterface, type Interface } from 'node:readline';

/** What a person types, or what is piped in, line by line. */
export interface Lines extends AsyncIterable<string> {
  /** Shows that it is the person's turn. */
  prompt(): void;
  close(): void;
}

/** @param onInterrupt Ctrl-C, whether or not the terminal hands it to the process */
export function standardLines({ interactive, onInterrupt }: { readonly interactive: boolean; readonly onInterrupt: () => void }): Lines {
  const reader: Interface = createInterface({ input: process.stdin, ...(interactive && { output: process.stdout, terminal: true }), prompt: '\u001B[1m>\u001B[0m ', historySize: 1000 });
  const waiting: string[] = [];
  let ended = false;
  let wake = (): void => undefined;
  reader.on('line', (line) => { waiting.push(line); wake(); });
  reader.on('close', () => { ended = true; wake(); });
  reader.on('SIGINT', onInterrupt);
  process.on('SIGINT', onInterrupt);
  return {
    prompt() { if (interactive && !ended) reader.prompt(); },
    close() {
      process.off('SIGINT', onInterrupt);
      reader.close();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const line = waiting.shift();
        if (line !== undefined) yield line;
        else if (ended) return;
        else await new Promise<void>((resolve) => { wake = resolve; });
      }
    },
  };
}
