/** The icon set: strokes on a grid of 16, drawn for this window. */
export const ICON_PATHS = {
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  resume: 'M5 3.2v9.6L12.5 8z',
  remove: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.6 9h6.8l.6-9M6.8 7v4M9.2 7v4',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  folder: 'M2 12.5v-9h4.2l1.6 2H14v7z',
  move: 'M2 12.5v-9h4.2l1.6 2H14v7zM5.5 9h4.6M8.4 7.2 10.2 9l-1.8 1.8',
  file: 'M4 2h5l3 3v9H4zM9 2v3h3',
  link: 'M6.5 9.5l3-3M7.6 4.5l1.2-1.2a2.5 2.5 0 0 1 3.6 3.6l-1.3 1.3M8.4 11.5l-1.2 1.2a2.5 2.5 0 0 1-3.6-3.6l1.3-1.3',
  drop: 'M8 2v7.5M4.8 6.4 8 9.6l3.2-3.2M2.5 10v3.5h11V10',
  share: 'M8 9.5V2M4.8 5.1 8 2l3.2 3.1M2.5 9v4.5h11V9',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  info: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 7.4v3.4M8 5.2h.01',
  clock: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.6V8l2.4 1.6',
  settings:
    'M2 5h5.8M11 5h3M2 11h2.8M8 11h6M11 5a1.6 1.6 0 1 1-3.2 0A1.6 1.6 0 0 1 11 5zM8 11a1.6 1.6 0 1 1-3.2 0A1.6 1.6 0 0 1 8 11z',
  down: 'M8 3v10M4 9l4 4 4-4',
  up: 'M8 13V3M4 7l4-4 4 4',
  complete: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.2 8.2l2 2 3.6-4',
  warning: 'M8 2.2 14.3 13.5H1.7zM8 6.5v3.4M8 11.7h.01',
  close: 'M4 4l8 8M12 4l-8 8',
  box: 'M2.5 5 8 2.2 13.5 5v6L8 13.8 2.5 11zM2.5 5 8 7.8 13.5 5M8 7.8v6',
  search: 'M11 7a4 4 0 1 1-8 0 4 4 0 0 1 8 0zM10 10l3.5 3.5',
  shield: 'M8 2l5 1.8V8c0 3-2.1 5-5 6-2.9-1-5-3-5-6V3.8zM5.8 7.9l1.6 1.6 2.9-3.1',
  port: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM2.2 8h11.6M8 2c4.6 4 4.6 8 0 12M8 2c-4.6 4-4.6 8 0 12',
} as const;

export type IconName = keyof typeof ICON_PATHS;
