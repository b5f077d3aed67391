/** Rill's mark: a stream that widens on its way down. The same drawing as icons/rill.svg. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 128 128" aria-hidden="true">
      <rect class="mark-ground" x="8" y="8" width="112" height="112" rx="28" />
      <path class="mark-stream" d={STREAM} />
    </svg>
  );
}

const STREAM =
  'M82 19C46 28 38 43 60 55C86 70 60 88 32 106C52 115 78 115 98 105C114 90 110 66 80 51C64 43 64 33 82 19Z';
