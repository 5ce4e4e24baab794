package dev.assay.model;

/// Something that only some models can do; asked for by type through [LanguageModel#capability].
public interface Capability {}
