package org.robustness4j.cli;

import java.io.IOException;
import java.io.PrintWriter;
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
import org.robustness4j.data.file.FileStorage;
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
        TestedModel tested = model.of(LocalPath.of(model.path()));
        StoredSamples stored = data.samples(FileStorage.LOCAL, tested.model().format());
        tested = tested.with(tested.names().orFound(stored.classNames(), stored.featureNames()));
        ClassCount.tell(stored, data.isOrderGiven(), messages);
        int[] chosen = chosen(stored, size, options.seed());
        Samples samples;
        if (scaleColumns) {
            // ranges are those of the data, however few of them are attacked
            Samples all = stored.all();
            ScaledColumns scaled = ScaledColumns.of(all);
            tested = scaled.model(tested);
            samples = scaled.samples(all.size() == chosen.length ? all : all.at(chosen));
        } else {
            samples = chosen.length == stored.size() ? stored.all() : stored.at(chosen);
            tested = declared.isPresent() ? tested.in(declared.get()) : tested;
        }
        DeclaredRange.require(tested);
        TestedModel declaredModel = tested;
        ClassCount.requireFromZero(
                IntStream.range(0, samples.size()).map(samples::label).toArray(),
                () -> declaredModel.model().classifier(samples.shape()).classes());
        RobustnessEvaluator evaluator = new RobustnessEvaluator(tested, samples, options);
        ClassCount.compare(stored, evaluator.preparedModel().classifier().classes(), messages);
        return new LocalSession(LocalTarget.of(evaluator, options), evaluator.domain());
    }

    private static int[] chosen(StoredSamples stored, @Nullable Integer size, long seed) throws IOException {
        int[] all = IntStream.range(0, stored.size()).toArray();
        if (size == null || size >= stored.size()) {
            return all;
        }
        if (size < 1) {
            throw new IllegalArgumentException("--samples is " + size + ", but at least 1 has to be attacked");
        }
        int[] labels = stored.labels();
        Samples withoutInputs =
                new Samples(InputShape.flat(1), new Matrix(labels.length, 1, new float[labels.length]), labels);
        return withoutInputs.balancedPositions(all, size, seed);
    }

    @Override
    public void ended() {}

    @Override
    public void close() {}
}
