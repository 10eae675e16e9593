/** JSON fields of a service certificate's secret, all PEM. */
export const SERVICE_CERTIFICATE_FIELDS = {
  certificate: 'certificate',
  privateKey: 'privateKey',
  authority: 'authority',
} as const;
