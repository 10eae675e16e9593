/**
 * Unit tests look at one construct, so the template validator (nine tenths of the CPU of a synthesis) stays off here.
 * test/snapshot judges the whole platform with it on.
 */
process.env.CDK_VALIDATION ??= 'false';
