package org.robustness4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.robustness4j.model.TestedModel;
import picocli.CommandLine.Option;

/** The model of a command. */
final class ModelOptions {

    private static final Set<String> OF_PYTHON =
            Set.of("pt", "pth", "ckpt", "safetensors", "pkl", "pickle", "joblib", "pb", "tflite", "keras");

    private static final String SUFFIX = "\\.(zip|h5|hdf5|onnx)$";

    @Option(
            names = "--model",
            required = true,
            paramLabel = "FILE",
            description = "the model: .onnx, a zip of DL4J's ModelSerializer, or .h5 of Keras")
    private String model = "";

    @Option(
            names = "--trusted",
            description = "have DL4J read the model's file as it is, which may run code that the file brings")
    private boolean trusted;

    @Option(
            names = "--mean",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NUMBERS",
            description =
                    "what is subtracted from values before the model gets them, one for all or for each channel, as in 0.485,0.456,0.406")
    private List<Double> mean = List.of();

    @Option(
            names = "--std",
            split = ",",
            hideParamSyntax = true,
            paramLabel = "NUMBERS",
            description = "what they are divided by then, as in 0.229,0.224,0.225")
    private List<Double> deviation = List.of();

    @Option(
            names = "--output-name",
            paramLabel = "NAME",
            description = "of a model with several outputs: the one to attack")
    private @Nullable String output;

    @Option(
            names = "--label",
            paramLabel = "NUMBER",
            description = "of a model with several independent labels: the one to attack, from 0")
    private @Nullable Integer label;

    @Option(
            names = "--last-step",
            description = "of a model with classes for each step of a sequence: attack the last step alone")
    private boolean lastStep;

    /** The path as it was given. */
    String path() {
        return model;
    }

    /** The name of the file, without what tells its kind. */
    String name() {
        String file = model.replace('\\', '/').replaceFirst("/+$", "");
        return file.substring(file.lastIndexOf('/') + 1).replaceFirst(SUFFIX, "");
    }

    /** What tells the kind of the file. */
    String suffix() {
        return model.substring(model.length()
                - (model.length() - model.replaceFirst(SUFFIX, "").length()));
    }

    /**
     * The model of a local file.
     *
     * @throws IllegalArgumentException if there is none that can be attacked
     */
    TestedModel of(Path file) {
        String ending = file.toString().toLowerCase(Locale.ROOT).replaceFirst(".*\\.", "");
        if (OF_PYTHON.contains(ending)) {
            throw new IllegalArgumentException(
                    file + " is a file of Python's, which is not read here; export the model as"
                            + " ONNX, by torch.onnx.export, tf2onnx or skl2onnx");
        }
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("There is no file " + file + "; correct the path of the model"
                    + (file.isAbsolute()
                            ? ""
                            : ", which is looked for in " + Path.of("").toAbsolutePath()));
        }
        TestedModel tested = (trusted ? TestedModel.ofTrusted(file) : TestedModel.of(file)).named(name());
        if (output != null) {
            tested = tested.output(output);
        }
        if (label != null) {
            tested = tested.label(label);
        }
        if (lastStep) {
            tested = tested.lastStep();
        }
        if (!mean.isEmpty() || !deviation.isEmpty()) {
            if (mean.size() != deviation.size()) {
                throw new IllegalArgumentException("--mean has " + mean.size() + " numbers and --std "
                        + deviation.size() + "; give as many of both");
            }
            tested = tested.standardized(mean, deviation);
        }
        return tested;
    }
}
