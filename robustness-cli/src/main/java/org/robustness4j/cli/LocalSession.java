package org.robustness4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.robustness4j.assessment.internal.AttackTarget;
import org.robustness4j.assessment.internal.LocalTarget;
import org.robustness4j.attack.RunOptions;
import org.robustness4j.data.Domain;
import org.robustness4j.data.InputShape;
import org.robustness4j.data.Matrix;
import org.robustness4j.data.Samples;
import org.robustness4j.data.file.FileStore;
import org.robustness4j.data.file.StoredSamples;
import org.robustness4j.evaluation.RobustnessEvaluator;
import org.robustness4j.model.TestedModel;

/**
 * A model and its samples in this process.
 *
 * @param target of the attacks
 * @param domain of the model's input
 */
record LocalSession(AttackTarget target, Domain domain) implements AttackCommand.Session {

    static LocalSession open(
            ModelOptions model,
            DataSetOptions data,
            Optional<Domain> declared,
            boolean scaleColumns,
            @Nullable Integer size,
            RunOptions options,
            PrintWriter messages)
            throws IOException {
        TestedModel tested = model.of(path(model.path()));
        StoredSamples stored = data.samples(FileStore.LOCAL, tested.model().format());
        Samples samples = chosen(stored, size, options.seed());
        tested = tested.with(tested.names().orFound(stored.classNames(), stored.featureNames()));
        if (scaleColumns) {
            ScaledColumns scaled = ScaledColumns.of(samples);
            tested = scaled.model(tested);
            samples = scaled.samples(samples);
        } else if (declared.isPresent()) {
            tested = tested.in(declared.get());
        }
        if (tested.knownDomain().isEmpty()) {
            throw new IllegalArgumentException(
                    "The range of the input is not given; say --range with the smallest and the"
                            + " largest value that an input can take, as in --range 0 1"
                            + (samples.shape().isImage()
                                    ? ""
                                    : ", or --scale-columns for a table whose columns have scales of their own"));
        }
        RobustnessEvaluator evaluator = new RobustnessEvaluator(tested, samples, options);
        int classes = evaluator.preparedModel().classifier().classes();
        int names = stored.classNames().size();
        if (names > 0 && names != classes) {
            messages.println("The data has " + names
                    + " classes by their names, numbered in their order from 0, and the" + " model " + classes
                    + ": if that is not the model's numbering, give all of them by --classes");
        }
        return new LocalSession(LocalTarget.of(evaluator, options), evaluator.domain());
    }

    private static Path path(String given) {
        try {
            return Path.of(given);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("'" + given + "' is no path of a file: " + e.getReason(), e);
        }
    }

    private static Samples chosen(StoredSamples stored, @Nullable Integer size, long seed) throws IOException {
        if (size == null || size >= stored.size()) {
            return stored.all();
        }
        if (size < 1) {
            throw new IllegalArgumentException("--samples is " + size + ", but at least 1 has to be attacked");
        }
        int[] labels = stored.labels();
        Samples withoutInputs =
                new Samples(InputShape.flat(1), new Matrix(labels.length, 1, new float[labels.length]), labels);
        return stored.at(withoutInputs.balancedPositions(
                IntStream.range(0, labels.length).toArray(), size, seed));
    }

    @Override
    public void ended() {}

    @Override
    public void close() {}
}
