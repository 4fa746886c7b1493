/** Sizes of the picture, in pixels at a zoom of 1. Components draw with the same numbers. */
export const measures = {
  margin: 20,
  lane: {
    top: 14,
    clients: { x: 16, width: 112 },
    entry: { x: 154, width: 114 },
    services: { x: 294, width: 202 },
    nodes: { x: 534 },
  },
  client: { height: 84, gap: 20 },
  entry: { height: 54, gap: 12 },
  service: { header: 55, door: 57, bar: 13, portRow: 17, railPadding: 12, note: 29, gap: 30, wideGap: 64, widestGap: 104, columnGap: 34 },
  external: { height: 54, gap: 12 },
  node: { header: 34, proxy: 26, top: 70, bottom: 12, padding: 10, gap: 16, minHeight: 232, step: 44, columnGap: 32 },
  pending: { top: 40, minHeight: 100 },
  group: { header: 26, gap: 7, trackGap: 16 },
  chip: { width: 68, height: 40, gap: 6 },
  cell: { width: 16, height: 16, gap: 3 },
  /** Where the name of a request is looked up: a stop on the way out of the client. */
  dnsStop: 22,
} as const;
