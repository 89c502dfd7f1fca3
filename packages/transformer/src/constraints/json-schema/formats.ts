const two = { month31: '(?:0[13578]|1[02])', month30: '(?:0[469]|11)', day: '(?:0[1-9]|[12]\\d', year4: '(?:0[48]|[2468][048]|[13579][26])' };
const leapYear = `(?:\\d\\d${two.year4}|(?:[02468][048]|[13579][26])00)`;
const date = `(?:\\d{4}-(?:${two.month31}-${two.day}|3[01])|${two.month30}-${two.day}|30)|02-(?:0[1-9]|1\\d|2[0-8]))|${leapYear}-02-29)`;
const hours = '(?:[01]\\d|2[0-3]):[0-5]\\d';
const time = `${hours}:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-]${hours})`;
const count = '\\d{1,9}';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const hostname = `${label}(?:\\.${label}){0,8}`;
const byte = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const inUri = "(?:[a-zA-Z0-9._~!$&'()*+,;=:@-]|%[0-9a-fA-F]{2})";

/** What the values of `format` say, as regular expressions. Dates are days there are (RFC 3339). */
export const formats: Readonly<Record<string, string>> = {
  date,
  time,
  'date-time': `${date}T${time}`,
  duration: `P(?:${count}W|(?=[\\dT])(?:${count}Y)?(?:${count}M)?(?:${count}D)?(?:T(?:${count}H(?:${count}M)?(?:${count}S)?|${count}M(?:${count}S)?|${count}S))?)`,
  uuid: '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}',
  email: `[a-zA-Z0-9_+-]+(?:\\.[a-zA-Z0-9_+-]+)*@(?:${label}\\.){1,8}[a-zA-Z]{2,63}`,
  hostname,
  ipv4: `${byte}(?:\\.${byte}){3}`,
  uri: `[a-zA-Z][a-zA-Z0-9+.-]*://${hostname}(?::\\d{1,5})?(?:/${inUri}*)*(?:\\?(?:${inUri}|[/?])*)?(?:#(?:${inUri}|[/?])*)?`,
};
