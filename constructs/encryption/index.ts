export { AutoScalingRole } from './auto-scaling-role';
export { DataClass } from './data-class';
export { DataKey, type DataKeyOptions, type DataKeyProps } from './data-key';
export { DataKeys, type DataKeysAttributes, type DataKeysProps, type IDataKeys } from './data-keys';
