/** Switches CDK's template validator for the rest of the file (test/native-environment.cjs). */
declare const validateTemplates: (wanted: boolean) => void;
