export { GatewayServiceBase, type GatewayMetricOptions, type GatewayServiceAttributes, type IGatewayService } from './gateway-base';
export type { GatewayCanary, GatewayServiceProps } from './gateway-props';
export { GatewayService } from './gateway-service';
export { GatewayStateTable, type GatewayStateTableProps } from './gateway-state-table';
export type { GatewayStateTableAttributes, IGatewayStateTable } from './gateway-state-table-base';
export { GatewayStateTableGrants } from './gateway-state-table-grants';
