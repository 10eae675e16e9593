/** Tag without which the bucket emptier deletes nothing. A bucket carries it as long as its removal policy is DESTROY. */
export const EMPTY_ON_DELETE_TAG = 'secure-ai-platform:empty-on-delete';
