/// Options that several verbs share; a verb takes the ones that apply to it as picocli mixins.
@NullMarked
package dev.assay.cli.option;

import org.jspecify.annotations.NullMarked;
