import type { Rule } from '../rule';
import { PASSWORD_TYPES, passwordsByReference } from './plain-text';

export const passwordPropertyByReference: Rule = {
  id: 'PasswordPropertyByReference',
  title: 'passwords come from a store of secrets, not out of the template',
  why: 'whoever reads the template, its history or the stack reads the password',
  fix: 'use a dynamic reference to Secrets Manager, or let the service manage the password',
  severity: 'error',
  controls: ['DAT-08', 'AI-05'],
  types: PASSWORD_TYPES,
  check: (resource, context) => passwordsByReference(resource, context),
};
