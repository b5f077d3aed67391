import { formatPercent } from '../format/percent.ts';

export interface ProgressBarProps {
  /** 0 to 1. */
  readonly share: number;
  readonly label: string;
}

export function ProgressBar({ share, label }: ProgressBarProps) {
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
      aria-valuetext={formatPercent(share)}
      style={{ '--share': share }}
    >
      <div class="progress-fill" />
    </div>
  );
}
