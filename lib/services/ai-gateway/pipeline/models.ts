import type { Principal } from '../core/principal';
import { failClosed } from './fail-closed';
import type { Parts } from './parts';

/** OpenAI's list of models: those that the caller may use. */
export function listModels({ settings, authorizer }: Parts, principal: Principal, created: number): { readonly object: 'list'; readonly data: readonly { readonly id: string; readonly object: 'model'; readonly created: number; readonly owned_by: string }[] } {
  const allowed = settings.models.filter(({ name }) => failClosed(() => authorizer.allows(principal, 'ListModel', { type: 'Model', id: name })));
  return { object: 'list', data: allowed.map(({ name }) => ({ id: name, object: 'model', created, owned_by: 'operator' })) };
}
