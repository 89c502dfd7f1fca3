/** Hands a file to the user. */
export function download(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** One line a step, as spreadsheets read it. */
export function csv(steps: readonly number[], values: Readonly<Record<string, readonly (number | null)[]>>): string {
  const names = Object.keys(values);
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = steps.map((step, i) => [step, ...names.map((name) => values[name]?.[i] ?? '')].join(','));
  return [['step', ...names].map(quoted).join(','), ...rows].join('\n');
}

/** A canvas on the page's own background, since a chart's is transparent. */
export async function png(canvas: HTMLCanvasElement, background: string): Promise<Blob> {
  const copy = document.createElement('canvas');
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve, reject) => {
    copy.toBlob((blob) => { if (blob === null) reject(new Error('The picture could not be encoded.')); else resolve(blob); }, 'image/png');
  });
}
