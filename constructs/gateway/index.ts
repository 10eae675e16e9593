export { GatewayServiceBase, type GatewayServiceAttributes, type IGatewayService } from './gateway-base';
export type { GatewayCanary, GatewayServiceProps } from './gateway-props';
export { GatewayService } from './gateway-service';
