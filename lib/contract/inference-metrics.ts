/** Where the metrics lie that are made from the inference server's log. */
export const INFERENCE_METRIC_NAMESPACE = 'SecureAiPlatform/Inference';

/** Counts log lines that tell of a dead engine or a GPU fault. */
export const INFERENCE_ENGINE_ERRORS = 'EngineErrors';

/** Texts of such lines: vLLM's dead engine, PyTorch's exhausted GPU, CUDA's and the driver's own errors. */
export const ENGINE_ERROR_TEXTS = ['EngineDeadError', 'OutOfMemoryError', 'CUDA error', 'NVRM: Xid'] as const;
