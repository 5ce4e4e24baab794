package dev.assay.cli.vtune;

import dev.assay.cli.lm.ModelOptions;
import dev.assay.lm.LocalModel;
import dev.assay.lm.checkpoint.LoadOptions;
import dev.assay.model.LanguageModel;
import dev.assay.model.remote.RemoteModel;

/// A model beside the one that a command is about.
final class AnyModel {
    private AnyModel() {}

    /// @param name a folder, or the address of an endpoint
    static LanguageModel open(String name) {
        return isEndpoint(name)
                ? RemoteModel.open(name)
                : LocalModel.open(ModelOptions.folder(name), LoadOptions.DEFAULT);
    }

    /// What tells it from others: the address, or a hash of the weights.
    static String identity(String name) {
        return isEndpoint(name) ? name : ModelOptions.weights(name);
    }

    private static boolean isEndpoint(String name) {
        return name.startsWith("http://") || name.startsWith("https://");
    }
}
