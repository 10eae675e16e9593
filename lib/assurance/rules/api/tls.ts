import { textLike } from './expectations';

/** Security policies of API Gateway from TLS 1.2 on. */
export const MODERN_API_TLS = textLike(/^(?:TLS_1_2|SecurityPolicy_TLS1[23]_\w+)$/, 'a policy from TLS 1.2 on');

/** Security policies of application and network load balancers from TLS 1.2 on: those that name an older version take it. */
export const MODERN_LISTENER_TLS = textLike(/^(?:ELBSecurityPolicy-)?(?:TLS13-1-[23]-[\w-]+|TLS-1-2(?:-Ext)?-[\w-]+|FS-1-2-(?:Res-)?[\w-]+)$/, 'a policy from TLS 1.2 on');
