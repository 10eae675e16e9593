/** Value of `purpose` in the encryption context of the data keys that seal audit records; the key's grant to the gateway can be limited to it. */
export const AUDIT_KEY_PURPOSE = 'gateway-audit';
