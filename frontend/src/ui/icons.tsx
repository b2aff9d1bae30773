import type { ReactNode } from "react";

function Icon({ children }: { children: ReactNode }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      {children}
    </svg>
  );
}

export const TickIcon = () => <Icon><path d="M3 8.5l3.2 3.2L13 4.8" /></Icon>;
export const CrossIcon = () => <Icon><path d="M4 4l8 8M12 4l-8 8" /></Icon>;
export const WarnIcon = () => <Icon><path d="M8 2.2L14.5 13.5H1.5zM8 6.5v3M8 11.6v.01" /></Icon>;
export const SearchIcon = () => <Icon><circle cx="7" cy="7" r="4.2" /><path d="M10.2 10.2L14 14" /></Icon>;
export const SunMoonIcon = () => <Icon><circle cx="8" cy="8" r="5.5" /><path d="M8 2.5a5.5 5.5 0 0 1 0 11z" fill="currentColor" stroke="none" /></Icon>;
export const CopyIcon = () => <Icon><rect x="5.5" y="5.5" width="8" height="8" rx="1.5" /><path d="M3.5 10.5h-1v-8h8v1" /></Icon>;
export const FileIcon = () => <Icon><path d="M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2" /></Icon>;
