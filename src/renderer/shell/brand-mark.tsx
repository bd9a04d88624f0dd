/** A sluice gate with water on both sides, higher in front than behind. */
export const BrandMark = () => (
  <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden focusable="false">
    <path d="M1 7.5h7v9H1z" fill="var(--accent)" />
    <path d="M12 13h7v3.5h-7z" fill="var(--accent)" opacity="0.55" />
    <path d="M8.75 2h2.5v10.5h-2.5z" fill="var(--text)" />
  </svg>
)
