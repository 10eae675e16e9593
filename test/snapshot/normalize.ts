/** A template without what changes when only the code of a function changes. */
export function normalized(template: unknown): unknown {
  return JSON.parse(
    JSON.stringify(template)
      .replace(/[0-9a-f]{64}/g, '<ASSET_HASH>')
      .replace(/Deployment[0-9A-F]{8}[0-9a-f]{32}/g, '<DEPLOYMENT>'),
  );
}
