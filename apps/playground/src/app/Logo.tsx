/** The weighted dice: its dots are not equal. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect x="2.5" y="2.5" width="27" height="27" rx="7" fill="var(--accent)" />
      <g fill="var(--page)">
        <circle cx="10" cy="10" r="2.7" /><circle cx="22" cy="10" r="1.5" /><circle cx="16" cy="16" r="2.2" /><circle cx="10" cy="22" r="1.5" /><circle cx="22" cy="22" r="3.2" />
      </g>
    </svg>
  );
}
