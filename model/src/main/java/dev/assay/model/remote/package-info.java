/// Language models behind any OpenAI-compatible endpoint, and long runs against them.
///
/// Start at [RemoteModel#open]; for many prompts see [BatchRun]; what an endpoint can do is in its
/// [EndpointReport].
@NullMarked
package dev.assay.model.remote;

import org.jspecify.annotations.NullMarked;
