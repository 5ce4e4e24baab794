package dev.assay.scaling.study;

import dev.assay.base.Default;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the models of a study learn, with the shape that they have apart from their width.
public sealed interface Task {
    /// Width of the model for which learning rates hold.
    long base();

    /// The files that it reads.
    List<Path> files();

    /// The task with its data, read or made.
    ///
    /// @param seed of made data
    default Lesson open(long seed) {
        return switch (this) {
            case Regression task -> RegressionLesson.of(task, seed);
            case Text task -> TextLesson.of(task);
            case Images task -> ImageLesson.of(task);
        };
    }

    /// A random network of ReLU layers, learned by residual perceptrons from fresh samples; the loss is
    /// the mean squared error.
    ///
    /// @param features      of the normal inputs
    /// @param teacherLayers hidden layers of the teacher
    /// @param teacherWidth  of each
    /// @param depth         blocks of the student
    /// @param base          width for which learning rates hold
    record Regression(
            @Default("8") int features,
            @Default("3") int teacherLayers,
            @Default("128") int teacherWidth,
            @Default("2") int depth,
            @Default("64") long base)
            implements Task {
        public Regression {
            require("features", features, 1, 1 << 16);
            require("teacher-layers", teacherLayers, 1, 64);
            require("teacher-width", teacherWidth, 1, 1 << 14);
            require("depth", depth, 1, 256);
            require("base", base, 1, 1 << 20);
        }

        @Override
        public List<Path> files() {
            return List.of();
        }
    }

    /// Text as characters, learned by a small transformer; the loss is the cross-entropy in nats of
    /// characters that are not trained on, the last tenth of the text.
    ///
    /// @param text    files, plain or compressed with gzip
    /// @param context characters that the model sees
    /// @param layers  blocks
    /// @param headDim size of a head; widths are multiples of it
    /// @param base    width for which learning rates hold
    record Text(
            List<Path> text,
            @Default("64") int context,
            @Default("2") int layers,
            @Default("16") int headDim,
            @Default("64") long base)
            implements Task {
        public Text {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("text names no file");
            }
            require("context", context, 2, 1 << 14);
            require("layers", layers, 1, 256);
            require("head-dim", headDim, 1, 1 << 12);
            require("base", base, 1, 1 << 20);
        }

        @Override
        public List<Path> files() {
            return text;
        }
    }

    /// Images and their classes, learned by residual perceptrons over many rounds of moved images; the
    /// loss is the share of training images, unmoved, that are told wrongly.
    ///
    /// @param images     in the IDX format, or in that of CIFAR-10 where there are no labels beside
    /// @param labels     in the IDX format
    /// @param testImages that are not trained on
    /// @param testLabels of them
    /// @param depth      blocks
    /// @param base       width for which learning rates hold
    /// @param shift      pixels by which an image moves at most, in each direction
    /// @param mirrored   whether half of the images are mirrored
    /// @param smoothing  share of the target that all classes have alike
    /// @param inputRate  factor on the learning rate of the layer that sees the pixels
    /// @param structuredInput whether that layer has the structure too
    record Images(
            Path images,
            Optional<Path> labels,
            Optional<Path> testImages,
            Optional<Path> testLabels,
            @Default("3") int depth,
            @Default("64") long base,
            @Default("2") int shift,
            @Default("false") boolean mirrored,
            @Default("0.0") double smoothing,
            @Default("0.1") double inputRate,
            @Default("true") boolean structuredInput)
            implements Task {
        public Images {
            require("depth", depth, 1, 256);
            require("base", base, 1, 1 << 20);
            require("shift", shift, 0, 1 << 10);
            if (!(smoothing >= 0 && smoothing < 1)) {
                throw new IllegalArgumentException("smoothing lies in [0, 1), not " + smoothing);
            }
            if (!(inputRate > 0 && inputRate < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("input-rate is above 0, not " + inputRate);
            }
        }

        @Override
        public List<Path> files() {
            return Stream.of(Optional.of(images), labels, testImages, testLabels)
                    .flatMap(Optional::stream)
                    .toList();
        }
    }

    private static void require(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(key + " lies between " + least + " and " + most + ", not " + value);
        }
    }
}
