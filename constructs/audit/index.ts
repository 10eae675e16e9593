export { AuditAlarms, type AuditAlarmsProps } from './audit-alarms';
export { AuditTrail, type AuditTrailAttributes, type AuditTrailProps, type IAuditTrail } from './audit-trail';
export { LogArchive, type LogArchiveProps } from './log-archive';
export { TrailBucket, type TrailBucketProps } from './trail-bucket';
