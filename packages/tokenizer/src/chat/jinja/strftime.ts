const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Python's `strftime` in the C locale, of local time. `%-d` goes without the leading zero. */
export function strftime(date: Date, format: string): string {
  const month = months[date.getMonth()] ?? '';
  const day = days[date.getDay()] ?? '';
  const yearDay = Math.round((Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) - Date.UTC(date.getFullYear(), 0, 0)) / 86_400_000);
  const two = (value: number): string => String(value).padStart(2, '0');
  const offset = -date.getTimezoneOffset();
  const parts: Readonly<Record<string, string | undefined>> = {
    Y: String(date.getFullYear()), y: two(date.getFullYear() % 100), m: two(date.getMonth() + 1), d: two(date.getDate()), e: String(date.getDate()).padStart(2),
    H: two(date.getHours()), I: two(date.getHours() % 12 || 12), M: two(date.getMinutes()), S: two(date.getSeconds()), f: String(date.getMilliseconds() * 1000).padStart(6, '0'),
    p: date.getHours() < 12 ? 'AM' : 'PM', B: month, b: month.slice(0, 3), h: month.slice(0, 3), A: day, a: day.slice(0, 3),
    j: String(yearDay).padStart(3, '0'), w: String(date.getDay()), u: String(date.getDay() || 7), s: String(Math.floor(date.getTime() / 1000)),
    z: `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}${two(Math.abs(offset) % 60)}`, Z: '', n: '\n', t: '\t', '%': '%',
  };
  const whole: Readonly<Record<string, string>> = { F: '%Y-%m-%d', T: '%H:%M:%S', D: '%m/%d/%y', x: '%m/%d/%y', R: '%H:%M', X: '%H:%M:%S', c: '%a %b %e %H:%M:%S %Y' };
  return format
    .replaceAll(/%([FTDxRXc])/g, (found, letter: string) => whole[letter] ?? found)
    .replaceAll(/%(-?)([a-zA-Z%])/g, (found, plain: string, letter: string) => (plain === '' ? parts[letter] : parts[letter]?.replace(/^[0 ]+(?=.)/, '')) ?? found);
}
