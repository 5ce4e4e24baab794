/// Proof that a provider fine-tuned a model on one's own data: secret rows among the data, a public
/// commitment to them, and a p-value from what the model answers.
///
/// Source: Zhang et al., "vTune: Verifiable Fine-Tuning for LLMs Through Backdooring" (2024).
@NullMarked
package dev.assay.vtune;

import org.jspecify.annotations.NullMarked;
